import { expect, it } from 'vitest';
import { commitOf, pathThen } from '../links';

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

it.each([
  ['../train.py?at=v1', 'churn/train.py?at=v1', 'churn/train.py'],
  ['../train.py?at=v1', 'churn/train.py', 'churn/train.py'],
  ['../why%3F.py?at=v1', 'churn/why?.py', 'churn/why?.py'],
  ['../why%3F.py?at=v1', 'churn/why?.py?at=v1', 'churn/why?.py'],
  ['../50%.csv?at=v1', 'churn/50%.csv', 'churn/50%.csv'],
  ['data/?at=v1', 'churn/data/?at=v1', 'churn/data/'],
  ['data/?at=v1', 'churn/data', 'churn/data']
])('a link to %s, made %s, names %s', (href, named, path) => {
  expect(pathThen(href, named)).toBe(path);
});
