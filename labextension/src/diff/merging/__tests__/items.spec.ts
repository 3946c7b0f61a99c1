import { describe, expect, it } from 'vitest';
import { conflictBeside, itemsOf } from '../items';
import { answer, conflict, row } from './merge';

const MERGE = answer({
  rows: [
    row(),
    row({ moved: true }),
    row({ status: 'theirs' }),
    row({ status: 'conflict', conflicts: [1, 2] }),
    row(),
    row(),
    row({ status: 'conflict', conflicts: [3], base: null, theirs: null }),
    row({ status: 'conflict', conflicts: [3], base: null, ours: null })
  ],
  conflicts: [
    conflict({ kind: 'notebook_metadata', rows: [], path: ['metadata', 'title'] }),
    conflict({ rows: [3] }),
    conflict({ kind: 'outputs', rows: [3] }),
    conflict({ kind: 'both_inserted', rows: [6, 7] })
  ]
});

describe('the list of a merge', () => {
  it('folds what is the same and shows the rest in order', () => {
    expect(itemsOf(MERGE, new Set()).map(({ kind, key }) => `${kind} ${key}`)).toEqual([
      'conflict notebook',
      'fold fold 0',
      'settled 1',
      'settled 2',
      'conflict 3',
      'fold fold 4',
      'conflict 6'
    ]);
  });

  it('has every row once, also where both inserted cells', () => {
    const items = itemsOf(MERGE, new Set(['fold 0', 'fold 4']));
    const rows = items.flatMap(item => {
      if (item.kind === 'conflict') {
        return item.rows;
      }
      return item.kind === 'fold' ? [] : [item.row];
    });
    expect(rows).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(items.flatMap(item => (item.kind === 'conflict' ? item.conflicts : []))).toEqual([
      0, 1, 2, 3
    ]);
  });
});

describe('going through conflicts', () => {
  const items = itemsOf(MERGE, new Set());
  it.each([
    [null, 1, 'notebook'],
    [null, -1, 'notebook'],
    ['notebook', 1, '3'],
    ['6', 1, '6'],
    ['6', -1, '3'],
    ['notebook', -1, 'notebook']
  ] as const)('from %s by %i leads to %s', (from, step, to) => {
    expect(conflictBeside(items, from, step)).toBe(to);
  });

  it('leads nowhere where there is none', () => {
    expect(conflictBeside([], null, 1)).toBeNull();
  });
});
