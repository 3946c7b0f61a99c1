import type { IOutput } from '@jupyterlab/nbformat';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { Token } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import type { ReactNode } from 'react';
import type { Project, Schemas } from '../core/tokens';

export type Comparison = Schemas['Comparison'];
export type Row = Schemas['Row'];
export type CellDetail = Schemas['CellDetail'];
export type WholeCell = Schemas['WholeCell'];
export type OutputPair = Schemas['OutputPair'];
export type Media = Schemas['Media'];
export type ValueChange = Schemas['ValueChange'];
export type Export = Schemas['Export'];
export type ExportForm = Schemas['ExportRequest']['form'];
export type Side = Schemas['CompareRequest']['old'];

/** How much an open notebook, as it stands unsaved, differs from the last commit. */
export interface INotebookChanges {
  /** Cells that differ, as far as the person wants to see it; null while unknown. */
  readonly count: number | null;

  /** False where there is nothing to compare with: no repository, or no commit. */
  readonly isComparable: boolean;
  readonly changed: ISignal<INotebookChanges, void>;
}

export type SideName = 'old' | 'new';

/** A part of the source on one side of a row, in UTF-16 code units, `end` not included. */
export interface ISourcePart {
  readonly side: SideName;
  readonly start: number;
  readonly end: number;
}

/** Two sides that a tab compares, for a room that adds something of its own to what is shown. */
export interface ICompared {
  readonly project: Project;

  /** The notebook's path as JupyterLab names it, as it is now. */
  readonly serverPath: string;

  /** Null until the first answer. */
  readonly comparison: Comparison | null;

  /** Whether the person can see the tab now. */
  readonly isVisible: boolean;

  /** Another comparison is shown, or it is shown in another way. */
  readonly changed: ISignal<unknown, void>;

  /** Every cell of a side. Throws `Refused`. */
  cells(side: SideName): Promise<readonly Schemas['Cell'][]>;

  /** An output of a cell as the notebook holds it. Throws `Refused`. */
  output(side: SideName, cell: number, ordinal: number): Promise<IOutput>;

  /** Brings a row into view, out of the unchanged ones it is folded with. */
  show(row: Row): void;
}

/** What another room adds to a comparison in view. */
export interface IAddition extends IDisposable {
  /** What is added has changed: everything in view is drawn again. */
  readonly changed: ISignal<unknown, void>;

  /** What is offered beside each line of a source; null for nothing. */
  readonly atSource: ISourceAction | null;

  /** In the bar above a cell. */
  inBar(row: Row, detail: CellDetail | null): ReactNode;

  /** Below a cell. */
  below(row: Row): ReactNode;

  /** Below an output that differs. */
  atOutput(row: Row, pair: OutputPair): ReactNode;

  /** In the row that stands for unchanged cells. */
  inFold(rows: readonly Row[]): ReactNode;
}

export interface ISourceAction {
  /** @param line - from 1 */
  label(line: number): string;
  run(row: Row, part: ISourcePart): void;
}

/** Where two texts differ: runs of lines from 0, and words within them in UTF-16 code units. */
export type ITextDifference = Pick<Schemas['TextComparison'], 'lines' | 'ranges'>;

/** A notebook as a commit has it. */
export interface ICommitted {
  /** As the project names it. */
  readonly path: string;

  /** Any name that git knows a commit by. */
  readonly commit: string;
}

/** Shows what changed in notebooks. */
export interface IDiffs {
  /** Shows what changed in an open notebook since the last commit, where that is shown already if it is. */
  open(panel: NotebookPanel): Promise<void>;

  /**
   * Shows what changed from one commit to another, of one notebook or of two. What git does not know is said there.
   *
   * @param serverPath - of the newer notebook, as JupyterLab names it
   */
  openCommits(serverPath: string, old: ICommitted, now: ICommitted): Promise<void>;

  /**
   * Shows a notebook as a commit has it beside how it is saved now. What git does not know is said there.
   *
   * @param serverPath - as JupyterLab names it
   */
  openSince(serverPath: string, commit: string): Promise<void>;

  changesOf(panel: NotebookPanel): INotebookChanges;

  /**
   * Shows by line where two texts differ, in an element, until it is disposed of.
   *
   * @param change - where they differ, as far as the server said
   */
  showTexts(
    host: HTMLElement,
    old: string,
    now: string,
    label: string,
    change?: ITextDifference
  ): IDisposable;

  /** Adds something to every comparison that will be shown. */
  decorate(add: (compared: ICompared) => IAddition): void;
}
export const IDiffs = new Token<IDiffs>(
  'jupyter-mlcollab:IDiffs',
  'Shows what changed in notebooks.'
);
