import type { TranslationBundle } from '@jupyterlab/translation';
import { lineAt, placeParts, type IPlaceParts } from './label';
import type { INotebookThreads, IPlacedThread } from './tokens';

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
