import type { NotebookPanel } from '@jupyterlab/notebook';
import { contentOf } from '../core/notebooks';
import type { Choice } from './choice';
import type { Side } from './tokens';

/**
 * A side as it is now: an unsaved notebook is read anew each time.
 *
 * @param path - the notebook's, as the project names it
 * @param panel - the notebook where it is open; null where it is not
 */
export async function sideOf(
  choice: Choice,
  path: string,
  panel: NotebookPanel | null
): Promise<Side> {
  if (choice.kind !== 'open') {
    return { ...choice, path };
  }
  await panel?.context.ready;
  return panel === null || panel.isDisposed
    ? { kind: 'file', path }
    : { kind: 'live', path, content: contentOf(panel) };
}
