import { describe, expect, it } from 'vitest';
import { changeBeside, itemsOf, type Item, type IUnfolded } from '../items';
import type { Row } from '../tokens';

function row(old: number | null, now: number | null, status: Row['status'], moved = false): Row {
  return {
    old,
    new: now,
    status,
    kinds: status === 'changed' ? ['source'] : [],
    moved,
    cellType: 'code',
    oldCellType: old === null ? null : 'code',
    heading: '',
    addedLines: 0,
    removedLines: 0,
    outputsChanged: 0
  };
}

const ROWS = [
  row(0, 0, 'same'),
  row(1, 1, 'same'),
  row(2, 2, 'changed'),
  row(3, null, 'removed'),
  row(4, 3, 'same'),
  row(null, 4, 'added')
];
const isChange = ({ status }: Row): boolean => status !== 'same';
const NONE = new Map<string, IUnfolded>();
const OPEN = new Map([['fold 0-0', { top: Infinity, bottom: 0 }]]);

function keys(items: readonly Item[]): string[] {
  return items.map(({ key }) => key);
}

describe('the items of a list of changes', () => {
  it('have every change, and one row for each run of cells that are the same', () => {
    const items = itemsOf(ROWS, isChange, NONE);
    expect(keys(items)).toEqual(['fold 0-0', '2-2', '3-', 'fold 4-3', '-4']);
    expect(items[0]).toMatchObject({ kind: 'fold', count: 2, isOpen: false });
  });

  it('show the cells of a run that was opened below it', () => {
    const items = itemsOf(ROWS, isChange, OPEN);
    expect(keys(items)).toEqual(['fold 0-0', '0-0', '1-1', '2-2', '3-', 'fold 4-3', '-4']);
    expect(items[1]).toMatchObject({ kind: 'cell', row: 0, isChange: false });
  });

  it('show the beginning and the end of a long run that was opened by steps', () => {
    const rows = Array.from({ length: 50 }, (_, index) => row(index, index, 'same'));
    const opened = new Map([['fold 0-0', { top: 2, bottom: 1 }]]);
    const items = itemsOf(rows, isChange, opened);
    expect(keys(items)).toEqual(['0-0', '1-1', 'fold 0-0', '49-49']);
    expect(items[2]).toMatchObject({ count: 47, isOpen: false });
    const all = itemsOf(rows, isChange, new Map([['fold 0-0', { top: 30, bottom: 20 }]]));
    expect([all.length, all[0]]).toEqual([
      51,
      expect.objectContaining({ isOpen: true, count: 50 })
    ]);
  });

  it('are one fold when nothing changed, and none of an empty notebook', () => {
    expect(itemsOf(ROWS, () => false, NONE)).toHaveLength(1);
    expect(itemsOf([], isChange, NONE)).toEqual([]);
  });

  it('keep the names of changes when a cell far below them changes', () => {
    const later = [...ROWS.slice(0, 4), row(4, 3, 'changed'), row(null, 4, 'added')];
    const after = keys(itemsOf(later, isChange, NONE));
    expect(keys(itemsOf(ROWS, isChange, NONE)).slice(0, 3)).toEqual(after.slice(0, 3));
  });
});

describe('going from change to change', () => {
  const items = itemsOf(ROWS, isChange, OPEN);

  it('begins with the first and passes over what is the same', () => {
    expect(changeBeside(items, null, 1)).toBe('2-2');
    expect(changeBeside(items, '2-2', 1)).toBe('3-');
    expect(changeBeside(items, '3-', 1)).toBe('-4');
    expect(changeBeside(items, '-4', -1)).toBe('3-');
  });

  it('stays at either end', () => {
    expect(changeBeside(items, '-4', 1)).toBe('-4');
    expect(changeBeside(items, '2-2', -1)).toBe('2-2');
  });

  it('goes on from where a change was that is none any more', () => {
    const reverted = itemsOf(ROWS, (each: Row) => isChange(each) && each !== ROWS[3], NONE);
    expect(changeBeside(reverted, '3-', 1, 3)).toBe('-4');
    expect(changeBeside(reverted, '3-', -1, 3)).toBe('2-2');
    expect(changeBeside(reverted, '-4', 1, 9)).toBe('-4');
  });

  it('begins anew when the change is not there any more', () => {
    expect(changeBeside(items, '99-99', 1)).toBe('2-2');
    expect(
      changeBeside(
        itemsOf(ROWS, () => false, NONE),
        null,
        1
      )
    ).toBeNull();
  });
});
