import type { TranslationBundle } from '@jupyterlab/translation';
import { lineAt, placeParts, type IPlaceParts } from './label';
import type { INotebookThreads, IPlacedThread } from './tokens';

/** The cell a new thread is written on now; null for the whole notebook, and when the cell is gone meanwhile. */
export function composingIndex({ composing, panel }: INotebookThreads): number | null {
  const id = composing?.cellId ?? null;
  const index = id === null ? -1 : panel.content.widgets.findIndex(({ model }) => model.id === id);
  return index < 0 ? null : index;
}

/** Where a thread of an open notebook stands now, for people. */
export function partsOf(
  { panel }: INotebookThreads,
  { thread, placement, cellIndex }: IPlacedThread,
  trans: TranslationBundle
): IPlaceParts {
  const start = placement?.quoteStart ?? null;
  const cells = panel.content.model?.cells;
  const isHere = start !== null && cellIndex !== null && cells && cellIndex < cells.length;
  const line = isHere ? lineAt(cells.get(cellIndex).sharedModel.getSource(), start) : null;
  return placeParts(thread.anchor, cellIndex, line, trans);
}
