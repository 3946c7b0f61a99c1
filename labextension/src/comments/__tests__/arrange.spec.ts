import { describe, expect, it } from 'vitest';
import { arrange } from '../arrange';
import type { IPlace } from '../placing';
import { anchor, placement, thread } from './samples';

const quote = { exact: 'x', prefix: '', suffix: '', line: 0, start: 0, end: 1 };
const output = { ordinal: 0, mime: 'text/plain', kind: 'text', payloadSha256: '0' } as const;

function place(cellIndex: number | null, given: Parameters<typeof placement>[1] = {}): IPlace {
  const state = cellIndex === null ? 'orphaned' : 'anchored';
  return {
    placement: placement('', { cellIndex, state, ...given }),
    cellIndex,
    resultChanged: false
  };
}

describe('threads in notebook order', () => {
  it('are those on the whole notebook, then by cell: the cell, its text, its outputs; then the lost', () => {
    const known = {
      lost: [thread('lost'), place(null)],
      output: [thread('output', { anchor: anchor({ kind: 'output', output }) }), place(1)],
      late: [thread('late', { anchor: anchor({ quote }) }), place(1, { quoteStart: 9 })],
      early: [thread('early', { anchor: anchor({ quote }) }), place(1, { quoteStart: 2 })],
      cell: [thread('cell'), place(1)],
      above: [thread('above'), place(0)],
      whole: [
        thread('whole', { anchor: anchor({ kind: 'notebook', cell: null }) }),
        { placement: null, cellIndex: null, resultChanged: false }
      ]
    } as const;
    const arranged = arrange(
      Object.values(known).map(([each]) => each),
      id => known[id as keyof typeof known][1],
      []
    );
    expect(arranged.map(({ thread: { id } }) => id)).toEqual([
      'whole',
      'above',
      'cell',
      'early',
      'late',
      'output',
      'lost'
    ]);
  });

  it('of one place are in the order they were opened', () => {
    const arranged = arrange([thread('b'), thread('a')], () => place(0), []);
    expect(arranged.map(({ thread: { id } }) => id)).toEqual(['a', 'b']);
  });
});
