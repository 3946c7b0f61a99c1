import type { ICell, IOutput } from '@jupyterlab/nbformat';
import type { INotebookModel } from '@jupyterlab/notebook';
import { replacement } from './hunks';
import type { Row } from './tokens';

type Notebook = INotebookModel['sharedModel'];
type Cell = Notebook['cells'][number];
export type Kinds = Row['kinds'];

/** A cell as it was when two notebooks were compared. `index` is where it stood. */
export interface ICompared {
  readonly index: number;
  readonly cell: ICell;
}

/**
 * Where a compared cell is now.
 *
 * @returns null when it is not there any more, or not as it was compared
 */
export function locate(notebook: Notebook, { index, cell }: ICompared): number | null {
  const { cells } = notebook;
  const id = idOf(cell);
  const isIt = (each: Cell): boolean =>
    (id === null || each.id === id) &&
    each.cell_type === cell.cell_type &&
    each.source === sourceOf(cell);
  const here = cells[index];
  if (here !== undefined && isIt(here)) {
    return index;
  }
  const found = cells.flatMap((each, at) => (isIt(each) ? [at] : []));
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** Puts a cell that was removed back below another; at the beginning when that is null. */
export function insertCell(notebook: Notebook, cell: ICell, after: number | null): void {
  const id = idOf(cell);
  const isTaken = notebook.cells.some(each => each.id === id);
  notebook.insertCell((after ?? -1) + 1, {
    ...cell,
    id: isTaken || id === null ? undefined : id,
    metadata: metadataOf(cell)
  });
}

/** Where a cell stands once it is moved below another; at the beginning when that is null. */
export function placeBelow(from: number, after: number | null): number {
  return after === null ? 0 : from > after ? after + 1 : after;
}

/**
 * Makes a cell as another in the kinds given, at the place `to`; the rest of it stays.
 *
 * More than a source is a new cell with the same id in the place of the old one, as when JupyterLab changes a cell's
 * type: its models join outputs wrongly that are exchanged in one step, and learn of moves only after it.
 */
export function restoreCell(
  notebook: Notebook,
  index: number,
  there: ICell,
  kinds: Kinds,
  to = index
): void {
  const cell = notebook.getCell(index);
  if (to === index && kinds.every(kind => kind === 'source')) {
    setSource(cell, kinds.length > 0 ? sourceOf(there) : cell.source);
    return;
  }
  const restored = joined(cell.toJSON(), there, kinds);
  notebook.deleteCell(index);
  notebook.insertCell(to, restored);
}

/** Writes a source with one edit, so that cursors elsewhere in it stay. */
export function setSource(cell: Pick<Cell, 'source' | 'updateSource'>, source: string): void {
  const { start, end, text } = replacement(cell.source, source);
  cell.updateSource(start, end, text);
}

/** Whether outputs may stand in a cell whose outputs the person trusts: none of them can run anything. */
export function areHarmless(outputs: readonly IOutput[]): boolean {
  const harmless = ['text/plain', 'image/png', 'image/jpeg'];
  return outputs.every(
    ({ output_type: kind, data }) =>
      kind === 'stream' ||
      kind === 'error' ||
      Object.keys(data ?? {}).every(mime => harmless.includes(mime))
  );
}

export function outputsOf(cell: ICell): IOutput[] {
  return Array.isArray(cell.outputs) ? (cell.outputs as IOutput[]) : [];
}

function joined(here: ICell, there: ICell, kinds: Kinds): ICell {
  const isRetyped = kinds.includes('cell_type');
  const from = (...these: Kinds): ICell =>
    isRetyped || these.some(kind => kinds.includes(kind)) ? there : here;
  const { outputs } = from('outputs');
  const { attachments } = from('attachments');
  const metadata = metadataOf(kinds.includes('metadata') ? there : here);
  // What the person trusts stays so unless it comes from elsewhere and could run.
  const isSafe = from('outputs') === here || areHarmless(outputsOf(there));
  const isTrusted = here.metadata.trusted === true && isSafe;
  return {
    id: idOf(here) ?? undefined,
    cell_type: isRetyped ? there.cell_type : here.cell_type,
    source: sourceOf(kinds.includes('source') ? there : here),
    metadata: isTrusted ? { ...metadata, trusted: true } : metadata,
    ...(outputs !== undefined && { outputs }),
    // The number belongs to the run that made the outputs.
    execution_count: from('outputs', 'execution_count').execution_count ?? null,
    ...(attachments !== undefined && { attachments })
  };
}

/** A file that says it is to be trusted is not asked. */
function metadataOf(cell: ICell): ICell['metadata'] {
  const { metadata } = cell as Partial<ICell>;
  return Object.fromEntries(Object.entries(metadata ?? {}).filter(([name]) => name !== 'trusted'));
}

function sourceOf({ source }: ICell): string {
  return Array.isArray(source) ? source.join('') : source;
}

function idOf(cell: ICell): string | null {
  const { id } = cell as { id?: unknown };
  return typeof id === 'string' ? id : null;
}
