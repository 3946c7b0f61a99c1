import type { NotebookPanel } from '@jupyterlab/notebook';
import { Token } from '@lumino/coreutils';
import type { ISignal } from '@lumino/signaling';
import type { Schemas } from '../core/tokens';

export type Comparison = Schemas['Comparison'];
export type Row = Schemas['Row'];
export type CellDetail = Schemas['CellDetail'];
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

/** Shows what changed in notebooks. */
export interface IDiffs {
  /** Shows what changed in an open notebook since the last commit, where that is shown already if it is. */
  open(panel: NotebookPanel): Promise<void>;

  changesOf(panel: NotebookPanel): INotebookChanges;
}
export const IDiffs = new Token<IDiffs>(
  'jupyter-mlcollab:IDiffs',
  'Shows what changed in notebooks.'
);
