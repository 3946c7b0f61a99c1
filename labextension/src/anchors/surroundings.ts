import type { ICellModel } from '@jupyterlab/cells';
import type { INotebookModel } from '@jupyterlab/notebook';
import type { Schemas } from '../core/tokens';
import { headingPath, headingsOf } from './headings';
import type { Surroundings } from './tokens';

/** From 4.5 on the notebook format has cell ids; JupyterLab invents one for each cell of an older file at every open. */
const MINOR_WITH_IDS = 5;
const LONGEST_ID = 128;
const LONGEST_HEADING = 1000;
const LONE_SURROGATE = /\p{Surrogate}/gu;
const NUMBER = /^\d+$/;

/** Each cell of the notebook as it stands now. `id` is null when the file carries none. */
export function cellsOf(notebook: INotebookModel): Schemas['Cell'][] {
  const hasIds = fileHasIds(notebook);
  return [...notebook.cells].map(cell => ({
    id: hasIds ? idOf(cell) : null,
    cellType: typeOf(cell),
    source: wellFormed(cell.sharedModel.getSource())
  }));
}

/**
 * A cell and what stands around it.
 *
 * @throws RangeError - the notebook has no cell with this index
 */
export function surroundingsOf(notebook: INotebookModel, index: number): Surroundings {
  return surroundingsAmong(cellsOf(notebook), index, null);
}

/**
 * A cell among the cells of a version of a notebook.
 *
 * @param madeOn - what the version is called; null for the notebook as it stands
 * @throws RangeError - there is no cell with this index
 */
export function surroundingsAmong(
  cells: readonly Schemas['Cell'][],
  index: number,
  madeOn: string | null
): Surroundings {
  const cell = cells[index];
  if (cell === undefined) {
    throw new RangeError(`The notebook has no cell ${index}.`);
  }
  return {
    cellId: cell.id,
    cellType: cell.cellType,
    index,
    cellCount: cells.length,
    idsTrusted: idsTrusted(cells),
    source: cell.source,
    previousSource: cells[index - 1]?.source ?? null,
    nextSource: cells[index + 1]?.source ?? null,
    headings: headingsAbove(cells, index),
    madeOn
  };
}

/** Whether a cell's id can tell which cell it is: all have one, no two the same, and they are no mere numbering. */
export function idsTrusted(cells: readonly Pick<Schemas['Cell'], 'id'>[]): boolean {
  const ids = cells.map(cell => cell.id);
  return (
    ids.every(id => id !== null) &&
    new Set(ids).size === ids.length &&
    !ids.every(id => NUMBER.test(id))
  );
}

/** `text` with each half of a character replaced by U+FFFD; no position changes. */
export function wellFormed(text: string): string {
  return text.replace(LONE_SURROGATE, '\uFFFD');
}

function fileHasIds(notebook: INotebookModel): boolean {
  // A notebook converted from format 3 as it was opened got its ids from the reader.
  const converted = (notebook.getMetadata('orig_nbformat') ?? notebook.nbformat) !== 4;
  return !converted && notebook.nbformatMinor >= MINOR_WITH_IDS;
}

function idOf(cell: ICellModel): string | null {
  return cell.id !== '' && cell.id.length <= LONGEST_ID ? wellFormed(cell.id) : null;
}

function typeOf(cell: ICellModel): Schemas['Cell']['cellType'] {
  return cell.type === 'code' || cell.type === 'markdown' ? cell.type : 'raw';
}

function headingsAbove(cells: readonly Schemas['Cell'][], index: number): string[] {
  const markdown = cells.slice(0, index).filter(cell => cell.cellType === 'markdown');
  const path = headingPath(markdown.flatMap(cell => headingsOf(cell.source)));
  return path.map(heading => wellFormed(heading.slice(0, LONGEST_HEADING)));
}
