import type { TranslationBundle } from '@jupyterlab/translation';
import { lineAt, placeParts, type IPlaceParts } from './label';
import { revealBidi } from '../ui/bidi';
import type { INotebookThreads, IPlacedThread, IThreads } from './tokens';

/** The cell a new thread is written on now; null for the whole notebook, and when the cell is gone meanwhile. */
export function composingIndex({ composing, panel }: INotebookThreads): number | null {
  const id = composing?.cellId ?? null;
  const index = id === null ? -1 : panel.content.widgets.findIndex(({ model }) => model.id === id);
  return index < 0 ? null : index;
}

/** Where a thread stands now, for people; in a comparison also on which version. */
export function partsOf(
  threads: IThreads,
  placed: IPlacedThread,
  trans: TranslationBundle
): IPlaceParts {
  const { thread, placement, cellIndex, version = null } = placed;
  const start = placement?.quoteStart ?? null;
  const source = start === null ? null : threads.sourceOf(placed);
  const line = start === null || source === null ? null : lineAt(source, start);
  const parts = placeParts(thread.anchor, cellIndex, line, trans);
  return version === null
    ? parts
    : { ...parts, part: trans.__('%1 in %2', parts.part, revealBidi(version.title)) };
}
