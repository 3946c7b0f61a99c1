import React from 'react';
import { revealBidi } from '../ui/bidi';
import { OutputChange } from './OutputChange';
import type { IOutputChangesProps } from './OutputChanges';
import { mediaForms } from './outputs';
import type { CellDetail } from './tokens';

export interface IAttachmentChangesProps extends Omit<IOutputChangesProps, 'pairs'> {
  readonly pairs: CellDetail['attachments'];
}

/** Files kept inside a cell that differ, by name; images side by side. */
export function AttachmentChanges(props: IAttachmentChangesProps): React.JSX.Element {
  const { pairs, trans } = props;
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
        .map(({ name, status, old, new: now }) => (
          <div key={name} className="mlc-OutputChange">
            <p className="mlc-ValueChange">
              {trans.__('attachment %1 %2', revealBidi(name), words[status])}
            </p>
            <OutputChange
              {...props}
              forms={mediaForms(old ?? [], now ?? [])}
              place={`attachment ${name}`}
            />
          </div>
        ))}
    </>
  );
}
