import React from 'react';
import { revealBidi } from '../ui/bidi';
import { AttachmentChanges } from './AttachmentChanges';
import { MarkdownChange } from './MarkdownChange';
import { OutputChanges } from './OutputChanges';
import type { IViewServices } from './services';
import type { Layout } from './shown';
import { SourceChange } from './SourceChange';
import type { CellDetail, Row } from './tokens';
import { ValueChanges } from './ValueChanges';
import { rowWords } from './words';

export interface ICellChangeProps extends IViewServices {
  readonly row: Row;
  readonly layout: Layout;

  /** True for the change the person went to last. */
  readonly isCurrent: boolean;
}

/** One cell: a bar that says what became of it, and what differs. */
export function CellChange(props: ICellChangeProps): React.JSX.Element {
  const { row, changes, isCurrent, trans } = props;
  const detail = changes.detail(row);
  return (
    <section
      className={`mlc-CellChange mlc-mod-${row.status}${isCurrent ? ' mlc-mod-current' : ''}`}
      aria-current={isCurrent}
      aria-label={trans.__('Cell %1', numberOf(row))}
    >
      <Bar {...props} detail={detail} />
      {detail === null ? (
        <div className="mlc-CellChange-waiting" role="status" aria-label={trans.__('Loading')} />
      ) : (
        <Body {...props} detail={detail} />
      )}
      {props.additions.map((addition, index) => (
        <React.Fragment key={index}>{addition.below(row)}</React.Fragment>
      ))}
    </section>
  );
}

function numberOf({ old, new: now }: Row): number {
  return (now ?? old ?? 0) + 1;
}

function Bar({
  row,
  detail,
  changes,
  additions,
  goToCell,
  trans
}: ICellChangeProps & { readonly detail: CellDetail | null }): React.JSX.Element {
  const here = changes.isSwapped ? row.old : row.new;
  return (
    <div className="mlc-CellChange-bar">
      <span className="mlc-CellChange-number">{numberOf(row)}</span>
      <span className="mlc-CellChange-heading">{revealBidi(row.heading)}</span>
      {rowWords(row, changes.shown.has('source'), trans).map(word => (
        <span key={word} className="mlc-CellChange-word">
          {word}
        </span>
      ))}
      <span className="mlc-CellChange-space" />
      {additions.map((addition, index) => (
        <React.Fragment key={index}>{addition.inBar(row, detail)}</React.Fragment>
      ))}
      {here !== null && (
        <button
          type="button"
          className="mlc-Link mlc-CellChange-go"
          onClick={() => goToCell(row, detail)}
        >
          {trans.__('Go to cell')}
        </button>
      )}
    </div>
  );
}

function Body(props: ICellChangeProps & { readonly detail: CellDetail }): React.JSX.Element {
  const { row, detail, changes, trans } = props;
  const { kinds, status } = row;
  const isMarkdown = row.cellType === 'markdown' && row.oldCellType !== 'code';
  const isOneSided = status === 'added' || status === 'removed';
  const differs = (kind: Row['kinds'][number]): boolean => isOneSided || kinds.includes(kind);
  return (
    <>
      {changes.shown.has('source') &&
        (isMarkdown ? <MarkdownChange {...props} /> : <SourceChange {...props} />)}
      {kinds.includes('execution_count') && (
        <p className="mlc-ValueChange">
          {trans.__(
            'counter: %1 → %2',
            detail.oldExecutionCount ?? '–',
            detail.newExecutionCount ?? '–'
          )}
        </p>
      )}
      {differs('metadata') && <ValueChanges values={detail.metadata} trans={trans} />}
      {differs('attachments') && <AttachmentChanges {...props} pairs={detail.attachments} />}
      {differs('outputs') && changes.shown.has('outputs') && (
        <OutputChanges
          {...props}
          pairs={detail.outputs}
          after={pair => props.additions.map(addition => addition.atOutput(row, pair))}
        />
      )}
    </>
  );
}
