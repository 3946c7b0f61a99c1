import type { NotebookPanel } from '@jupyterlab/notebook';
import type { IAnchors } from '../anchors/tokens';
import type { IOutbox } from '../core/tokens';
import type { IComposerServices } from '../ui/Composer';
import type { Editors } from './editors';
import type { Options } from './options';
import type { INotebookThreads, IPlacedThread, IThreads, Thread } from './tokens';

/** What the notebook screen reads, and what its buttons do. */
export interface IScreenServices extends IComposerServices {
  readonly anchors: IAnchors;
  readonly outbox: IOutbox;
  readonly options: Options;
  readonly editors: Editors;

  /** Opens the composer for a comment on a cell. */
  commentOnCell(panel: NotebookPanel, index: number): void;

  /** Opens the composer for a comment on the source that is selected in a cell. */
  commentOnSelection(panel: NotebookPanel, index: number): void;

  /** Lets the person click the cell a thread belongs to. */
  pickPlace(threads: INotebookThreads, thread: Thread): void;
  copyLink(threads: IThreads, thread: Thread): Promise<void>;
  copyForChat(threads: IThreads, placed: IPlacedThread): Promise<void>;
}
