import type { EditorView } from '@codemirror/view';
import type { MainAreaWidget } from '@jupyterlab/apputils';
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import type { Widget } from '@lumino/widgets';
import type { IListedThreads, IOpenFile, Thread } from './tokens';

/** A range of a text, in UTF-16 code units, `end` exclusive. */
export interface ITextRange {
  readonly start: number;
  readonly end: number;
}

/** A file that is no notebook, whose text can be commented, such as a page. It may be open in several tabs. */
export interface ICommentedText extends IOpenFile {
  /** As it stands in JupyterLab, saved or not; null until it was read. */
  readonly text: string | null;

  /** Whether a tab with it is in view. */
  readonly isVisible: boolean;

  /** What a comment that is begun now is on: what is selected, else the line of the cursor; null for the whole of it. */
  selection(): ITextRange | null;

  /** Its last tab was closed. */
  readonly closed: ISignal<unknown, void>;
}

/** How a person puts threads elsewhere in a file that is no notebook. */
export interface IPicks {
  /** What is picked there. */
  readonly picked: 'words' | 'part';

  /** The thread whose place a person is about to pick, or null. */
  readonly picking: Thread | null;

  /** What went wrong when it was put there last. */
  readonly pickProblem: string | null;
  pick(thread: Thread | null): void;

  /** Puts a thread where it stands now for good, or nowhere. Throws `Refused`. */
  settle(thread: Thread, isHere: boolean): Promise<void>;
}

/** The threads of such a file. */
export interface ITextThreads extends IListedThreads, IPicks, IDisposable {
  readonly file: ICommentedText;

  /** Where a thread, or what is not sent, stands in the text as it is; null on all of it, and where it is lost. */
  rangeOf(id: string): ITextRange | null;

  /** Where the new thread that is being written stands. */
  readonly composingRange: ITextRange | null;

  /** Opens the composer for a comment on a range, or on all of it; while picking, puts the thread there. */
  begin(range: ITextRange | null): Promise<void>;
}

/** A range of a text that a thread is about. */
export interface ITextMark extends ITextRange {
  readonly threadId: string;

  /** The words as they were when the thread was opened. */
  readonly quote: string;
  readonly isOpen: boolean;
}

/** Something that is open, to be shown beneath the text it is about; on no range, above all of it. */
export interface IOpenPart {
  readonly range: ITextRange | null;

  /** Stays the same node as long as it is open. */
  readonly node: HTMLElement;
}

/** What is open in one tab. */
export interface IOpenParts extends IDisposable {
  readonly all: readonly IOpenPart[];
  readonly changed: ISignal<IOpenParts, void>;
}

/** The *Comment* button beside a selection. */
export interface ISelectionButton extends IDisposable {
  /** Shows it at the place where the selection ends. */
  offer(at: DOMRect, isUpwards: boolean): void;
  hide(): void;
}

/** Draws comments on a text in its tabs. */
export interface ITextComments extends IDisposable {
  readonly threads: ITextThreads;

  /** A tab shows the text: it is followed with it, and asks for the words that a person is to pick. */
  addTab(tab: MainAreaWidget): void;

  /** Something is to be drawn anew. */
  readonly changed: ISignal<ITextComments, void>;
  readonly marks: readonly ITextMark[];

  /** The count of some threads, which opens the first of them; null where nothing is to be shown. */
  marker(threadIds: readonly string[]): HTMLElement | null;

  /**
   * What is open, as long as the tab is the one worked in last.
   *
   * @param leave - gives the keyboard back to where a thread was opened from
   */
  partsIn(tab: Widget, leave: (threadId: string | null) => void): IOpenParts;

  /** @param begin - what a press does, besides hiding it */
  selectionButton(host: HTMLElement, begin: () => void): ISelectionButton;

  /** Shows marks and what is open in an editor of the text. */
  inEditor(view: EditorView, tab: Widget): IDisposable;
}
