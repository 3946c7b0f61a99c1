import { describe, expect, it } from 'vitest';
import { foldedReplies } from '../Thread';
import { comment, thread } from './samples';

const withReplies = (count: number) =>
  thread('t', {
    comments: Array.from({ length: count + 1 }, (_, index) => comment('', { id: `c${index}` }))
  });

describe('replies', () => {
  it('are all shown up to five', () => {
    expect(foldedReplies(withReplies(5), new Set()).size).toBe(0);
  });

  it('are folded in the middle from six on, never the first comment or the last two', () => {
    expect([...foldedReplies(withReplies(6), new Set())]).toEqual(['c1', 'c2', 'c3', 'c4']);
  });

  it('that are new are never folded', () => {
    expect([...foldedReplies(withReplies(6), new Set(['c2', 'c3']))]).toEqual(['c1', 'c4']);
  });
});
