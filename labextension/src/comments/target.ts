import type { NotebookPanel } from '@jupyterlab/notebook';
import type { IAnchors, Target } from '../anchors/tokens';
import { UNPLACED, type Placing } from './placing';
import type { Thread } from './tokens';

/** What a thread is about once it is put on a cell: the same part of it where that is there, else the whole cell. */
export async function targetAt(
  { context: { model } }: NotebookPanel,
  anchors: IAnchors,
  thread: Thread,
  placing: Placing | null,
  cellIndex: number
): Promise<Target> {
  const { placement, cellIndex: isAt } = placing?.of(thread.id) ?? UNPLACED;
  const { quoteStart = null, quoteEnd = null } = placement ?? {};
  if (isAt === cellIndex && quoteStart !== null && quoteEnd !== null) {
    return anchors.onSource(model, cellIndex, quoteStart, quoteEnd);
  }
  const output = thread.anchor?.output ?? null;
  if (output === null) {
    return anchors.onCell(model, cellIndex);
  }
  return anchors
    .onOutput(model, cellIndex, output.ordinal)
    .catch(() => anchors.onCell(model, cellIndex));
}
