import type { ICell } from '@jupyterlab/nbformat';
import { NotebookModel } from '@jupyterlab/notebook';
import { afterEach, describe, expect, it } from 'vitest';
import { areHarmless, insertCell, locate, placeBelow, restoreCell } from '../putback';
import { undoOf } from '../undoing';

type Cells = Record<string, unknown>[];

function code(id: string, source: string, more: Record<string, unknown> = {}): ICell {
  return {
    cell_type: 'code',
    id,
    source,
    metadata: {},
    outputs: [],
    execution_count: null,
    ...more
  };
}

const TEXT = { output_type: 'stream', name: 'stdout', text: 'a line\n' };
const CELLS = [code('a', 'one'), code('b', 'two'), code('c', 'three')];

let model = new NotebookModel();

afterEach(() => model.dispose());

function begin(cells: ICell[] = CELLS): NotebookModel['sharedModel'] {
  model = new NotebookModel({ disableDocumentWideUndoRedo: true });
  model.fromJSON({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
  model.sharedModel.clearUndoHistory();
  return model.sharedModel;
}

function cellsOf(notebook: NotebookModel['sharedModel']): Cells {
  return (notebook.toJSON() as unknown as { cells: Cells }).cells;
}

function ids(notebook: NotebookModel['sharedModel']): unknown[] {
  return notebook.cells.map(({ id }) => id);
}

describe('a compared cell', () => {
  it('is found by its id wherever it is now', () => {
    const notebook = begin();
    notebook.moveCell(0, 2);
    expect(locate(notebook, { index: 0, cell: code('a', 'one') })).toBe(2);
  });

  it('is not there when its text is another now', () => {
    const notebook = begin();
    notebook.cells[1]?.setSource('two, edited');
    expect(locate(notebook, { index: 1, cell: code('b', 'two') })).toBeNull();
  });

  it('without an id is where it was, or where alone its text is', () => {
    const notebook = begin([code('a', 'one'), code('b', 'same'), code('c', 'same')]);
    const nameless = (index: number, source: string): number | null =>
      locate(notebook, { index, cell: { ...code('', source), id: null } });
    expect(nameless(2, 'same')).toBe(2);
    expect(nameless(2, 'one')).toBe(0);
    expect(nameless(0, 'same')).toBeNull();
  });

  it('of which several have the id is the one with its text', () => {
    const notebook = begin([code('a', 'one'), code('a', 'two')]);
    expect(locate(notebook, { index: 0, cell: code('a', 'two') })).toBe(1);
  });
});

describe('what is put back', () => {
  it('is a source alone, with one step of undo in the cell', () => {
    const notebook = begin();
    const cell = notebook.getCell(0);
    const undo = undoOf(cell, () => restoreCell(notebook, 0, code('a', 'old'), ['source']));
    expect(cell.source).toBe('old');
    expect(undo()).toBe(true);
    expect(cell.source).toBe('one');
  });

  it('is all that differs, in one step', () => {
    const notebook = begin([code('a', 'one', { metadata: { tags: ['x'], trusted: true } })]);
    const before = cellsOf(notebook);
    const there = code('a', 'old', {
      outputs: [TEXT],
      execution_count: 4,
      metadata: { name: 'kept', trusted: true }
    });
    const undo = undoOf(notebook, () =>
      restoreCell(notebook, 0, there, ['source', 'outputs', 'metadata'])
    );
    expect(cellsOf(notebook)).toEqual([{ ...there, metadata: { name: 'kept', trusted: true } }]);
    expect(undo()).toBe(true);
    expect(cellsOf(notebook)).toEqual(before);
  });

  it('leaves alone what is not shown', () => {
    const notebook = begin();
    const there = code('a', 'old', { outputs: [TEXT], metadata: { tags: ['x'] } });
    restoreCell(notebook, 0, there, ['outputs']);
    expect(cellsOf(notebook)[0]).toMatchObject({ source: 'one', metadata: {}, outputs: [TEXT] });
  });

  it('is the type of a cell, which keeps its id and its text', () => {
    const notebook = begin();
    const there = { cell_type: 'markdown', id: 'a', source: 'old', metadata: {} } as ICell;
    const undo = undoOf(notebook, () => restoreCell(notebook, 0, there, ['cell_type']));
    expect(cellsOf(notebook)[0]).toEqual({
      cell_type: 'markdown',
      id: 'a',
      source: 'one',
      metadata: {}
    });
    undo();
    expect(cellsOf(notebook)).toEqual(CELLS);
  });

  it('are attachments, or that there are none', () => {
    const curve = { 'curve.png': { 'image/png': 'AAAA' } };
    const note = (attachments: unknown): ICell =>
      ({ cell_type: 'markdown', id: 'n', source: '', metadata: {}, attachments }) as ICell;
    const notebook = begin([note(undefined)]);
    restoreCell(notebook, 0, note(curve), ['attachments']);
    expect(cellsOf(notebook)[0]?.attachments).toEqual(curve);
    restoreCell(notebook, 0, note(undefined), ['attachments']);
    expect(cellsOf(notebook)[0]?.attachments).toBeUndefined();
  });

  it('is a cell that was removed, with its id unless another has it, and never as trusted', () => {
    const notebook = begin();
    const gone = code('gone', 'old', { metadata: { trusted: true } });
    insertCell(notebook, gone, 0);
    insertCell(notebook, gone, null);
    const [first, , second] = cellsOf(notebook);
    expect(second).toEqual({ ...gone, metadata: {} });
    expect(first?.source).toBe('old');
    expect(first?.id).not.toBe('gone');
  });

  it.each([
    ['down', 0, 2, ['b', 'c', 'a']],
    ['up', 2, 0, ['a', 'c', 'b']],
    ['to the beginning', 2, null, ['c', 'a', 'b']],
    ['nowhere', 1, 0, ['a', 'b', 'c']]
  ])('is the place of a cell, %s, with no other touched', (_, from, after, expected) => {
    const notebook = begin();
    const [there] = CELLS.slice(from);
    const undo = undoOf(notebook, () =>
      restoreCell(notebook, from, there ?? code('', ''), [], placeBelow(from, after))
    );
    expect(ids(notebook)).toEqual(expected);
    const sources = Object.fromEntries(notebook.cells.map(({ id, source }) => [id, source]));
    expect(sources).toEqual({ a: 'one', b: 'two', c: 'three' });
    undo();
    expect(cellsOf(notebook)).toEqual(CELLS);
  });
});

describe('undo', () => {
  it('takes back nothing once something else was done', () => {
    const notebook = begin();
    const undo = undoOf(notebook, () => notebook.deleteCell(0));
    notebook.deleteCell(0);
    expect(undo()).toBe(false);
    expect(ids(notebook)).toEqual(['c']);
  });

  it('takes back each of two steps that followed each other at once', () => {
    const notebook = begin();
    const first = undoOf(notebook, () => notebook.deleteCell(0));
    const second = undoOf(notebook, () => notebook.deleteCell(0));
    expect([second(), ids(notebook)]).toEqual([true, ['b', 'c']]);
    expect([first(), ids(notebook)]).toEqual([true, ['a', 'b', 'c']]);
  });
});

describe('outputs', () => {
  it.each([
    ['text', { output_type: 'stream', text: 'x' }, true],
    [
      'a plot',
      { output_type: 'display_data', data: { 'image/png': 'A', 'text/plain': 'x' } },
      true
    ],
    ['HTML', { output_type: 'display_data', data: { 'text/html': '<b>' } }, false],
    ['a script', { output_type: 'execute_result', data: { 'application/javascript': 'x' } }, false]
  ])('of %s are harmless or not', (_, output, isHarmless) => {
    expect(areHarmless([output as never])).toBe(isHarmless);
  });
});
