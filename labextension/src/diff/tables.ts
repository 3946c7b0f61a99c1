const MOST_CELLS = 40_000;
const MOST_SPAN = 1_000;
const SPACE = /\s+/g;

/** A table's text: rows of headers, and rows of which the first cells are headers too. All rows are equally long. */
export interface ITable {
  readonly head: readonly (readonly string[])[];
  readonly body: readonly (readonly string[])[];

  /** How many cells at the start of a row say which row it is. */
  readonly indexColumns: number;
}

export interface ITables {
  readonly tables: readonly ITable[];

  /** Text beside the tables, like *60 rows × 5 columns*. */
  readonly beside: string;
}

/** Whether HTML may hold a table; cheap. */
export function mayHoldTable(html: string): boolean {
  return /<table[\s>]/i.test(html);
}

/**
 * The tables in HTML, as text. The document that is parsed is never shown, so nothing in it is run or loaded.
 *
 * @returns null when there is no table, or one that is nested, uneven or too large to be read as one
 */
export function readTables(html: string): ITables | null {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  body.querySelectorAll('style, script, template, noscript').forEach(element => element.remove());
  const elements = Array.from(body.querySelectorAll('table'));
  if (elements.length === 0 || body.querySelector('table table') !== null) {
    return null;
  }
  const tables: ITable[] = [];
  for (const element of elements) {
    const table = readTable(element);
    if (table === null) {
      return null;
    }
    tables.push(table);
    element.remove();
  }
  return { tables, beside: textOf(body) };
}

function readTable(element: HTMLTableElement): ITable | null {
  const rows = Array.from(element.rows);
  const grid = gridOf(rows);
  if (grid === null) {
    return null;
  }
  const heads = headRows(rows);
  const cells = grid.map(row => row.map(cell => cell.text));
  const indexColumns = Math.min(
    ...grid
      .slice(heads)
      .map(row => row.findIndex(cell => !cell.isHeader))
      .map(count => Math.max(0, count))
  );
  return {
    head: cells.slice(0, heads),
    body: cells.slice(heads),
    indexColumns: heads < rows.length ? indexColumns : 0
  };
}

/** How many rows at the top are headers: those in `thead`, else those that hold nothing but `th`. */
function headRows(rows: readonly HTMLTableRowElement[]): number {
  const isHead = (row: HTMLTableRowElement): boolean =>
    row.closest('thead') !== null || !Array.from(row.cells).some(({ tagName }) => tagName === 'TD');
  const end = rows.findIndex(row => !isHead(row));
  return end < 0 ? rows.length : end;
}

interface ICell {
  readonly text: string;
  readonly isHeader: boolean;
}

/** Every place of the table with its text; a cell that spans several stands in each. Null when they leave holes. */
function gridOf(rows: readonly HTMLTableRowElement[]): ICell[][] | null {
  const grid: ICell[][] = rows.map(() => []);
  let count = 0;
  for (const [top, row] of rows.entries()) {
    let left = 0;
    for (const cell of Array.from(row.cells)) {
      while (grid[top]?.[left] !== undefined) {
        left += 1;
      }
      const width = Math.min(cell.colSpan, MOST_SPAN);
      const height = Math.min(cell.rowSpan || rows.length, rows.length - top);
      count += width * height;
      if (count > MOST_CELLS) {
        return null;
      }
      fill(grid, { top, left, width, height }, cell);
    }
  }
  return isEven(grid) ? grid : null;
}

function fill(
  grid: ICell[][],
  { top, left, width, height }: Record<'top' | 'left' | 'width' | 'height', number>,
  cell: HTMLTableCellElement
): void {
  const placed = { text: textOf(cell), isHeader: cell.tagName === 'TH' };
  for (const row of grid.slice(top, top + height)) {
    for (let column = left; column < left + width; column += 1) {
      row[column] = placed;
    }
  }
}

function isEven(grid: readonly (readonly (ICell | undefined)[])[]): boolean {
  const width = grid[0]?.length ?? 0;
  return (
    width > 0 && grid.every(row => row.length === width && !Array.from(row).includes(undefined))
  );
}

function textOf(element: Element): string {
  return element.textContent.replace(SPACE, ' ').trim();
}
