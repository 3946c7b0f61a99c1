import { describe, expect, it } from 'vitest';
import { changeBeside, itemsOf, type Item } from '../items';
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
const NONE = new Set<string>();

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
    const items = itemsOf(ROWS, isChange, new Set(['fold 0-0']));
    expect(keys(items)).toEqual(['fold 0-0', '0-0', '1-1', '2-2', '3-', 'fold 4-3', '-4']);
    expect(items[1]).toMatchObject({ kind: 'cell', row: 0, isChange: false });
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
  const items = itemsOf(ROWS, isChange, new Set(['fold 0-0']));

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
