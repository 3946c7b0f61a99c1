import { nullTranslator } from '@jupyterlab/translation';
import { describe, expect, it } from 'vitest';
import { passes, type Only } from '../filter';
import { foldOf, itemsOf } from '../items';
import { placesOf } from '../places';
import type { Comparison, Row } from '../tokens';

const trans = nullTranslator.load('');

function row(old: number | null, now: number | null, more: Partial<Row> = {}): Row {
  return { old, new: now, status: 'same', kinds: [], moved: false, ...more } as Row;
}

function comparison(rows: Row[], more: Partial<Comparison> = {}): Comparison {
  return { rows, moves: [], splits: [], joins: [], ...more } as unknown as Comparison;
}

function places(rows: Row[], index: number, more: Partial<Comparison> = {}): string[] {
  const wanted = rows[index];
  const found = wanted === undefined ? [] : placesOf(wanted, comparison(rows, more), trans);
  return found.map(({ words, key }) => `${words} > ${key}`);
}

describe('the other place of a cell', () => {
  it('that moved is below what stood above it', () => {
    const rows = [row(3, 0, { moved: true }), row(0, 1), row(1, 2), row(2, 3)];
    expect(places(rows, 0)).toEqual(['moved from 4 to 1 > 2-3']);
    expect(places(rows, 1)).toEqual([]);
  });

  it('that was first is at what is first of the others', () => {
    const rows = [row(1, 0), row(2, 1), row(0, 2, { moved: true })];
    expect(places(rows, 2)).toEqual(['moved from 1 to 3 > 1-0']);
  });

  it('that was split is each other part', () => {
    const rows = [row(0, 0), row(1, 1), row(null, 2, { status: 'added' })];
    const more = { splits: [{ old: 1, new: [1, 2] }] };
    expect(places(rows, 1, more)).toEqual(['split, with cell 3 > -2']);
    expect(places(rows, 2, more)).toEqual(['split from cell 2 > 1-1']);
  });

  it('that was joined is the other part', () => {
    const rows = [row(0, 0), row(1, null, { status: 'removed' })];
    const more = { joins: [{ old: [0, 1], new: 0 }] };
    expect(places(rows, 0, more)).toEqual(['joined with cell 2 > 1-']);
    expect(places(rows, 1, more)).toEqual(['joined into cell 1 > 0-0']);
  });
});

describe('a row that is folded', () => {
  it('is found in the fold that hides it', () => {
    const rows = [row(0, 0), row(1, 1), row(2, 2, { status: 'changed' }), row(3, 3), row(4, 4)];
    const items = itemsOf(rows, ({ status }) => status !== 'same', new Map());
    expect(foldOf(items, rows, '1-1')).toBe('fold 0-0');
    expect(foldOf(items, rows, '4-4')).toBe('fold 3-3');
    expect(foldOf(items, rows, '2-2')).toBeNull();
    expect(foldOf(items, rows, '9-9')).toBeNull();
  });
});

describe('the filter', () => {
  const edited = row(0, 0, { status: 'changed', kinds: ['source'] });
  const rerun = row(1, 1, { status: 'changed', kinds: ['outputs'], moved: true });
  const gone = row(2, null, { status: 'removed' });

  it.each<[Only | null, boolean[]]>([
    [null, [true, true, true]],
    ['source', [true, false, false]],
    ['outputs', [false, true, false]],
    ['moved', [false, true, false]],
    ['removed', [false, false, true]],
    ['added', [false, false, false]]
  ])('of %s lets through what it says', (only, expected) => {
    expect([edited, rerun, gone].map(each => passes(each, only, false))).toEqual(expected);
  });

  it('of what is not seen leaves out what is', () => {
    expect([passes(edited, 'unseen', false), passes(edited, 'unseen', true)]).toEqual([
      true,
      false
    ]);
  });
});
