import React from 'react';
import { revealBidi } from '../ui/bidi';
import { ImagePair } from './ImagePair';
import type { IOutputChangesProps } from './OutputChanges';
import { outputPart } from './outputs';
import type { CellDetail } from './tokens';
import { sizeWord } from './words';

export interface IAttachmentChangesProps extends Omit<IOutputChangesProps, 'pairs'> {
  readonly pairs: CellDetail['attachments'];
}

/** Files kept inside a cell that differ, by name; images side by side. */
export function AttachmentChanges(props: IAttachmentChangesProps): React.JSX.Element {
  const { pairs, changes, trans } = props;
  const words = {
    added: trans.__('added'),
    removed: trans.__('removed'),
    changed: trans.__('changed'),
    same: ''
  };
  return (
    <>
      {pairs
        .filter(({ status }) => status !== 'same')
        .map(({ name, status, old, new: now }) => {
          const part = outputPart(old ?? [], now ?? [], [], null, []);
          return (
            <div key={name} className="mlc-OutputChange">
              <p className="mlc-ValueChange">
                {trans.__('attachment %1 %2', revealBidi(name), words[status])}
                {part.kind === 'other' && `, ${sizeWord(part.bytes, trans)}`}
              </p>
              {part.kind === 'image' && <ImagePair {...part} changes={changes} trans={trans} />}
            </div>
          );
        })}
    </>
  );
}
