import { expect, it } from 'vitest';
import { isOwner } from '../owner';

const ANA = { displayName: 'Ana López', username: 'ana' };

it.each([
  ['Ana López', true],
  ['@ana', true],
  ['Bo Lindqvist, ana lópez', true],
  ['data lead', true],
  ['Ana', true],
  ['Bo Lindqvist', false],
  ['Anabel', false],
  ['', false]
])('a page whose owner is “%s” is hers: %s', (owner, expected) => {
  expect(isOwner(owner, ANA, 'Decides, Data lead')).toBe(expected);
});

it('a page without an owner is nobody’s', () => {
  expect(isOwner('', { displayName: '', username: '' }, '')).toBe(false);
});
