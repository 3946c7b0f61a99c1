import { expect, it } from 'vitest';
import { forMeFirst, isNamed } from '../named';

const ANA = { displayName: 'Ana López', username: 'ana' };

it.each([
  ['Ana López', true],
  ['@ana', true],
  ['Bo Lindqvist, ana lópez', true],
  ['data lead', true],
  ['Reviewers, data leads', true],
  ['Ana', true],
  ['Bo Lindqvist', false],
  ['Anabel', false],
  ['', false]
])('a page whose owner is “%s” is hers: %s', (owner, expected) => {
  expect(isNamed(owner, ANA, 'Decides, Data lead')).toBe(expected);
});

it('a page without an owner is nobody’s', () => {
  expect(isNamed('', { displayName: '', username: '' }, '')).toBe(false);
});

it('what is written for somebody comes first, and the rest as it was', () => {
  const rows = [[], ['Bo'], ['reviewers', 'Ana López'], [], ['@ana']].map((audience, at) => ({
    at,
    audience
  }));
  const sorted = forMeFirst(rows, said => isNamed(said, ANA, ''));
  expect(sorted.map(({ at }) => at)).toEqual([2, 4, 0, 1, 3]);
});
