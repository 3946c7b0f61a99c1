import type { IOutput } from '@jupyterlab/nbformat';
import type { INotebookModel } from '@jupyterlab/notebook';
import { Token } from '@lumino/coreutils';
import type { Schemas } from '../core/tokens';

export type Target =
  | Schemas['NotebookTarget']
  | Schemas['CellTarget']
  | Schemas['SourceTarget']
  | Schemas['OutputTarget']
  | Schemas['EntryTarget']
  | Schemas['FileTarget']
  | Schemas['TextTarget'];
export type Surroundings = Schemas['Surroundings'];
export type Placement = Schemas['Placement'];
export type Anchor = Schemas['Anchor'];

/** A named part of a file that is no notebook, as it stands. */
export type Entry = Schemas['FileEntry'];

/** Says where something is in an open notebook, in the words the server keeps. Reads the model, never the file. */
export interface IAnchors {
  /** Every cell as it stands now, saved or not: what a placement is computed from. */
  cells(notebook: INotebookModel): Schemas['Cell'][];

  /** @throws RangeError - there is no such cell; so do the two below */
  onCell(notebook: INotebookModel, index: number): Schemas['CellTarget'];

  /** A range of a cell's source, in UTF-16 code units, `end` exclusive. */
  onSource(
    notebook: INotebookModel,
    index: number,
    start: number,
    end: number
  ): Schemas['SourceTarget'];

  /** One output of a cell, by its number from 0. */
  onOutput(
    notebook: INotebookModel,
    index: number,
    ordinal: number
  ): Promise<Schemas['OutputTarget']>;

  /**
   * A cell among the cells of any version of a notebook; `madeOn` names the version, null is the notebook as it stands.
   *
   * @throws RangeError - there is no such cell
   */
  around(cells: readonly Schemas['Cell'][], index: number, madeOn: string | null): Surroundings;

  /** An output, the `ordinal`th of its cell from 0, of any version of a notebook. */
  outputTarget(
    surroundings: Surroundings,
    ordinal: number,
    output: IOutput
  ): Promise<Schemas['OutputTarget']>;

  /** A range of the text of a file that is no notebook, in UTF-16 code units, `end` exclusive. Of a long one the beginning. */
  onText(text: string, start: number, end: number): Schemas['TextTarget'];

  /** SHA-256 of what a person sees of an output, 64 hexadecimal digits: equal results have equal fingerprints. */
  fingerprint(output: IOutput): Promise<string>;
}
export const IAnchors = new Token<IAnchors>(
  'jupyter-mlcollab:IAnchors',
  'Says where something is in an open notebook.'
);
