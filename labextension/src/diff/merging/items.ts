import type { MergeAnswer, MergeRow } from './tokens';

/** What stands below each other in a merge. Numbers count in the merge's rows and conflicts. */
export type MergeItem =
  | {
      readonly kind: 'conflict';
      readonly key: string;
      readonly rows: readonly number[];
      readonly conflicts: readonly number[];
    }
  | { readonly kind: 'settled' | 'same'; readonly key: string; readonly row: number }
  | {
      readonly kind: 'fold';
      readonly key: string;
      readonly count: number;
      readonly isOpen: boolean;
    };

/** @param unfolded - keys of folds that are open */
export function itemsOf(
  { rows, conflicts }: MergeAnswer,
  unfolded: ReadonlySet<string>
): MergeItem[] {
  const items: MergeItem[] = [];
  let run: MergeItem[] = [];
  const fold = (): void => {
    const first = run[0];
    if (first !== undefined) {
      const key = `fold ${first.key}`;
      const isOpen = unfolded.has(key);
      items.push({ kind: 'fold', key, count: run.length, isOpen }, ...(isOpen ? run : []));
    }
    run = [];
  };
  const ofNotebook = conflicts.flatMap((conflict, at) => (conflict.rows.length === 0 ? [at] : []));
  if (ofNotebook.length > 0) {
    items.push({ kind: 'conflict', key: 'notebook', rows: [], conflicts: ofNotebook });
  }
  rows.forEach((row, at) => {
    const item = itemOf(row, at, conflicts);
    if (item?.kind === 'same') {
      run.push(item);
    } else if (item !== null) {
      fold();
      items.push(item);
    }
  });
  fold();
  return items;
}

/** Null of a row that stands in the item of one before it: cells that both inserted at one place are one conflict. */
function itemOf(row: MergeRow, at: number, conflicts: MergeAnswer['conflicts']): MergeItem | null {
  if (row.conflicts.length > 0) {
    const [first = at, ...others] = row.conflicts.flatMap(index => conflicts[index]?.rows ?? []);
    const rows = [...new Set([first, ...others])];
    return first === at ? { kind: 'conflict', key: `${at}`, rows, conflicts: row.conflicts } : null;
  }
  const isSame = row.status === 'same' && !row.moved;
  return { kind: isSame ? 'same' : 'settled', key: `${at}`, row: at };
}

/**
 * The conflict `step` (1 or -1) away from where the person is; the same one at either end.
 *
 * @param current - the key of where they are; null before the first
 */
export function conflictBeside(
  items: readonly MergeItem[],
  current: string | null,
  step: 1 | -1
): string | null {
  const keys = items.flatMap(({ kind, key }) => (kind === 'conflict' ? [key] : []));
  const at = current === null ? (step === 1 ? -1 : 1) : keys.indexOf(current);
  return keys[Math.max(0, Math.min(keys.length - 1, at + step))] ?? null;
}
