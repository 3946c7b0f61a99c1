import { describe, expect, it } from 'vitest';
import { addCommand } from '../shell';

describe('the command for git', () => {
  it.each([
    ['churn/train-2.ipynb', 'churn/train-2.ipynb'],
    ['-n.ipynb', '-n.ipynb'],
    ["week 2's.ipynb", `'week 2'\\''s.ipynb'`],
    ['$(date).ipynb', `'$(date).ipynb'`],
    ['a\n*;"b"\\`c`.ipynb', `'a\n*;"b"\\\`c\`.ipynb'`],
    ['~ana/é.ipynb', `'~ana/é.ipynb'`]
  ])('names %j as one word of a shell', (path, word) => {
    expect(addCommand(path)).toBe(`git add -- ${word}`);
  });
});
