import type { MainAreaWidget } from '@jupyterlab/apputils';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { Token } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import type { Widget } from '@lumino/widgets';
import type { ReactNode } from 'react';
import type { Entry, Placement, Target } from '../anchors/tokens';
import type { IOutboxEntry, Project, Schemas } from '../core/tokens';
import type { ICompared, Row, SideName } from '../diff/tokens';
import type { ICommentedText, IPicks, ITextComments, ITextThreads } from './texttokens';

export type * from './texttokens';

export type Thread = Schemas['Thread'];
export type Comment = Schemas['Comment'];
export type InboxItem = Schemas['InboxItem'];
export type Inbox = Schemas['Inbox'];
export type Look = Schemas['Look'];

/** A version of a notebook that a comparison shows. */
export interface IVersion {
  /** As the comparison calls it, such as *HEAD*. */
  readonly title: string;

  /** What tells it apart from all others as far as possible, such as a commit's hash. */
  readonly name: string;
}

/** A cell of one side of a comparison. */
export interface ISpot {
  readonly side: SideName;
  readonly index: number;
}

/** A thread where it stands now in the notebook or other file in view. */
export interface IPlacedThread {
  readonly thread: Thread;

  /** Null when it could not be computed, and for threads on the whole notebook. */
  readonly placement: Placement | null;

  /**
   * The cell's place in the notebook now, or the entry's in another file; null when its place is lost or it is on the
   * whole notebook.
   */
  readonly cellIndex: number | null;

  /** True when an output was commented and is not what it was. */
  readonly resultChanged: boolean;

  /** Replies and edits of this thread that the server has not confirmed. */
  readonly unsent: readonly IOutboxEntry[];

  /** In a comparison, the version it stands on; null for the notebook as it stands, and absent there. */
  readonly version?: IVersion | null;

  /** In a comparison, the side it stands on; null on neither. */
  readonly side?: SideName | null;
}

/** A thread written here that the server has not confirmed. */
export interface IUnsentThread {
  readonly entry: IOutboxEntry;
  readonly cellIndex: number | null;
}

/** The threads of a notebook or other file, where people see and write them: state and signals, no DOM. */
export interface IThreads {
  /** Null until the project is known. */
  readonly project: Project | null;

  /** The file's path in the project. */
  readonly path: string;

  /** The file's path as JupyterLab names it. */
  readonly serverPath: string;

  /**
   * The open notebook they are shown in; null in a comparison, whose cells are of other versions, and on a file that is
   * no notebook.
   */
  readonly notebook: INotebookThreads | null;

  /** The text they are on, where that is no notebook's; null elsewhere. */
  readonly text: ITextThreads | null;

  /** How a person picks another place in a file that is no notebook; null in a notebook, whose cells are picked, and in a comparison. */
  readonly picks: IPicks | null;

  /** Whether a person can see them now. */
  readonly isVisible: boolean;

  /** In notebook order, as soon as it is known where each stands; those whose place is lost come last. */
  readonly threads: readonly IPlacedThread[];
  readonly unsent: readonly IUnsentThread[];

  /** The entry of the outbox that is being corrected at its place, or null. */
  readonly correcting: string | null;

  /** Whether the person may write here; true until the server has said. */
  readonly mayComment: boolean;
  readonly changed: ISignal<IThreads, void>;

  /** The thread that is open inline, or null. */
  readonly openThread: string | null;

  /** A composer open for a new thread, or null. */
  readonly composing: IComposing | null;

  /** The source of the cell a thread stands on, or what the entry says, as it is there; null when it stands on none. */
  sourceOf(placed: IPlacedThread): string | null;

  /** Opens a thread beneath its cell and scrolls there; null closes. */
  open(threadId: string | null): Promise<void>;

  /** Opens the composer for a new thread at a place; null closes it. */
  compose(composing: IComposing | null): void;

  start(target: Target, body: string, blocking: boolean): Promise<void>;
  reply(threadId: string, body: string): Promise<void>;
  edit(thread: Thread, commentId: string, body: string): Promise<void>;

  /** Opens what was not sent where it belongs, to be corrected; null gives that up. */
  correct(entry: IOutboxEntry | null): Promise<void>;

  /**
   * Sends something in the place of what was not sent; `change` goes over its body.
   *
   * @throws Refused - it was delivered or discarded meanwhile
   */
  resend(entry: IOutboxEntry, change: Record<string, unknown>): Promise<void>;

  /** These four throw `Refused`; show its sentence beside the control. */
  remove(thread: Thread, commentId: string, erase: boolean): Promise<void>;
  setStatus(thread: Thread, status: 'open' | 'resolved'): Promise<void>;
  setBlocking(thread: Thread, blocking: boolean): Promise<void>;

  /** Puts the thread on the cell at the index, or detaches it with null. */
  place(thread: Thread, cellIndex: number | null): Promise<void>;

  markRead(thread: Thread): Promise<void>;

  /** A link that opens this file at the thread, without a token. */
  permalink(threadId: string): string;
}

/** The threads of an open notebook or other file, as the *Comments* panel lists them. */
export interface IListedThreads extends IThreads {
  /** Where the file is shown. */
  readonly widget: Widget;

  /** The file, where it is no notebook. */
  readonly file: IOpenFile | null;

  /** Requests to look that the server has not confirmed, and replies and edits whose thread is not here any more. */
  readonly otherUnsent: readonly IOutboxEntry[];
  readonly status: 'loading' | 'ready' | 'failed';

  /** The sentence to show when `status` is `failed`. */
  readonly problem: string | null;

  /** The sentence to show when it could not be found out where threads stand. */
  readonly placesProblem: string | null;

  reload(): Promise<void>;

  /** Asks again where the threads stand. */
  placeAgain(): Promise<void>;
}

/** The threads of one open notebook. */
export interface INotebookThreads extends IListedThreads {
  readonly panel: NotebookPanel;
  readonly looks: readonly Look[];
  readonly changed: ISignal<INotebookThreads, void>;

  askForLook(people: string[], line: string): Promise<void>;
  answerLook(look: Look): Promise<void>;
}

/** What there is on one row of a comparison. */
export interface IOnRow {
  readonly threads: readonly IPlacedThread[];
  readonly unsent: readonly IUnsentThread[];
  readonly composing: IComposing | null;
}

/** The threads of a notebook in a comparison: each on the side whose cell it fits best. */
export interface IComparedThreads extends IThreads, IDisposable {
  readonly compared: ICompared;

  /** Null for the side that is the notebook as it stands. */
  readonly versions: Readonly<Record<SideName, IVersion | null>>;
  on(row: Row): IOnRow;

  /** The cells of a side, which a new thread is put among. Throws `Refused`. */
  cells(side: SideName): Promise<readonly Schemas['Cell'][]>;

  /** Whether something that was opened is drawn again only because it came back into view. */
  isBack(key: string): boolean;
}

/** A file that is no notebook, open in a tab of another room. */
export interface IOpenFile {
  /** The tab it is shown in; of several the one that was worked in last. */
  readonly widget: Widget;

  /** Its path as JupyterLab names it. It may be renamed. */
  readonly serverPath: string;

  /** Its path or what it holds is another. */
  readonly changed: ISignal<unknown, unknown>;

  /** What the *Comments* panel says of it. */
  readonly words: IFileWords;
}

/** Such a file of which entries can be commented. */
export interface ICommentedFile extends IOpenFile {
  readonly widget: MainAreaWidget;

  /** Its entries as they stand, in their order on the page, the one for the whole file first; null until it was read. */
  readonly entries: readonly Entry[] | null;
}

/** How such a file is spoken of. */
export interface IFileWords {
  /** *This card* */
  readonly here: string;

  /** What to do where nothing is commented yet. */
  readonly empty: string;

  /** *Comment on the card* */
  readonly comment: string;
}

/** The threads of such a file. */
export interface IFileThreads extends IListedThreads, IPicks, IDisposable {
  readonly file: ICommentedFile;

  /** What there is on an entry, which is one of the file's. */
  on(entry: Entry): IOnRow;

  /** Opens the composer for a comment on one of the file's entries; while picking, puts the thread there. */
  begin(entry: Entry): Promise<void>;
}

/** Comments on the entries of a file, for the page of another room to show. Every part of it can be drawn by React. */
export interface IFileComments extends IDisposable {
  /** Something is to be drawn anew. */
  readonly changed: ISignal<IFileComments, void>;

  /** What the node that shows an entry carries, so that the keyboard and the mouse tell which it is. */
  attributes(entry: Entry): Readonly<Record<string, string>>;

  /** The count of its comments, and the button that begins one. */
  beside(entry: Entry): ReactNode;

  /** What is open on it: threads, the composer, what is not sent yet. Null when nothing is. */
  below(entry: Entry): ReactNode;

  /** The open thread, where what it was about is gone. */
  lost(): ReactNode;

  /** Whether `below` draws something for one of them. */
  isOpen(entries: readonly Entry[]): boolean;

  /** Whether a person is to pick one of the entries, so that none is to be folded away. */
  readonly isPicking: boolean;

  /** How many open threads stand on them. */
  count(entries: readonly Entry[]): number;
}

/** Where a new thread is about to be written. */
export interface IComposing {
  readonly target: Target;

  /** The id of the cell while the notebook is open, by which it is followed; null for the whole notebook. */
  readonly cellId: string | null;

  /** What is shown above the composer: the quoted text, or what is commented. */
  readonly about: string;
}

/** The threads of notebooks and other files. */
export interface IComments {
  /** The threads of what is in view, a notebook or another file; null when neither is. */
  readonly inView: IListedThreads | null;
  readonly inViewChanged: ISignal<IComments, IListedThreads | null>;

  /** The threads of the notebook in view; null when none is. */
  readonly current: INotebookThreads | null;
  readonly currentChanged: ISignal<IComments, INotebookThreads | null>;

  /** The threads of an open notebook. */
  of(panel: NotebookPanel): INotebookThreads;

  /** The threads of a notebook that is compared, until they are disposed of. */
  ofComparison(compared: ICompared): IComparedThreads;

  /** The threads of a file that is no notebook, until its tab is closed. */
  ofFile(file: ICommentedFile): IFileThreads;

  /** The threads of a text, until its file is closed. Each tab that shows it is told of by itself. */
  ofText(text: ICommentedText): ITextThreads;

  /** A text is opened with a widget factory, by its name, where a thread on it is opened. */
  openTextsWith(factory: string): void;

  /** Opens a text by its path as JupyterLab names it. */
  openText(serverPath: string): void;

  /** A tab shows a file of which `ofText` was asked. */
  addTab(text: ICommentedText, tab: Widget): void;

  /** Null until it is known. */
  readonly inbox: Inbox | null;

  /** The sentence to show when the inbox could not be fetched last time. */
  readonly inboxProblem: string | null;
  readonly inboxChanged: ISignal<IComments, Inbox | null>;

  /** Throws `Refused`. */
  refreshInbox(): Promise<void>;

  /** Opens a file by its project path at a thread. Throws when this server does not show the file. */
  openThread(project: Project, path: string, threadId: string): Promise<void>;

  /** All threads of the project, filtered by the server. */
  search(
    project: Project,
    query: { shelf?: 'open' | 'resolved' | 'mine' | 'mentions'; search?: string }
  ): Promise<Schemas['ThreadList']>;

  /** How many threads each notebook or other file of the project has. */
  notebooks(project: Project): Promise<Schemas['NotebookSummary'][]>;
}
export const IComments = new Token<IComments>(
  'jupyter-mlcollab:IComments',
  'Threads on notebooks and other files.'
);

/** Draws comments on the page of another room. */
export interface ICommentScreen {
  /** Comments on a file's entries. They end with its tab. */
  on(file: ICommentedFile): IFileComments;

  /** Comments on words of a text. They end with `dispose`. */
  onText(text: ICommentedText): ITextComments;

  /** The threads of texts are opened with a widget factory of JupyterLab, by its name. */
  openTextsWith(factory: string): void;

  /** As that of `IComments`. */
  openThread(project: Project, path: string, threadId: string): Promise<void>;
}
export const ICommentScreen = new Token<ICommentScreen>(
  'jupyter-mlcollab:ICommentScreen',
  'Draws comments on the pages of other rooms.'
);
