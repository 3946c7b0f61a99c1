import type { TranslationBundle } from '@jupyterlab/translation';
import type { Schemas } from '../core/tokens';

export type Entry = Schemas['Entry'];

/** What of the log is wanted; an empty string wants everything. */
export interface ILogFilter {
  /** A user name. */
  readonly actor: string;

  /** The noun kinds begin with, such as `thread`. */
  readonly noun: string;
}

/** The nouns of the log's kinds, as a list of filters names them. */
export function nounLabels(trans: TranslationBundle): ReadonlyMap<string, string> {
  return new Map([
    ['thread', trans.__('Threads')],
    ['comment', trans.__('Comments')],
    ['look', trans.__('Looks')],
    ['document', trans.__('Notebooks')]
  ]);
}

/** What an entry's kind means, after the person's name; a kind that is not known here as it stands. */
export function deed(kind: string, trans: TranslationBundle): string {
  const deeds: Readonly<Record<string, string>> = {
    'comment.added': trans.__('replied'),
    'comment.deleted': trans.__('deleted a comment'),
    'comment.edited': trans.__('edited a comment'),
    'document.moved': trans.__('moved a notebook'),
    'document.opened': trans.__('commented on a notebook for the first time'),
    'look.answered': trans.__('answered a request to look'),
    'look.asked': trans.__('asked for a look'),
    'thread.blocked': trans.__('marked a thread as blocking'),
    'thread.opened': trans.__('started a thread'),
    'thread.placed': trans.__('placed a thread'),
    'thread.reopened': trans.__('reopened a thread'),
    'thread.resolved': trans.__('resolved a thread'),
    'thread.unblocked': trans.__('marked a thread as not blocking')
  };
  return deeds[kind] ?? kind;
}
