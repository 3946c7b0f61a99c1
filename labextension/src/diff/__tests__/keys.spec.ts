import { describe, expect, it } from 'vitest';
import { carryNames, keyOf } from '../keys';
import type { Comparison } from '../tokens';

/** A comparison of a commit with a live notebook, its rows as pairs of indices. */
function comparison(...rows: [number | null, number | null][]): Comparison {
  return {
    old: { kind: 'revision', path: 'a.ipynb', commit: 'c0' },
    new: { kind: 'live', path: 'a.ipynb', commit: null },
    rows: rows.map(([old, now]) => ({ old, new: now }))
  } as unknown as Comparison;
}

function keys({ rows }: Comparison): string[] {
  return rows.map(keyOf);
}

describe('names of rows', () => {
  it('stay with the cells of a commit while cells come above them', () => {
    const before = comparison([0, 0], [1, 1], [2, 2]);
    const now = comparison([null, 0], [0, 1], [1, 2], [2, 3]);
    carryNames(before, now);
    expect(keys(now)).toEqual(['-0', '0-0', '1-1', '2-2']);
    const later = comparison([null, 0], [null, 1], [0, 2], [1, 3], [2, 4]);
    carryNames(now, later);
    expect(keys(later)).toEqual(['-0', '-1', '0-0', '1-1', '2-2']);
  });

  it('are given once', () => {
    const before = comparison([0, 0], [null, 1], [1, 2]);
    const now = comparison([0, 0], [1, 1], [null, 2], [null, 3]);
    carryNames(before, now);
    const later = comparison([null, 1], [0, 0], [null, 2], [1, 3]);
    carryNames(now, later);
    expect(new Set(keys(now)).size).toBe(4);
    expect(new Set(keys(later)).size).toBe(4);
  });

  it('are not carried where no side stayed', () => {
    const before = comparison([null, 0], [0, 1]);
    const now = comparison([0, 0], [1, 1]);
    Object.assign(now.old, { commit: 'c1' });
    carryNames(before, now);
    expect(keys(now)).toEqual(['0-0', '1-1']);
  });
});
