import type { IRowChange } from './tablechanges';

const CONTEXT = 2;
const LEAST_FOLDED = 3;

/** Rows that stand together. Those that are folded are all the same. */
export interface IRowRun {
  readonly start: number;
  readonly rows: readonly IRowChange[];
  readonly isFolded: boolean;
}

/**
 * The rows of a table in runs, those far from changes folded.
 *
 * @param unfolded - where runs begin that the person opened
 * @param most - rows up to which they are drawn; `left` says how many are not
 */
export function foldRows(
  rows: readonly IRowChange[],
  unfolded: readonly string[],
  most: number
): { runs: IRowRun[]; left: number } {
  const near = nearChanges(rows);
  const runs: IRowRun[] = [];
  let drawn = 0;
  let at = 0;
  while (at < rows.length && drawn < most) {
    let end = at + 1;
    while (end < rows.length && near.has(end) === near.has(at)) {
      end += 1;
    }
    // A table in which nothing differs but its style is shown as it is.
    const isFolded =
      near.size > 0 && !near.has(at) && end - at >= LEAST_FOLDED && !unfolded.includes(`${at}`);
    const shown = isFolded ? end : Math.min(end, at + most - drawn);
    runs.push({ start: at, rows: rows.slice(at, shown), isFolded });
    drawn += isFolded ? 1 : shown - at;
    at = shown;
  }
  return { runs, left: rows.length - at };
}

function nearChanges(rows: readonly IRowChange[]): Set<number> {
  const near = new Set<number>();
  rows.forEach(({ status }, index) => {
    for (let at = index - CONTEXT; status !== 'same' && at <= index + CONTEXT; at += 1) {
      if (at >= 0 && at < rows.length) {
        near.add(at);
      }
    }
  });
  return near;
}
