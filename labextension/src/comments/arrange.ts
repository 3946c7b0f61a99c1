import type { IOutboxEntry } from '../core/tokens';
import type { IPlace } from './placing';
import type { IPlacedThread, Thread } from './tokens';

/**
 * Threads in notebook order: those on the whole notebook, then by cell, within a cell the whole of it, its text from top
 * to bottom and its outputs; those whose place is lost come last. Older ones come first. On another file, by entry, or by where they stand in its text.
 *
 * @param placeOf - where a thread stands now
 * @param entries - what is not sent yet
 */
export function arrange(
  threads: readonly Thread[],
  placeOf: (threadId: string) => IPlace,
  entries: readonly IOutboxEntry[]
): IPlacedThread[] {
  const unsent = entries.filter(({ operation }) => operation === 'reply' || operation === 'edit');
  const placed = threads.map(thread => ({
    thread,
    ...placeOf(thread.id),
    unsent: unsent.filter(({ subject }) => subject === thread.id)
  }));
  return placed
    .map((item): [number[], IPlacedThread] => [rank(item), item])
    .sort(
      ([first, a], [second, b]) => compare(first, second) || (a.thread.id < b.thread.id ? -1 : 1)
    )
    .map(([, item]) => item);
}

function rank({ thread, placement, cellIndex }: IPlacedThread): number[] {
  const { anchor } = thread;
  if (placement?.state === 'orphaned') {
    return [Infinity];
  }
  if (anchor?.entry) {
    return [cellIndex ?? Infinity];
  }
  if (anchor?.kind === 'text') {
    return [placement?.quoteStart ?? anchor.quote?.start ?? Infinity];
  }
  if (!anchor?.cell) {
    return [-1];
  }
  const index = cellIndex ?? anchor.cell.index;
  if (anchor.output) {
    return [index, Infinity, anchor.output.ordinal];
  }
  return [index, anchor.quote ? (placement?.quoteStart ?? anchor.quote.start) : -1];
}

function compare(first: readonly number[], second: readonly number[]): number {
  for (const [at, value] of first.entries()) {
    const other = second[at] ?? 0;
    if (value !== other) {
      return value < other ? -1 : 1;
    }
  }
  return 0;
}
