import type { Item } from './items';
import type { Row } from './tokens';

export type MarkKind = 'added' | 'removed' | 'changed' | 'moved';

/** One mark on the ruler, in pixels from its top. `key` is of the first change in it. */
export interface IMark {
  readonly key: string;
  readonly kind: MarkKind;
  readonly top: number;
  readonly height: number;
}

const LEAST_PIXELS = 3;

/**
 * Where changes are in a list, drawn on a ruler of some height. Changes of one kind that fall together are one mark, so
 * there are never more marks than the ruler has room for.
 *
 * @param offsets - where each item begins; the last number is the height of the list
 */
export function marksOf(
  items: readonly Item[],
  rowOf: (item: Item) => Row | null,
  offsets: readonly number[],
  rulerHeight: number
): IMark[] {
  const whole = Math.max(offsets.at(-1) ?? 0, 1);
  const scale = Math.min(1, rulerHeight / whole);
  const marks: IMark[] = [];
  items.forEach((item, index) => {
    const kind = kindOf(item, rowOf(item));
    if (kind === null) {
      return;
    }
    const top = Math.floor((offsets[index] ?? 0) * scale);
    const end = Math.max(Math.floor((offsets[index + 1] ?? 0) * scale) - 1, top + LEAST_PIXELS);
    const last = marks.at(-1);
    if (last === undefined || top >= last.top + last.height) {
      marks.push({ key: item.key, kind, top, height: end - top });
    } else if (last.kind === kind) {
      marks[marks.length - 1] = { ...last, height: Math.max(last.height, end - last.top) };
    } else if (end > last.top + last.height) {
      const from = last.top + last.height;
      marks.push({ key: item.key, kind, top: from, height: end - from });
    }
  });
  return marks;
}

/**
 * The change meant by a click on the ruler: of the kind of the mark there or nearest, and nearest to where that is in
 * the list, since one mark may stand for hundreds.
 *
 * @param at - where it was clicked, in pixels from the ruler's top
 * @returns its key; null where there is no mark at all
 */
export function changeAt(
  items: readonly Item[],
  rowOf: (item: Item) => Row | null,
  offsets: readonly number[],
  rulerHeight: number,
  at: number
): string | null {
  const marks = marksOf(items, rowOf, offsets, rulerHeight);
  const mark = nearest(marks, each => distance(each.top, each.top + each.height, at));
  const scale = Math.min(1, rulerHeight / Math.max(offsets.at(-1) ?? 0, 1));
  const alike = items.flatMap((item, index) =>
    kindOf(item, rowOf(item)) === mark?.kind ? [{ item, index }] : []
  );
  const found = nearest(alike, ({ index }) =>
    distance(offsets[index] ?? 0, offsets[index + 1] ?? 0, at / scale)
  );
  return found?.item.key ?? null;
}

function nearest<T>(all: readonly T[], distanceOf: (each: T) => number): T | null {
  return all.reduce<T | null>(
    (best, each) => (best === null || distanceOf(each) < distanceOf(best) ? each : best),
    null
  );
}

/** How far a place is from a span that does not include its end. */
function distance(start: number, end: number, at: number): number {
  return at < start ? start - at : at < end ? 0 : at - end + 1;
}

function kindOf(item: Item, row: Row | null): MarkKind | null {
  if (item.kind === 'notebook') {
    return 'changed';
  }
  if (item.kind !== 'cell' || !item.isChange || row === null) {
    return null;
  }
  return row.status === 'same' ? 'moved' : row.status;
}
