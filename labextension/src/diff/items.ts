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

/**
 * @param isChange - whether a row stands for itself; runs of the others are folded
 * @param unfolded - keys of folds that are open
 */
export function itemsOf(
  rows: readonly Row[],
  isChange: (row: Row) => boolean,
  unfolded: ReadonlySet<string>
): Item[] {
  const items: Item[] = [];
  let run: (Item & { kind: 'cell' })[] = [];
  const fold = (): void => {
    const first = run[0];
    if (first !== undefined) {
      const key = `fold ${first.key}`;
      const isOpen = unfolded.has(key);
      const { row: start } = first;
      const folded = { kind: 'fold', key, first: start, count: run.length, isOpen } as const;
      items.push(folded, ...(isOpen ? run : []));
    }
    run = [];
  };
  rows.forEach((row, index) => {
    const item = { kind: 'cell', key: keyOf(row), row: index, isChange: isChange(row) } as const;
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

function isChange(item: Item): boolean {
  return item.kind === 'notebook' || (item.kind === 'cell' && item.isChange);
}

/**
 * The change `step` (1 or -1) away from where the person is; the same one at either end.
 *
 * @param current - the key of where they are; null before the first
 * @returns null when there is no change
 */
export function changeBeside(
  items: readonly Item[],
  current: string | null,
  step: 1 | -1
): string | null {
  const at = items.findIndex(({ key }) => key === current);
  const way = step === 1 ? items.slice(at + 1) : items.slice(0, Math.max(0, at)).reverse();
  const here = items[at];
  return way.find(isChange)?.key ?? (here !== undefined && isChange(here) ? here.key : null);
}

/** The key of the fold a row is hidden in; null when it is in sight. */
export function foldHiding(items: readonly Item[], row: number): string | null {
  const fold = items.find(
    item => item.kind === 'fold' && item.first <= row && row < item.first + item.count
  );
  return fold?.kind === 'fold' && !fold.isOpen ? fold.key : null;
}
