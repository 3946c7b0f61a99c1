import { keyOf } from './keys';
import type { Row } from './tokens';

/** What stands below each other in the list of changes. `row` counts in the comparison's rows. */
export type Item =
  | { readonly kind: 'notebook'; readonly key: string }
  | {
      readonly kind: 'cell';
      readonly key: string;
      readonly row: number;
      readonly isChange: boolean;
    }
  | {
      readonly kind: 'fold';
      readonly key: string;

      /** The first of the rows it stands for. */
      readonly first: number;
      readonly count: number;
      readonly isOpen: boolean;
    };

/** How many rows of a fold are in the list, at its beginning and at its end. */
export interface IUnfolded {
  readonly top: number;
  readonly bottom: number;
}

const CLOSED: IUnfolded = { top: 0, bottom: 0 };

export function plus({ top, bottom }: IUnfolded = CLOSED, more: IUnfolded): IUnfolded {
  return { top: top + more.top, bottom: bottom + more.bottom };
}

/** The row of a cell in the list, by its key; null when it is none. */
export function rowIn(items: readonly Item[], key: string | null): number | null {
  const item = items.find(each => each.key === key);
  return item?.kind === 'cell' ? item.row : null;
}

/**
 * @param isChange - whether a row stands for itself; runs of the others are folded
 * @param unfolded - what is open of folds, by their keys
 */
export function itemsOf(
  rows: readonly Row[],
  isChange: (row: Row, index: number) => boolean,
  unfolded: ReadonlyMap<string, IUnfolded>
): Item[] {
  const items: Item[] = [];
  let run: (Item & { kind: 'cell' })[] = [];
  const fold = (): void => {
    const first = run[0];
    if (first !== undefined) {
      const key = `fold ${first.key}`;
      const { top, bottom } = unfolded.get(key) ?? CLOSED;
      const isOpen = top + bottom >= run.length;
      const shown = isOpen ? 0 : top;
      const count = isOpen ? run.length : run.length - top - bottom;
      const hidden = { kind: 'fold', key, first: first.row + shown, count, isOpen } as const;
      items.push(...run.slice(0, shown), hidden);
      items.push(...run.slice(shown + (isOpen ? 0 : count)));
    }
    run = [];
  };
  rows.forEach((row, index) => {
    const item = {
      kind: 'cell',
      key: keyOf(row),
      row: index,
      isChange: isChange(row, index)
    } as const;
    if (item.isChange) {
      fold();
      items.push(item);
    } else {
      run.push(item);
    }
  });
  fold();
  return items;
}

/** The key of the fold that hides a row; null when the row is in the list, or nowhere. */
export function foldOf(items: readonly Item[], rows: readonly Row[], key: string): string | null {
  const wanted = rows.findIndex(row => keyOf(row) === key);
  if (wanted < 0 || items.some(item => item.key === key)) {
    return null;
  }
  // A fold is named after its first row.
  const folds = items.flatMap(item => (item.kind === 'fold' ? [item.key] : []));
  const first = (fold: string): number => rows.findIndex(row => `fold ${keyOf(row)}` === fold);
  return folds.filter(fold => first(fold) <= wanted).at(-1) ?? null;
}

function isChange(item: Item): boolean {
  return item.kind === 'notebook' || (item.kind === 'cell' && item.isChange);
}

/**
 * The change `step` (1 or -1) away from where the person is; the same one at either end.
 *
 * @param current - the key of where they are; null before the first
 * @param lastRow - where that was among the rows, if it is no change any more
 * @returns null when there is no change
 */
export function changeBeside(
  items: readonly Item[],
  current: string | null,
  step: 1 | -1,
  lastRow = -1
): string | null {
  const at = items.findIndex(item => item.key === current && isChange(item));
  const here = items[at];
  const below = items.findIndex(item => item.kind === 'cell' && item.row >= lastRow);
  const next = here !== undefined ? at + 1 : below < 0 ? items.length : below;
  const way = step === 1 ? items.slice(next) : items.slice(0, here ? at : next).reverse();
  const found = way.find(isChange) ?? here ?? items.filter(isChange).at(step === 1 ? -1 : 0);
  return found?.key ?? null;
}
