import type { INotebookModel } from '@jupyterlab/notebook';
import type { IAnchors, Target } from '../anchors/tokens';
import type { IPlace } from './placing';
import type { Thread } from './tokens';

/**
 * What a thread is about once a person has put it on a cell: the same part as before where the cell has that, else the
 * whole cell.
 *
 * @param place - where the thread stands now
 * @param cellIndex - the cell, or null to put it on none
 */
export async function targetAt(
  anchors: IAnchors,
  notebook: INotebookModel,
  thread: Thread,
  { placement, cellIndex: isAt }: IPlace,
  cellIndex: number | null
): Promise<Target | null> {
  if (cellIndex === null) {
    return null;
  }
  const { quoteStart = null, quoteEnd = null } = placement ?? {};
  if (isAt === cellIndex && quoteStart !== null && quoteEnd !== null) {
    return anchors.onSource(notebook, cellIndex, quoteStart, quoteEnd);
  }
  const output = thread.anchor?.output ?? null;
  if (output === null) {
    return anchors.onCell(notebook, cellIndex);
  }
  return anchors
    .onOutput(notebook, cellIndex, output.ordinal)
    .catch(() => anchors.onCell(notebook, cellIndex));
}
