import React from 'react';
import { revealBidi } from '../../ui/bidi';
import type { IConflictChoiceProps } from './ConflictChoice';
import { versionOf } from './results';
import type { MergeConflict, MergeRow, Take } from './tokens';
import { takeWord } from './words';

export interface IConflictPartsProps extends IConflictChoiceProps {
  readonly row: MergeRow | undefined;
}

const TAKES: readonly Take[] = ['ours', 'theirs', 'both'];

/** The parts of a source in conflict, each with what can be taken for it alone. */
export function ConflictParts(props: IConflictPartsProps): React.JSX.Element {
  const { at, conflict, merging, row, trans } = props;
  const takes = merging.partsOf(at);
  const count = conflict.hunks.length;
  return (
    <ol className="mlc-ConflictParts" aria-label={trans.__('Part by part')}>
      {conflict.hunks.map((hunk, part) => (
        <li
          key={part}
          className="mlc-ConflictParts-part"
          role="group"
          aria-label={trans.__('Part %1 of %2', part + 1, count)}
        >
          <span className="mlc-ConflictParts-place">{trans.__('Part %1', part + 1)}</span>
          <code className="mlc-ConflictParts-line">{revealBidi(firstLine(hunk, row))}</code>
          <span className="mlc-ConflictParts-takes">
            {TAKES.map(take => (
              <button
                key={take}
                type="button"
                className="mlc-Button"
                aria-pressed={takes[part] === take}
                onClick={() => merging.decidePart(at, part, take)}
              >
                {takeWord(conflict, take, trans)}
              </button>
            ))}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** The line by which a part is recognised: the first that ours has there, or else theirs. */
function firstLine(hunk: MergeConflict['hunks'][number], row: MergeRow | undefined): string {
  const lines = (version: 'ours' | 'theirs'): string[] =>
    (row &&
      versionOf(row, version)
        ?.source.split('\n')
        .slice(...hunk[version])) ??
    [];
  return [...lines('ours'), ...lines('theirs')].find(line => line.trim() !== '') ?? '';
}
