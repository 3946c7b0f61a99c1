import { describe, expect, it } from 'vitest';
import { compareTables, countChanges, wholeTable, type ITableChange } from '../tablechanges';
import { foldRows } from '../tablefolds';
import { readTables, type ITable } from '../tables';

/** A table as pandas writes a data frame. */
function frame(
  columns: readonly string[],
  rows: Readonly<Record<string, readonly string[]>>
): string {
  const head = ['', ...columns].map(name => `<th>${name}</th>`).join('');
  const body = Object.entries(rows)
    .map(([name, cells]) => {
      const inside = cells.map(cell => `<td>${cell}</td>`).join('');
      return `<tr><th>${name}</th>${inside}</tr>`;
    })
    .join('');
  return `<div><style scoped>td { color: red }</style><table border="1" class="dataframe">
    <thead><tr style="text-align: right;">${head}</tr></thead><tbody>${body}</tbody></table>
    <p>${Object.keys(rows).length} rows</p></div>`;
}

function table(html: string): ITable {
  const [found] = readTables(html)?.tables ?? [];
  if (found === undefined) {
    throw new Error('no table');
  }
  return found;
}

/** Rows as text: + and - for what came and went, old>new for what changed, ≈ for what is near. */
function written({ head, body }: ITableChange): string[] {
  return [...head, ...body].map(({ cells }) =>
    cells
      .map(({ status, old, new: now }) => {
        const words = { changed: `${old}>${now}`, added: `+${now}`, removed: `-${old}` };
        return status === 'same' ? now : status === 'near' ? `≈${now}` : words[status];
      })
      .join(' | ')
  );
}

function compared(old: string, now: string, tolerance = 0): string[] {
  const change = compareTables(table(old), table(now), tolerance);
  return change === null ? ['as text'] : written(change);
}

describe('reading tables', () => {
  it('finds header, index and text beside it, and no style', () => {
    const read = readTables(frame(['age', 'auc'], { 0: ['31', '0.87'], 1: ['40', '0.91'] }));
    expect(read).toEqual({
      tables: [
        {
          head: [['', 'age', 'auc']],
          body: [
            ['0', '31', '0.87'],
            ['1', '40', '0.91']
          ],
          indexColumns: 1
        }
      ],
      beside: '2 rows'
    });
  });

  it('lays out cells that span several places', () => {
    const html = `<table><thead><tr><th></th><th></th><th colspan="2">score</th></tr>
      <tr><th></th><th></th><th>mean</th><th>std</th></tr></thead><tbody>
      <tr><th rowspan="2">a</th><th>x</th><td>1</td><td>2</td></tr>
      <tr><th>y</th><td>3</td><td>4</td></tr></tbody></table>`;
    expect(table(html)).toEqual({
      head: [
        ['', '', 'score', 'score'],
        ['', '', 'mean', 'std']
      ],
      body: [
        ['a', 'x', '1', '2'],
        ['a', 'y', '3', '4']
      ],
      indexColumns: 2
    });
  });

  it('leaves nested, uneven and enormous tables alone', () => {
    expect(
      readTables('<table><tr><td><table><tr><td>1</td></tr></table></td></tr></table>')
    ).toBeNull();
    expect(
      readTables('<table><tr><td>1</td></tr><tr><td>1</td><td>2</td></tr></table>')
    ).toBeNull();
    const enormous = '<tr><td colspan="1000" rowspan="1000">1</td></tr>' + '<tr></tr>'.repeat(1000);
    expect(readTables(`<table>${enormous}</table>`)).toBeNull();
    expect(readTables('<p>none</p>')).toBeNull();
  });

  it('runs and loads nothing', () => {
    const hostile = `<table><tr><td><img src="https://foreign.example/x" onerror="window.canary = 1">
      <script>window.canary = 1</script>safe</td></tr></table>`;
    expect(table(hostile).body).toEqual([['safe']]);
    expect(window).not.toHaveProperty('canary');
    expect(document.querySelector('img')).toBeNull();
  });
});

describe('comparing tables', () => {
  it('marks the cell that changed', () => {
    expect(
      compared(
        frame(['age', 'auc'], { a: ['31', '0.871'], b: ['40', '0.910'] }),
        frame(['age', 'auc'], { a: ['31', '0.893'], b: ['40', '0.910'] })
      )
    ).toEqual([' | age | auc', 'a | 31 | 0.871>0.893', 'b | 40 | 0.910']);
  });

  it('finds rows and columns that came and went', () => {
    const lines = compared(
      frame(['age', 'auc'], { a: ['31', '0.8'], b: ['40', '0.9'] }),
      frame(['age', 'f1', 'auc'], { b: ['40', '0.1', '0.9'], c: ['9', '0.2', '0.7'] })
    );
    expect(lines).toEqual([
      ' | age | +f1 | auc',
      '-a | -31 |  | -0.8',
      'b | 40 | +0.1 | 0.9',
      '+c | +9 | +0.2 | +0.7'
    ]);
  });

  it('follows rows that moved under an index that only counts', () => {
    expect(
      compared(
        frame(['name'], { 0: ['ana'], 1: ['bo'], 2: ['cy'] }),
        frame(['name'], { 0: ['new'], 1: ['ana'], 2: ['bo'], 3: ['cy'] })
      )
    ).toEqual([' | name', '+0 | +new', '0>1 | ana', '1>2 | bo', '2>3 | cy']);
  });

  it('takes numbers for equal within the tolerance', () => {
    const old = frame(['auc'], { a: ['1,000.0'], b: ['0.50'] });
    const now = frame(['auc'], { a: ['1,000.5'], b: ['0.60'] });
    expect(compared(old, now, 0.001)).toEqual([' | auc', 'a | ≈1,000.5', 'b | 0.50>0.60']);
    expect(compared(old, now)).toEqual([' | auc', 'a | 1,000.0>1,000.5', 'b | 0.50>0.60']);
  });

  it('takes rows without an index by their content', () => {
    const plain = (...cells: string[]): string =>
      `<table>${cells.map(cell => `<tr><td>${cell}</td><td>1</td></tr>`).join('')}</table>`;
    expect(compared(plain('a', 'b', 'c'), plain('a', 'x', 'c'))).toEqual([
      'a | 1',
      'b>x | 1',
      'c | 1'
    ]);
  });

  it('counts what changed', () => {
    const change = compareTables(
      table(frame(['age', 'auc'], { a: ['31', '0.8'], b: ['40', '0.9'] })),
      table(frame(['age', 'f1'], { a: ['32', '0.1'], c: ['9', '0.2'] })),
      0
    );
    expect(change && countChanges(change)).toEqual({
      cells: 1,
      rows: { added: 1, removed: 1 },
      columns: { added: 1, removed: 1 }
    });
  });

  it('leaves tables with another index to the text', () => {
    const other = '<table><tr><td>1</td></tr></table>';
    expect(compared(frame(['a'], { 0: ['1'] }), other)).toEqual(['as text']);
  });
});

describe('rows of a table', () => {
  const rows = (count: number, changed: number) => {
    const of = (cell: string): string =>
      frame(
        ['x'],
        Object.fromEntries(
          Array.from({ length: count }, (_, row) => [`r${row}`, [row === changed ? cell : '0']])
        )
      );
    return compareTables(table(of('1')), table(of('2')), 0)?.body ?? [];
  };

  it('are folded far from changes, until they are opened', () => {
    const { runs } = foldRows(rows(20, 10), [], 100);
    expect(runs.map(({ start, rows: { length }, isFolded }) => [start, length, isFolded])).toEqual([
      [0, 8, true],
      [8, 5, false],
      [13, 7, true]
    ]);
    expect(foldRows(rows(20, 10), ['13'], 100).runs.map(({ isFolded }) => isFolded)).toEqual([
      true,
      false,
      false
    ]);
  });

  it('are drawn up to a number', () => {
    const added = wholeTable(
      table(frame(['x'], Object.fromEntries(rows(30, 1).map((_, row) => [`r${row}`, ['0']])))),
      'added'
    );
    const { runs, left } = foldRows(added.body, [], 10);
    expect(runs.flatMap(run => run.rows)).toHaveLength(10);
    expect(left).toBe(20);
  });
});
