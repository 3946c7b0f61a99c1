import { NotebookModel } from '@jupyterlab/notebook';
import { describe, expect, it } from 'vitest';
import { Anchors } from '../anchors';
import { cellsOf, idsTrusted, surroundingsOf, wellFormed } from '../surroundings';

interface ICellSketch {
  id?: string;
  cell_type: string;
  source: string;
}

function notebook(cells: ICellSketch[], minor = 5, metadata = {}): NotebookModel {
  const model = new NotebookModel();
  model.fromJSON({
    nbformat: 4,
    nbformat_minor: minor,
    metadata,
    cells: cells.map(cell => ({
      metadata: {},
      ...(cell.cell_type === 'code' ? { outputs: [], execution_count: null } : {}),
      ...cell
    }))
  });
  return model;
}

const TRAIN = [
  { id: 'intro', cell_type: 'markdown', source: '# Churn\n\n## Train' },
  { id: 'split', cell_type: 'code', source: 'split()' },
  { id: 'fit', cell_type: 'code', source: 'fit()' }
];

describe('the surroundings of a cell', () => {
  it('name its id, place, neighbours and the headings above it', () => {
    expect(surroundingsOf(notebook(TRAIN), 1)).toEqual({
      cellId: 'split',
      cellType: 'code',
      index: 1,
      cellCount: 3,
      idsTrusted: true,
      source: 'split()',
      previousSource: '# Churn\n\n## Train',
      nextSource: 'fit()',
      headings: ['Churn', 'Train'],
      madeOn: null
    });
  });

  it('have no neighbour at the edges and no heading of the cell itself', () => {
    const first = surroundingsOf(notebook(TRAIN), 0);
    expect([first.previousSource, first.headings]).toEqual([null, []]);
    expect(surroundingsOf(notebook(TRAIN), 2).nextSource).toBeNull();
  });

  it('carry no id that JupyterLab invented for a file without any', () => {
    const old = notebook(TRAIN, 4);
    expect(old.cells.get(1).id).not.toBe('');
    expect(cellsOf(old).map(cell => cell.id)).toEqual([null, null, null]);
    expect(surroundingsOf(old, 1)).toMatchObject({ cellId: null, idsTrusted: false });
  });

  it('carry no id of a notebook that was converted while it was opened', () => {
    const converted = notebook(TRAIN);
    converted.setMetadata('orig_nbformat', 3);
    expect(surroundingsOf(converted, 1).cellId).toBeNull();
  });

  it('say that there is no such cell', () => {
    expect(() => surroundingsOf(notebook(TRAIN), 3)).toThrow(RangeError);
  });
});

describe('ids', () => {
  it.each([
    [['a', 'b'], true],
    [['a', 'a'], false],
    [['a', null], false],
    [['0', '1', '2'], false],
    [['0', 'b'], true]
  ])('%j can be trusted: %s', (ids, trusted) => {
    expect(idsTrusted(ids.map(id => ({ id })))).toBe(trusted);
  });
});

describe('targets', () => {
  it('count a selection in UTF-16 code units, untouched', () => {
    const model = notebook([{ id: 'a', cell_type: 'code', source: 'x = "🦊"  # fox' }]);
    const target = new Anchors().onSource(model, 0, 5, 7);
    expect(target.surroundings.source.slice(target.start, target.end)).toBe('🦊');
  });

  it('replace half characters one for one', () => {
    expect(wellFormed('a\ud83eb🦊')).toBe('a\ufffdb🦊');
  });

  it('refuse an output that is not there', async () => {
    await expect(new Anchors().onOutput(notebook(TRAIN), 1, 0)).rejects.toThrow(RangeError);
    await expect(new Anchors().onOutput(notebook(TRAIN), 0, 0)).rejects.toThrow(RangeError);
  });
});
