import { areNear } from './numbers';
import { align, pairGaps, type Pair } from './sequence';
import type { ITable } from './tables';

/** Rows up to which two tables are compared. */
export const MOST_ROWS = 1_000;

export type TableStatus = 'same' | 'changed' | 'added' | 'removed';

export interface ICellChange {
  /** `near` is a number that differs by less than counts. */
  readonly status: TableStatus | 'near';
  readonly old: string;
  readonly new: string;
}

export interface IRowChange {
  readonly status: TableStatus;
  readonly cells: readonly ICellChange[];
}

/** Two tables as one, rows and columns of both in order. */
export interface ITableChange {
  readonly columns: readonly TableStatus[];
  readonly indexColumns: number;
  readonly head: readonly IRowChange[];
  readonly body: readonly IRowChange[];
}

export interface ITableCounts {
  readonly cells: number;
  readonly rows: Readonly<Record<'added' | 'removed', number>>;
  readonly columns: Readonly<Record<'added' | 'removed', number>>;
}

/**
 * Two tables compared cell by cell: columns by what stands above them, rows by their index.
 *
 * @param tolerance - numbers that differ by at most this share of the larger one count as equal
 * @returns null when they are too long, or have indices of another width, and are better compared as text
 */
export function compareTables(old: ITable, now: ITable, tolerance: number): ITableChange | null {
  if (
    Math.max(old.body.length, now.body.length) > MOST_ROWS ||
    old.indexColumns !== now.indexColumns
  ) {
    return null;
  }
  const columns = align(columnKeys(old), columnKeys(now));
  const rows = (pairs: readonly Pair[], before: Grid, after: Grid): IRowChange[] =>
    pairs.map(pair => rowChange(pair, columns, before, after, tolerance));
  const head = levels(old.head.length, now.head.length);
  return {
    columns: columns.map(statusOf),
    indexColumns: now.indexColumns,
    head: rows(head, old.head, now.head),
    body: rows(rowPairs(old, now, columns, tolerance), old.body, now.body)
  };
}

/** A table that is on one side only, or the same on both. */
export function wholeTable(table: ITable, status: 'added' | 'removed' | 'same'): ITableChange {
  const rows = (of: Grid): IRowChange[] =>
    of.map(row => ({
      status,
      cells: row.map(text => ({ status, old: text, new: text }))
    }));
  return {
    columns: columnKeys(table).map(() => 'same'),
    indexColumns: table.indexColumns,
    head: rows(table.head),
    body: rows(table.body)
  };
}

export function countChanges({ columns, head, body }: ITableChange): ITableCounts {
  const rows = [...head, ...body];
  const of = (statuses: readonly TableStatus[], status: TableStatus): number =>
    statuses.filter(each => each === status).length;
  const statuses = body.map(({ status }) => status);
  return {
    cells: rows.flatMap(({ cells }) => cells).filter(({ status }) => status === 'changed').length,
    rows: { added: of(statuses, 'added'), removed: of(statuses, 'removed') },
    columns: { added: of(columns, 'added'), removed: of(columns, 'removed') }
  };
}

type Grid = readonly (readonly string[])[];

function columnKeys({ head, body, indexColumns }: ITable): string[] {
  const width = head[0]?.length ?? body[0]?.length ?? 0;
  return Array.from({ length: width }, (_, column) =>
    // Columns without a name are told by their place.
    head.length === 0 || column < indexColumns
      ? `place ${column}`
      : JSON.stringify(head.map(row => row[column] ?? ''))
  );
}

/**
 * By index where there is one. An index that only counts follows no row that moved, so there the rows themselves are
 * taken when that leaves more of them equal.
 */
function rowPairs(
  old: ITable,
  now: ITable,
  columns: readonly Pair[],
  tolerance: number
): readonly Pair[] {
  const content = (table: ITable, side: 0 | 1): string[] =>
    table.body.map(row =>
      JSON.stringify(
        columns.slice(table.indexColumns).map(pair => row[sharedPlace(pair, side)] ?? '')
      )
    );
  const byContent = align(content(old, 0), content(now, 1));
  if (now.indexColumns === 0) {
    return pairGaps(byContent);
  }
  const index = (table: ITable): string[] =>
    table.body.map(row => JSON.stringify(row.slice(0, table.indexColumns)));
  const byIndex = align(index(old), index(now));
  if (!isCounted(old) || !isCounted(now) || old.body.length === now.body.length) {
    return byIndex;
  }
  const equal = (pairs: readonly Pair[]): number =>
    pairs.filter(pair => {
      const { cells } = rowChange(pair, columns, old.body, now.body, tolerance);
      return cells.slice(now.indexColumns).every(({ status }) => status === 'same');
    }).length;
  return equal(byContent) > equal(byIndex) ? pairGaps(byContent) : byIndex;
}

function sharedPlace([before, after]: Pair, side: 0 | 1): number {
  return before === null || after === null ? -1 : side === 0 ? before : after;
}

/** Whether the index says 0, 1, 2 … and nothing of the rows. */
function isCounted({ body, indexColumns }: ITable): boolean {
  return indexColumns === 1 && body.every(([index], place) => index === `${place}`);
}

function levels(before: number, after: number): Pair[] {
  return Array.from({ length: Math.max(before, after) }, (_, level) => [
    level < before ? level : null,
    level < after ? level : null
  ]);
}

function statusOf([before, after]: Pair): TableStatus {
  return before === null ? 'added' : after === null ? 'removed' : 'same';
}

function rowChange(
  pair: Pair,
  columns: readonly Pair[],
  old: Grid,
  now: Grid,
  tolerance: number
): IRowChange {
  const before = pair[0] === null ? null : (old[pair[0]] ?? null);
  const after = pair[1] === null ? null : (now[pair[1]] ?? null);
  const cells = columns.map(([i, j]) =>
    cellChange(
      before === null || i === null ? null : (before[i] ?? ''),
      after === null || j === null ? null : (after[j] ?? ''),
      tolerance
    )
  );
  const status = statusOf(pair);
  const isChanged = cells.some(cell => cell.status !== 'same' && cell.status !== 'near');
  return { status: status === 'same' && isChanged ? 'changed' : status, cells };
}

function cellChange(old: string | null, now: string | null, tolerance: number): ICellChange {
  if (old === null || now === null) {
    const status = old === null ? (now === null ? 'same' : 'added') : 'removed';
    return { status, old: old ?? '', new: now ?? '' };
  }
  const status = old === now ? 'same' : areNear(old, now, tolerance) ? 'near' : 'changed';
  return { status, old, new: now };
}
