import { useCallback, useState, type KeyboardEvent, type RefObject } from 'react';

const ROW = '[data-mlc-row]';
const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

/** How the rows of a list are walked by keyboard: one of them is a stop of the Tab key, the arrows move it. */
export interface IRows {
  /** The row the Tab key stops at. */
  readonly stop: string | null;
  setStop(id: string): void;
  onKeyDown(event: KeyboardEvent): void;

  /** Focuses the first row; does nothing in an empty list. */
  focusFirst(): void;
}

/**
 * @param list - holds the rows: buttons with `data-mlc-row` set to an id
 * @param ids - the rows' ids as they are shown
 */
export function useRows(list: RefObject<HTMLElement>, ids: readonly string[]): IRows {
  const [chosen, setStop] = useState<string | null>(null);
  const stop = chosen !== null && ids.includes(chosen) ? chosen : (ids[0] ?? null);
  const focusFirst = useCallback(() => rowsIn(list.current)[0]?.focus(), [list]);
  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      const rows = rowsIn(list.current);
      const target = wanted(event, rows);
      if (target) {
        event.preventDefault();
        event.stopPropagation();
        target.focus();
      }
    },
    [list]
  );
  return { stop, setStop, onKeyDown, focusFirst };
}

function rowsIn(list: HTMLElement | null): HTMLElement[] {
  return list ? [...list.querySelectorAll<HTMLElement>(ROW)] : [];
}

/** The row a key leads to; undefined when the key means nothing here. */
function wanted(event: KeyboardEvent, rows: HTMLElement[]): HTMLElement | undefined {
  const at = rows.findIndex(row => row === event.target);
  if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) {
    return undefined;
  }
  if (event.key === 'Home' || event.key === 'End') {
    return rows.at(event.key === 'Home' ? 0 : -1);
  }
  const step = STEPS[event.key];
  return step === undefined ? undefined : rows[Math.min(rows.length - 1, Math.max(0, at + step))];
}
