import type { TranslationBundle } from '@jupyterlab/translation';
import { revealBidi } from '../ui/bidi';
import { cameBy } from '../ui/viagit';
import { excerpt } from './label';
import type { Inbox, InboxItem } from './tokens';

/** What a toast says, and what its button opens: the one item, or the inbox when it speaks of several. */
export interface INews {
  readonly message: string;
  readonly item: InboxItem | null;
}

/** Answers to one's own requests only count in the inbox: they ask for nothing. */
const TOLD: readonly InboxItem['reason'][] = ['reply', 'mention', 'look'];

/** Decides what of an inbox is news. What was there when a project was first seen is none. */
export class NewsWatch {
  /**
   * @param project - the project's id
   * @param inViewPath - the notebook in view; what happens in it is seen there
   * @returns items that came since the last call for the project, newest first
   */
  take(project: string, inbox: Inbox, inViewPath: string | null): InboxItem[] {
    const seen = this._seen.get(project);
    const newest = Math.max(seen ?? 0, ...inbox.items.map(({ seq }) => seq));
    this._seen.set(project, newest);
    return seen === undefined
      ? []
      : inbox.items.filter(
          item =>
            item.seq > seen && item.unread && item.path !== inViewPath && TOLD.includes(item.reason)
        );
  }

  private readonly _seen = new Map<string, number>();
}

/** One toast for all that is news; null when nothing is. */
export function newsOf(items: readonly InboxItem[], trans: TranslationBundle): INews | null {
  const [first] = items;
  if (!first) {
    return null;
  }
  if (items.length === 1) {
    const did = headline(first, revealBidi(first.actor.displayName), trans);
    const came = cameBy(first, trans);
    const head = came === null ? did : trans.__('%1 (%2)', did, came);
    return { message: `${head}\n${excerpt(first.excerpt)}`.trimEnd(), item: first };
  }
  const names = [...new Set(items.map(item => revealBidi(item.actor.displayName)))];
  const who = names.length > 3 ? `${names.slice(0, 3).join(', ')}…` : names.join(', ');
  return { message: trans.__('%1 new in your inbox, from %2', items.length, who), item: null };
}

/** "Bo replied": what somebody did, as the inbox and its toasts say it; `who` is how they are called. */
export function headline(item: InboxItem, who: string, trans: TranslationBundle): string {
  switch (item.reason) {
    case 'reply':
      return trans.__('%1 replied', who);
    case 'mention':
      return trans.__('%1 mentioned you', who);
    case 'look':
      return trans.__('%1 asks you to look', who);
    case 'answer':
      return trans.__('%1 looked', who);
  }
}
