/** Channels that differ by less are the same: encoders round. */
const LEAST_DIFFERENCE = 8;
const RED = [214, 39, 40] as const;
const PALE = 0.25;

export interface IPixelDifference {
  /** Pixels as a canvas holds them: those that differ in red, the others pale. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;

  /** Share of the pixels that differ, from 0 to 1. */
  readonly share: number;
}

/** Compares the pixels of two images of one size, four opaque channels each. */
export function comparePixels(old: Uint8ClampedArray, now: Uint8ClampedArray): IPixelDifference {
  const pixels = new Uint8ClampedArray(now.length);
  let differ = 0;
  for (let at = 0; at < now.length; at += 4) {
    if (isSamePixel(old, now, at)) {
      const gray = ((now[at] ?? 0) + (now[at + 1] ?? 0) + (now[at + 2] ?? 0)) / 3;
      pixels.fill(255 - (255 - gray) * PALE, at, at + 3);
    } else {
      pixels.set(RED, at);
      differ += 1;
    }
    pixels[at + 3] = 255;
  }
  return { pixels, share: now.length === 0 ? 0 : differ / (now.length / 4) };
}

function isSamePixel(old: Uint8ClampedArray, now: Uint8ClampedArray, at: number): boolean {
  for (let channel = at; channel < at + 3; channel += 1) {
    if (Math.abs((old[channel] ?? 0) - (now[channel] ?? 0)) >= LEAST_DIFFERENCE) {
      return false;
    }
  }
  return true;
}

/** A share as people read it: nothing and everything only where that is exact. */
export function percentOf(share: number): string {
  const percent = share * 100;
  if (share === 0 || share === 1) {
    return `${percent}`;
  }
  return percent < 0.1 ? '< 0.1' : `${Math.min(99.9, Math.round(percent * 10) / 10)}`;
}
