import React from 'react';
import { revealBidi } from '../ui/bidi';
import { Failure } from '../ui/Failure';
import { AttachmentChanges } from './AttachmentChanges';
import { CellMenu } from './CellMenu';
import type { LineRange } from './hunks';
import { keyOf } from './keys';
import { MarkdownChange } from './MarkdownChange';
import { OutputChanges } from './OutputChanges';
import { placesOf } from './places';
import { RevertButton, useAttempt, type IAttempt } from './RevertButton';
import { CollapseButton, SeenBox } from './SeenBox';
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
  const reverting = useAttempt();
  return (
    <section
      className={`mlc-CellChange mlc-mod-${row.status}${isCurrent ? ' mlc-mod-current' : ''}`}
      aria-current={isCurrent}
      aria-label={trans.__('Cell %1', numberOf(row))}
      onFocus={() => changes.enter(keyOf(row))}
    >
      <Bar {...props} detail={detail} attempt={reverting} />
      {reverting.problem !== null && <Failure message={reverting.problem} trans={trans} />}
      {changes.isCollapsed(row) ? null : detail === null ? (
        <div className="mlc-CellChange-waiting" role="status" aria-label={trans.__('Loading')} />
      ) : (
        <Body {...props} detail={detail} attempt={reverting} />
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

interface IPartProps extends ICellChangeProps {
  readonly detail: CellDetail | null;
  readonly attempt: IAttempt;
}

function Bar(props: IPartProps): React.JSX.Element {
  const { row, detail, changes, additions, goToCell, reverting, attempt, trans } = props;
  const here = changes.isSwapped ? row.old : row.new;
  return (
    <div className="mlc-CellChange-bar">
      <CollapseButton changes={changes} row={row} trans={trans} />
      <span className="mlc-CellChange-number">{numberOf(row)}</span>
      <span className="mlc-CellChange-heading">{revealBidi(row.heading)}</span>
      {rowWords(row, changes.shown.has('source'), trans).map(word => (
        <span key={word} className="mlc-CellChange-word">
          {word}
        </span>
      ))}
      {changes.comparison !== null &&
        placesOf(row, changes.comparison, trans).map(({ key, words }) => (
          <button
            key={words}
            type="button"
            className="mlc-Link mlc-CellChange-place"
            title={trans.__('Go there')}
            onClick={() => changes.goTo(key)}
          >
            {words}
          </button>
        ))}
      <span className="mlc-CellChange-actions">
        {additions.map((addition, index) => (
          <React.Fragment key={index}>{addition.inBar(row, detail)}</React.Fragment>
        ))}
        {changes.shown.shows(row) && <SeenBox changes={changes} row={row} trans={trans} />}
        {reverting.isOffered && changes.shown.shows(row) && (
          <RevertButton
            isBusy={attempt.isBusy}
            trans={trans}
            onRevert={() => attempt.attempt(() => reverting.revertCell(row))}
          />
        )}
        {here !== null && (
          <button type="button" className="mlc-Link" onClick={() => goToCell(row, detail)}>
            {trans.__('Go to cell')}
          </button>
        )}
        {detail !== null && row.status !== 'same' && <CellMenu detail={detail} trans={trans} />}
      </span>
    </div>
  );
}

function Body(props: IPartProps & { readonly detail: CellDetail }): React.JSX.Element {
  const { row, detail, changes, reverting, attempt, trans } = props;
  const { kinds, status } = row;
  const isMarkdown = row.cellType === 'markdown' && row.oldCellType !== 'code';
  const source = {
    ...props,
    onRevert: reverting.isOffered
      ? (lines: LineRange) => attempt.attempt(() => reverting.revertLines(row, lines))
      : null
  };
  const isOneSided = status === 'added' || status === 'removed';
  const differs = (kind: Row['kinds'][number]): boolean => isOneSided || kinds.includes(kind);
  return (
    <>
      {changes.shown.has('source') &&
        (isMarkdown ? <MarkdownChange {...source} /> : <SourceChange {...source} />)}
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
