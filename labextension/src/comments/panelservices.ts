import type { TranslationBundle } from '@jupyterlab/translation';
import type { IEvents, IOutbox, IOutboxEntry, IProjects } from '../core/tokens';
import type { IComments, IListedThreads, INotebookThreads, IPlacedThread } from './tokens';

/** What the *Comments* panel reads, and what its buttons do. */
export interface IPanelServices {
  readonly comments: IComments;
  readonly events: IEvents;
  readonly outbox: IOutbox;
  readonly projects: IProjects;
  readonly trans: TranslationBundle;

  /** Opens the question whom to ask for a look, with what was not sent if that is given. */
  ask(unsent?: IOutboxEntry): void;

  /** Opens the composer for a comment on the whole notebook or other file. */
  comment(threads: IListedThreads): void;

  /** Lets the person click the cell a thread belongs to. */
  pick(threads: INotebookThreads, placed: IPlacedThread): void;
}
