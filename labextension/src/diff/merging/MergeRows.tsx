import React from 'react';
import { revealBidi } from '../../ui/bidi';
import { ConflictChoice } from './ConflictChoice';
import type { MergeItem } from './items';
import { versionOf } from './results';
import type { IMergeViewProps } from './services';
import { SourceText } from './SourceText';
import type { MergeRow } from './tokens';
import { settledWords } from './words';

export interface IConflictRowProps extends IMergeViewProps {
  readonly item: MergeItem & { readonly kind: 'conflict' };
}

/** A cell in conflict, cells that both inserted at one place, or the notebook's own metadata. */
export function ConflictRow(props: IConflictRowProps): React.JSX.Element {
  const { item, merging, trans } = props;
  const { conflicts = [], rows = [] } = merging.answer ?? {};
  const row = item.rows[0] === undefined ? undefined : rows[item.rows[0]];
  const isOpen = item.conflicts.some(at => merging.left.includes(at));
  const isCurrent = merging.current === item.key;
  const name = row === undefined ? trans.__('Notebook') : trans.__('Cell %1', numberOf(row));
  return (
    <section
      className={`mlc-CellChange mlc-MergeRow${isCurrent ? ' mlc-mod-current' : ''}`}
      aria-current={isCurrent}
      aria-label={name}
    >
      <div className="mlc-CellChange-bar">
        {row !== undefined && <span className="mlc-CellChange-number">{numberOf(row)}</span>}
        <span className="mlc-CellChange-heading">
          {row === undefined ? name : revealBidi(row.heading)}
        </span>
        <span className={`mlc-MergeRow-state${isOpen ? ' mlc-mod-open' : ''}`}>
          {isOpen ? trans.__('Conflict') : trans.__('Resolved')}
        </span>
      </div>
      {item.conflicts.map(at => {
        const conflict = conflicts[at];
        return conflict && <ConflictChoice {...props} key={at} at={at} conflict={conflict} />;
      })}
    </section>
  );
}

export interface IPlainRowProps extends IMergeViewProps {
  readonly item: MergeItem & { readonly kind: 'settled' | 'same' };
  readonly row: MergeRow;
}

/** A cell nobody has to decide about: one line, and its source when that is opened. */
export function PlainRow(props: IPlainRowProps): React.JSX.Element {
  const { item, merging, row, trans } = props;
  const isOpen = merging.isUnfolded(item.key);
  return (
    <section
      className="mlc-CellChange mlc-PlainRow"
      aria-label={trans.__('Cell %1', numberOf(row))}
    >
      <button
        type="button"
        className="mlc-CellChange-bar mlc-PlainRow-bar"
        aria-expanded={isOpen}
        onClick={() => merging.toggle(item.key)}
      >
        <span className="mlc-CellChange-number">{numberOf(row)}</span>
        <span className="mlc-CellChange-heading">{revealBidi(row.heading)}</span>
        {settledWords(row, trans).map(word => (
          <span key={word} className="mlc-CellChange-word">
            {word}
          </span>
        ))}
      </button>
      {isOpen && <PlainSource {...props} />}
    </section>
  );
}

function PlainSource(props: IPlainRowProps): React.JSX.Element {
  const { row, trans } = props;
  const before = versionOf(row, 'base') ?? versionOf(row, 'ours') ?? versionOf(row, 'theirs');
  const now = row.resultCell;
  const texts =
    now === null || before === null
      ? { text: (now ?? before)?.source ?? '' }
      : { text: now.source, beside: before.source };
  const { cellType = 'code' } = now ?? before ?? {};
  return <SourceText {...props} {...texts} cellType={cellType} label={trans.__('Source')} />;
}

function numberOf({ base, ours, theirs, result }: MergeRow): number {
  return (result ?? ours ?? theirs ?? base ?? 0) + 1;
}
