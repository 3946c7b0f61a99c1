import React, { useState } from 'react';
import { ConflictParts } from './ConflictParts';
import { ConflictSides } from './ConflictSides';
import { ResultEditor } from './ResultEditor';
import { beginningOf, isWritable, resultOf, versionOf } from './results';
import type { IMergeViewProps } from './services';
import { languageOf, SourceText } from './SourceText';
import type { Decision, MergeConflict, MergeRow, PartTakes, Take } from './tokens';
import { conflictWord, takeWord } from './words';

export interface IConflictChoiceProps extends IMergeViewProps {
  readonly conflict: MergeConflict;

  /** Its number among the merge's, from 0. */
  readonly at: number;
}

/** One conflict: both versions, what can be taken, and what the result is then. */
export function ConflictChoice(props: IConflictChoiceProps): React.JSX.Element {
  const { at, conflict, merging, trans } = props;
  const [showsBase, setShowsBase] = useState(false);
  const rows = conflict.rows.flatMap(index => merging.answer?.rows[index] ?? []);
  const count = merging.answer?.conflicts.length ?? 0;
  const word = conflictWord(conflict, trans);
  const isOpen = merging.left.includes(at);
  return (
    <div
      className={`mlc-Conflict${isOpen ? ' mlc-mod-open' : ''}`}
      role="group"
      aria-label={trans.__('Conflict %1 of %2: %3', at + 1, count, word)}
    >
      <h3 className="mlc-Conflict-title">{word}</h3>
      <ConflictSides {...props} rows={rows} showsBase={showsBase} />
      <div className="mlc-Conflict-takes">
        <Takes {...props} rows={rows} />
        {conflict.takes.includes('base') && conflict.kind !== 'edited_deleted' && (
          <button
            type="button"
            className="mlc-Link"
            aria-expanded={showsBase}
            onClick={() => setShowsBase(!showsBase)}
          >
            {showsBase ? trans.__('Hide ancestor') : trans.__('Show ancestor')}
          </button>
        )}
      </div>
      {conflict.hunks.length > 1 && <ConflictParts {...props} row={rows[0]} />}
      <Result {...props} rows={rows} />
    </div>
  );
}

interface IPartProps extends IConflictChoiceProps {
  readonly rows: readonly MergeRow[];
}

const ORDER: readonly Take[] = ['ours', 'theirs', 'both', 'base', 'none'];

function Takes({ at, conflict, merging, rows, trans }: IPartProps): React.JSX.Element {
  const decision = merging.decisionOf(at);
  const index = conflict.rows[0];
  const [row] = rows;
  const write = (): void => {
    if (index !== undefined && row !== undefined && merging.sourceOf(index) === null) {
      merging.write(index, beginningOf(row, conflict, takenOf(decision, merging.partsOf(at))));
    }
    merging.decide(at, 'written');
  };
  return (
    <>
      {ORDER.filter(take => conflict.takes.includes(take)).map(take => (
        <button
          key={take}
          type="button"
          className="mlc-Button"
          aria-pressed={decision === take}
          onClick={() => merging.decide(at, take)}
        >
          {takeWord(conflict, take, trans)}
        </button>
      ))}
      {isWritable(conflict) && (
        <button
          type="button"
          className="mlc-Button"
          aria-pressed={decision === 'written'}
          onClick={write}
        >
          {trans.__('Edit')}
        </button>
      )}
      {decision !== null && (
        <button type="button" className="mlc-Link" onClick={() => merging.undo(at)}>
          {trans.__('Undo')}
        </button>
      )}
    </>
  );
}

/** What was taken; null when nothing was, or not yet for every part. */
function takenOf(decision: Decision | null, parts: PartTakes): Take | PartTakes | null {
  if (decision === 'parts') {
    return parts.includes(null) ? null : parts;
  }
  return decision === 'written' ? null : decision;
}

/** What the source becomes; nothing while something is open. */
function Result(props: IPartProps): React.JSX.Element | null {
  const { at, conflict, editors, merging, rows, trans } = props;
  const decision = merging.decisionOf(at);
  const [row] = rows;
  const index = conflict.rows[0];
  const isOpen = merging.left.includes(at);
  if (isOpen || !isWritable(conflict) || row === undefined || index === undefined) {
    return null;
  }
  const { cellType = 'code' } = row.resultCell ?? versionOf(row, 'base') ?? {};
  const taken = takenOf(decision, merging.partsOf(at));
  const text = taken === null ? null : resultOf(row, conflict, taken);
  return (
    <div className="mlc-Conflict-result">
      <h4 className="mlc-Side-title">{trans.__('Result')}</h4>
      {decision === 'written' && (
        <ResultEditor
          editors={editors}
          language={cellType === 'markdown' ? 'ipythongfm' : languageOf(merging)}
          label={trans.__('Source of the result')}
          text={merging.sourceOf(index) ?? ''}
          onChange={source => merging.write(index, source)}
        />
      )}
      {decision !== 'written' && text === null && (
        <p className="mlc-Side-value">{trans.__('The cell is deleted.')}</p>
      )}
      {text !== null && (
        <SourceText {...props} cellType={cellType} label={trans.__('Result')} text={text} />
      )}
    </div>
  );
}
