import type { IPlacedThread, Thread } from './tokens';

/** Which threads a list shows. A thread stands on several shelves; *mine* are those the person wrote in. */
export type Shelf = 'open' | 'resolved' | 'mine' | 'mentions';
export type Order = 'place' | 'time';

export const SHELVES: readonly Shelf[] = ['open', 'resolved', 'mine', 'mentions'];

const ON: Record<Shelf, (thread: Thread) => boolean> = {
  open: thread => thread.status === 'open',
  resolved: thread => thread.status === 'resolved',
  mine: thread => thread.mine,
  mentions: thread => thread.mentionsMe
};

export interface IShown {
  readonly placed: readonly IPlacedThread[];

  /** Those whose cell is not in the notebook any more, or that were detached. */
  readonly lost: readonly IPlacedThread[];
}

export function isOn(shelf: Shelf, thread: Thread): boolean {
  return ON[shelf](thread);
}

export function isLost(placed: IPlacedThread): boolean {
  return placed.placement?.state === 'orphaned';
}

/** How many threads stand on each shelf. */
export function counted(threads: readonly Thread[]): Record<Shelf, number> {
  const count = (shelf: Shelf): number => threads.filter(ON[shelf]).length;
  return {
    open: count('open'),
    resolved: count('resolved'),
    mine: count('mine'),
    mentions: count('mentions')
  };
}

/** Whether every word of `search` occurs in the thread's texts or authors' names, in any letter case. */
export function holds(thread: Thread, search: string): boolean {
  const words = wordsOf(search);
  if (words.length === 0) {
    return true;
  }
  const said = thread.comments.map(({ author, body }) => `${author.displayName} ${body ?? ''}`);
  const text = said.join('\n').toLocaleLowerCase();
  return words.every(word => text.includes(word));
}

/**
 * @param threads - in notebook order
 * @returns those on the shelf that hold the words; by `time` the newest change comes first
 */
export function shown(
  threads: readonly IPlacedThread[],
  shelf: Shelf,
  search: string,
  order: Order
): IShown {
  const kept = threads.filter(({ thread }) => isOn(shelf, thread) && holds(thread, search));
  const sorted = order === 'time' ? [...kept].sort(byNewest) : kept;
  return {
    placed: sorted.filter(placed => !isLost(placed)),
    lost: sorted.filter(isLost)
  };
}

/** Threads by the path of their notebook; both keep the order in which they first came. */
export function byNotebook(threads: readonly Thread[]): Map<string, Thread[]> {
  const groups = new Map<string, Thread[]>();
  for (const thread of threads) {
    const group = groups.get(thread.path);
    if (group) {
      group.push(thread);
    } else {
      groups.set(thread.path, [thread]);
    }
  }
  return groups;
}

function wordsOf(search: string): string[] {
  return search
    .toLocaleLowerCase()
    .split(/\s+/u)
    .filter(word => word !== '');
}

function byNewest(first: IPlacedThread, second: IPlacedThread): number {
  return Date.parse(second.thread.updatedAt) - Date.parse(first.thread.updatedAt);
}
