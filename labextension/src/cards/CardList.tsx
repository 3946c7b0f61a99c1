import { PathExt } from '@jupyterlab/coreutils';
import React, { useLayoutEffect, useRef, useState } from 'react';
import { revealBidi } from '../ui/bidi';
import { commentIcon } from '../ui/icons';
import { FILLS } from '../ui/sectionheights';
import { When } from '../ui/When';
import { OutcomeChip, StatusChip } from './Chips';
import { shownMetric } from './filter';
import { numberWord } from './numbers';
import type { IListServices } from './services';
import type { CardRow } from './tokens';
import { useRows, type IRows } from './useRows';

export const ROW_PIXELS = 52;

export interface ICardListProps extends IListServices {
  readonly rows: readonly CardRow[];

  /** The metric that the rows are sorted by; empty when they are not. */
  readonly metric: string;
}

/**
 * Cards in two lines each. However many there are, only those in view are drawn, and each place goes on to show another
 * card, since making rows anew for every word that is searched takes twice as long.
 */
export function CardList(props: ICardListProps): React.JSX.Element {
  const { rows, selection, trans } = props;
  const list = useRows(rows.length, ROW_PIXELS);
  const { current, go, came } = useFocus(list, rows);
  return (
    <div
      {...FILLS}
      className={`mlc-CardList${selection.paths.length > 0 ? ' mlc-mod-choosing' : ''}`}
      ref={list.host}
      onScroll={list.onScroll}
      onKeyDown={event => walk(event, current, rows.length, go)}
    >
      <ul aria-label={trans.__('Cards')} style={{ height: rows.length * ROW_PIXELS }}>
        {rows.slice(list.first, list.last).map((row, offset) => {
          const index = list.first + offset;
          return (
            <Row
              key={index}
              {...props}
              row={row}
              index={index}
              isStop={index === current}
              onFocus={() => came(index)}
            />
          );
        })}
      </ul>
    </div>
  );
}

interface IFocus {
  /** The row that Tab comes to. */
  readonly current: number;

  /** Gives the focus to a row. */
  go(index: number): void;

  /** Says that the focus came to a row. */
  came(index: number): void;
}

/** Which row has the focus or gets it by Tab. The focus stays on its card, wherever that goes. */
function useFocus(list: IRows, rows: readonly CardRow[]): IFocus {
  const [stop, setStop] = useState(0);
  const wanted = useRef<number | null>(null);
  const focused = useRef<string | null>(null);
  const go = (index: number): void => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    setStop(next);
    list.scrollTo(next);
    wanted.current = next;
  };
  // Once the row is drawn, and before the next key is pressed.
  useLayoutEffect(() => {
    const row = wanted.current;
    wanted.current = null;
    if (row !== null) {
      list.host.current?.querySelector<HTMLElement>(`[data-mlc-row="${row}"]`)?.focus();
    }
  });
  useLayoutEffect(() => {
    const isWithin = list.host.current?.contains(document.activeElement) ?? false;
    const index = isWithin ? rows.findIndex(({ path }) => path === focused.current) : -1;
    if (index >= 0 && index !== stop) {
      go(index);
    }
  }, [rows]);
  const came = (index: number): void => {
    focused.current = rows[index]?.path ?? null;
    setStop(index);
  };
  return { current: Math.min(stop, rows.length - 1), go, came };
}

interface IRowProps extends ICardListProps {
  readonly row: CardRow;
  readonly index: number;

  /** Whether Tab comes to it. */
  readonly isStop: boolean;
  onFocus(): void;
}

function Row(props: IRowProps): React.JSX.Element {
  const { row, rows, index, isStop, onFocus, selection, open, trans } = props;
  const title = revealBidi(row.title);
  return (
    <li
      className="mlc-CardRow"
      style={{ top: index * ROW_PIXELS, height: ROW_PIXELS }}
      aria-setsize={rows.length}
      aria-posinset={index + 1}
    >
      <button
        type="button"
        className="mlc-CardRow-open"
        data-mlc-row={index}
        tabIndex={isStop ? 0 : -1}
        title={row.problem ?? row.path}
        onFocus={onFocus}
        onClick={() => open(row.path)}
      >
        <Thumbnail key={row.thumbnail} {...props} />
        <span className="mlc-CardRow-title" dir="auto">
          {title}
        </span>
        <SecondLine {...props} />
      </button>
      {row.problem === null && (
        <input
          type="checkbox"
          className="mlc-CardRow-choose"
          tabIndex={isStop ? 0 : -1}
          aria-label={trans.__('Select %1 to compare', title)}
          title={trans.__('Select to compare')}
          checked={selection.has(row.path)}
          onChange={() => selection.toggle(row.path)}
        />
      )}
    </li>
  );
}

function SecondLine({ cards, row, metric: name, trans }: IRowProps): React.JSX.Element {
  const metric = shownMetric(row, name);
  if (row.problem !== null) {
    return <span className="mlc-CardRow-line mlc-mod-problem">{row.problem}</span>;
  }
  return (
    <span className="mlc-CardRow-line">
      <StatusChip status={row.status} trans={trans} />
      {row === cards.baseline && (
        <span className="mlc-CardRow-baseline">{trans.__('baseline')}</span>
      )}
      {row.outcome !== null && <OutcomeChip outcome={row.outcome} trans={trans} />}
      {metric !== null && (
        <span className="mlc-CardRow-metric">
          {revealBidi(metric.name)} <b>{numberWord(metric.value)}</b>
        </span>
      )}
      {row.notebook !== null && (
        <span className="mlc-CardRow-notebook">{revealBidi(PathExt.basename(row.notebook))}</span>
      )}
      {row.openThreads > 0 && (
        <span
          className="mlc-CardRow-threads"
          title={trans._n('%1 open comment', '%1 open comments', row.openThreads)}
        >
          <commentIcon.react tag="span" width="12px" height="12px" />
          {row.openThreads}
        </span>
      )}
      {row.created !== null && <When at={row.created} trans={trans} />}
    </span>
  );
}

function Thumbnail({ row, addressOf }: IRowProps): React.JSX.Element {
  const [isBroken, setBroken] = useState(false);
  const address = row.thumbnail === null || isBroken ? null : addressOf(row.thumbnail);
  return (
    <span className="mlc-CardRow-thumbnail">
      {address !== null && (
        <img src={address} alt="" decoding="async" onError={() => setBroken(true)} />
      )}
    </span>
  );
}

function walk(
  event: React.KeyboardEvent,
  current: number,
  count: number,
  go: (index: number) => void
): void {
  const steps: Record<string, number> = {
    ArrowDown: current + 1,
    ArrowUp: current - 1,
    Home: 0,
    End: count - 1
  };
  const next = steps[event.key];
  if (next !== undefined) {
    event.preventDefault();
    go(next);
  }
}
