import { describe, expect, it } from 'vitest';
import { indexAt, offsetsOf, placeOf, rangeBetween } from '../geometry';

const OFFSETS = offsetsOf([10, 20, 30, 40], height => height);

describe('the geometry of a list', () => {
  it('adds heights up', () => {
    expect(OFFSETS).toEqual([0, 10, 30, 60, 100]);
    expect(offsetsOf([], () => 1)).toEqual([0]);
  });

  it.each([
    [-5, 0],
    [0, 0],
    [9, 0],
    [10, 1],
    [59, 2],
    [60, 3],
    [1000, 3]
  ])('finds at %i the item %i', (top, index) => {
    expect(indexAt(OFFSETS, top)).toBe(index);
  });

  it('finds the items between two heights, those that are cut included', () => {
    expect(rangeBetween(OFFSETS, 15, 35)).toEqual([1, 3]);
    expect(rangeBetween(OFFSETS, -100, 1000)).toEqual([0, 4]);
    expect(rangeBetween([0], 0, 100)).toEqual([0, 0]);
  });

  it('draws a window of a thousand items only', () => {
    const offsets = offsetsOf(Array.from({ length: 1000 }), () => 24);
    const [first, end] = rangeBetween(offsets, 12_000, 12_600);
    expect([first, end]).toEqual([500, 526]);
  });

  it.each([
    ['an item that is scrolled past a little', { index: 1, past: 5, isEnd: false }, 15],
    ['an item too near to the end to stand above', { index: 3, past: 5, isEnd: false }, 50],
    ['the end', { index: 0, past: 0, isEnd: true }, 50],
    ['an item that is gone', { index: -1, past: 5, isEnd: false }, null]
  ])('holds %s', (_, held, place) => {
    expect(placeOf(held, OFFSETS, 50)).toBe(place);
  });

  it('holds the end of a list that is wholly in view at its beginning', () => {
    expect(placeOf({ index: 0, past: 0, isEnd: true }, OFFSETS, 500)).toBe(0);
  });
});
