import { describe, expect, it } from 'vitest';
import { comparePixels, percentOf } from '../pixels';

describe('pixels', () => {
  const image = (...reds: number[]): Uint8ClampedArray =>
    Uint8ClampedArray.from(reds.flatMap(red => [red, 0, 0, 255]));

  it('that differ are red and counted, others are pale', () => {
    const { pixels, share } = comparePixels(image(0, 0, 0, 0), image(0, 200, 4, 0));
    expect(share).toBe(0.25);
    expect(Array.from(pixels.slice(4, 8))).toEqual([214, 39, 40, 255]);
    expect(pixels[0]).toBeGreaterThan(180);
  });

  it('are told in percent, none and all only where that is so', () => {
    expect([0, 0.000_01, 0.0234, 0.999_99, 1].map(percentOf)).toEqual([
      '0',
      '< 0.1',
      '2.3',
      '99.9',
      '100'
    ]);
  });
});
