import { expect, it } from 'vitest';
import { commitOf } from '../links';

it.each([
  ['a/train.ipynb?at=a1b2c3d', 'a1b2c3d'],
  ['train.ipynb?at=a1b2c3d#cell-id=split?at=x', 'a1b2c3d'],
  ['train.ipynb?at=release%2F1.0', 'release/1.0'],
  ['notes.md?x=1&at=HEAD~2', 'HEAD~2'],
  ['train.ipynb', null],
  ['train.ipynb?at=', null],
  ['train.ipynb#?at=a1b2c3d', null]
])('a link to %s means the file in %s', (href, commit) => {
  expect(commitOf(href)).toBe(commit);
});
