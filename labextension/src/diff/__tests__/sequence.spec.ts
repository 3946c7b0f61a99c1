import { describe, expect, it } from 'vitest';
import { align, pairGaps } from '../sequence';

const of = (text: string): string[] => Array.from(text);

/** Every pair of strings over a small alphabet up to a length. */
function* texts(length: number): Generator<string> {
  yield '';
  for (const rest of length > 0 ? texts(length - 1) : []) {
    for (const letter of 'ab') {
      yield letter + rest;
    }
  }
}

describe('two lists', () => {
  it('are aligned at what they have in common', () => {
    expect(align(of('abcd'), of('xbdy'))).toEqual([
      [0, null],
      [null, 0],
      [1, 1],
      [2, null],
      [3, 2],
      [null, 3]
    ]);
  });

  it('keep every item once and in order, and pair only equal ones', () => {
    for (const old of new Set(texts(4))) {
      for (const now of new Set(texts(4))) {
        const pairs = align(of(old), of(now));
        expect(pairs.flatMap(([i]) => (i === null ? [] : [i]))).toEqual([...of(old).keys()]);
        expect(pairs.flatMap(([, j]) => (j === null ? [] : [j]))).toEqual([...of(now).keys()]);
        expect(pairs.every(([i, j]) => i === null || j === null || old[i] === now[j])).toBe(true);
      }
    }
  });

  it('have items that changed where one is gone and another came', () => {
    const pairs = align(of('aBc'), of('aXYc'));
    expect(pairGaps(pairs)).toEqual([
      [0, 0],
      [1, 1],
      [null, 2],
      [2, 3]
    ]);
    expect(pairGaps(pairs, () => false)).toEqual([
      [0, 0],
      [1, null],
      [null, 1],
      [null, 2],
      [2, 3]
    ]);
  });

  it('have one that changed behind another that is gone, or that came', () => {
    const capital = (old: string, now: string) => (i: number, j: number) =>
      old[i]?.toUpperCase() === now[j];
    expect(pairGaps(align(of('axbc'), of('aBc')), capital('axbc', 'aBc'))).toEqual([
      [0, 0],
      [1, null],
      [2, 1],
      [3, 2]
    ]);
    expect(pairGaps(align(of('abc'), of('aXBc')), capital('abc', 'aXBc'))).toEqual([
      [0, 0],
      [null, 1],
      [1, 2],
      [2, 3]
    ]);
  });

  it('keep every item once and in order, whichever are alike', () => {
    for (const old of new Set(texts(4))) {
      for (const now of new Set(texts(4))) {
        const alike = (i: number, j: number) => (i + j) % 2 === 0;
        const pairs = pairGaps(align(of(old), of(now)), alike);
        expect(pairs.flatMap(([i]) => (i === null ? [] : [i]))).toEqual([...of(old).keys()]);
        expect(pairs.flatMap(([, j]) => (j === null ? [] : [j]))).toEqual([...of(now).keys()]);
      }
    }
  });
});
