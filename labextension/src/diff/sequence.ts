/** An item of the old and of the new list; null on the side that has none. */
export type Pair = readonly [number | null, number | null];

/**
 * Every item of two lists once, in order, equal ones together: the longest common subsequence. Takes time and memory by
 * the product of what lies between equal beginnings and ends, so callers limit the lengths.
 */
export function align(old: readonly string[], now: readonly string[]): Pair[] {
  const most = Math.min(old.length, now.length);
  let head = 0;
  while (head < most && old[head] === now[head]) {
    head += 1;
  }
  let tail = 0;
  while (tail < most - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) {
    tail += 1;
  }
  const pairs: Pair[] = Array.from({ length: head }, (_, index) => [index, index]);
  const middle = common(old.slice(head, old.length - tail), now.slice(head, now.length - tail));
  pairs.push(...middle.map(([i, j]): Pair => [shifted(i, head), shifted(j, head)]));
  for (let left = tail; left > 0; left -= 1) {
    pairs.push([old.length - left, now.length - left]);
  }
  return pairs;
}

/**
 * Pairs in which an item that is gone and one that came in its place are one that changed, when `alike` says so: each that
 * came and the first that fits of those gone that are left.
 */
export function pairGaps(
  pairs: readonly Pair[],
  alike: (old: number, now: number) => boolean = () => true
): Pair[] {
  const found: Pair[] = [];
  let gone: number[] = [];
  let came: number[] = [];
  for (const [i, j] of pairs) {
    if (i !== null && j !== null) {
      found.push(...pairGap(gone, came, alike), [i, j]);
      [gone, came] = [[], []];
    } else if (i !== null) {
      gone.push(i);
    } else if (j !== null) {
      came.push(j);
    }
  }
  return [...found, ...pairGap(gone, came, alike)];
}

function pairGap(
  gone: readonly number[],
  came: readonly number[],
  alike: (old: number, now: number) => boolean
): Pair[] {
  const found: Pair[] = [];
  let [at, place] = [0, 0];
  const apart = (end: number, last: number): void => {
    found.push(...gone.slice(at, end).map((each): Pair => [each, null]));
    found.push(...came.slice(place, last).map((each): Pair => [null, each]));
  };
  came.forEach((now, index) => {
    const fit = gone.findIndex((old, n) => n >= at && alike(old, now));
    const old = gone[fit];
    if (old !== undefined) {
      apart(fit, index);
      found.push([old, now]);
      [at, place] = [fit + 1, index + 1];
    }
  });
  apart(gone.length, came.length);
  return found;
}

function shifted(index: number | null, by: number): number | null {
  return index === null ? null : index + by;
}

function common(old: readonly string[], now: readonly string[]): Pair[] {
  const width = now.length + 1;
  const longest = new Uint16Array((old.length + 1) * width);
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      longest[i * width + j] =
        old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: Pair[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      pairs.push([i++, j++]);
    } else if (j >= now.length || (i < old.length && at(i + 1, j) >= at(i, j + 1))) {
      pairs.push([i++, null]);
    } else {
      pairs.push([null, j++]);
    }
  }
  return pairs;
}
