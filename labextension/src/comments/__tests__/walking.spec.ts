import { describe, expect, it } from 'vitest';
import { threadBeside } from '../walking';
import { anchor, placed, thread } from './samples';

const at = (id: string, cellIndex: number) => placed(thread(id), 'anchored', { cellIndex });
const whole = placed(
  thread('whole', { anchor: anchor({ kind: 'notebook', cell: null }) }),
  'anchored',
  {
    cellIndex: null
  }
);
const listed = [whole, at('two', 2), at('five', 5), placed(thread('lost'), 'orphaned')];

describe('from thread to thread', () => {
  it.each([
    ['two', 1, 'five'],
    ['lost', 1, 'whole'],
    ['two', -1, 'whole'],
    ['whole', -1, 'lost']
  ] as const)('%s, %i step', (open, step, expected) => {
    expect(threadBeside(listed, open, 0, step)).toBe(expected);
  });
});

describe('from the active cell', () => {
  it.each([
    [0, 1, 'two'],
    [2, 1, 'two'],
    [3, 1, 'five'],
    [9, 1, 'lost'],
    [0, -1, 'whole'],
    [2, -1, 'whole'],
    [3, -1, 'two'],
    [9, -1, 'five']
  ] as const)('%i, %i step', (active, step, expected) => {
    expect(threadBeside(listed, null, active, step)).toBe(expected);
  });

  it('goes round at the ends', () => {
    expect(threadBeside(listed.slice(0, 2), null, 9, 1)).toBe('whole');
    expect(threadBeside(listed.slice(0, 2), null, 9, -1)).toBe('two');
    expect(threadBeside(listed.slice(1), null, 0, -1)).toBe('lost');
    expect(threadBeside([], null, 0, 1)).toBeNull();
  });
});
