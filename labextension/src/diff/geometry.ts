/** Where each of a list's items begins, in pixels; the last number is the height of all. */
export function offsetsOf<T>(items: readonly T[], heightOf: (item: T) => number): number[] {
  const offsets = [0];
  let top = 0;
  for (const item of items) {
    top += heightOf(item);
    offsets.push(top);
  }
  return offsets;
}

/** The index of the item at a height; the last item's below the end. */
export function indexAt(offsets: readonly number[], top: number): number {
  let low = 0;
  let high = Math.max(0, offsets.length - 2);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((offsets[middle] ?? 0) <= top) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

/** The items between two heights, the second index not included. */
export function rangeBetween(
  offsets: readonly number[],
  top: number,
  bottom: number
): readonly [number, number] {
  if (offsets.length < 2) {
    return [0, 0];
  }
  return [indexAt(offsets, top), indexAt(offsets, bottom) + 1];
}

/**
 * How far a list is scrolled when an item's place, or its end, is held while heights change. Never past its end.
 *
 * @param view - the height of what is in view
 */
export function placeOf(
  held: { readonly index: number; readonly past: number; readonly isEnd: boolean },
  offsets: readonly number[],
  view: number
): number | null {
  const end = Math.max(0, (offsets.at(-1) ?? 0) - view);
  const offset = offsets[held.index];
  if (held.isEnd) {
    return end;
  }
  return offset === undefined ? null : Math.min(offset + held.past, end);
}
