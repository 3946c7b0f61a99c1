import type { Comparison, Row } from './tokens';

type Which = 'old' | 'new';

const carried = new WeakMap<Row, string>();

/** A name for a row, which it keeps when the same two sides are compared again. */
export function keyOf(row: Row): string {
  return carried.get(row) ?? natural(row);
}

function natural({ old, new: now }: Row): string {
  return `${old ?? ''}-${now ?? ''}`;
}

/**
 * Gives rows the names of those in the comparison before, so that what a person looks at, unfolded or went to stays
 * where it is while cells come and go above.
 *
 * @returns the comparison to show: the one before when it says the same, so that nothing is drawn anew
 */
export function carryNames(before: Comparison | null, now: Comparison): Comparison {
  if (before !== null && JSON.stringify(before) === JSON.stringify(now)) {
    return before;
  }
  const fixed = before && fixedSide(before, now);
  if (!before || !fixed) {
    return now;
  }
  const names = new Map(
    placesOf(before.rows, fixed).map(([place, row]) => [place, keyOf(row)] as const)
  );
  const places = placesOf(now.rows, fixed);
  const taken = new Set<string>();
  const give = (row: Row, name: string): void => {
    taken.add(name);
    carried.set(row, name);
  };
  places.forEach(([place, row]) => {
    const name = names.get(place);
    if (name !== undefined) {
      give(row, name);
    }
  });
  places.forEach(([place, row]) => {
    if (!names.has(place)) {
      give(row, free(natural(row), taken));
    }
  });
  return now;
}

/** The side whose cells have the indices they had before; null when neither is known to. */
function fixedSide(before: Comparison, now: Comparison): Which | null {
  const isFixed = (side: Which): boolean => {
    const [was, is] = [before[side], now[side]];
    const stays = is.kind !== 'live' && is.kind !== 'file';
    return stays && is.kind === was.kind && is.path === was.path && is.commit === was.commit;
  };
  return (['old', 'new'] as const).find(isFixed) ?? null;
}

/** Rows by their index on a side; those it does not have by the row before them and how far behind it they stand. */
function placesOf(rows: readonly Row[], side: Which): [string, Row][] {
  let last = '';
  let run = 0;
  return rows.map(row => {
    const index = row[side];
    if (index === null) {
      run += 1;
      return [`${last}+${run}`, row];
    }
    run = 0;
    last = String(index);
    return [last, row];
  });
}

function free(name: string, taken: ReadonlySet<string>): string {
  return taken.has(name) ? free(`${name}'`, taken) : name;
}
