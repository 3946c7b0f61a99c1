import type { INotebookContent } from '@jupyterlab/nbformat';
import type { NotebookPanel } from '@jupyterlab/notebook';
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

/** The notebook's JSON as it would be saved: JupyterLab's mark of trusted cells never gets into the file. */
export function contentOf(panel: NotebookPanel): string {
  const notebook = panel.context.model.toJSON() as INotebookContent;
  const cells = notebook.cells.map(cell => {
    const metadata = Object.entries(cell.metadata).filter(([name]) => name !== 'trusted');
    return { ...cell, metadata: Object.fromEntries(metadata) };
  });
  return JSON.stringify({ ...notebook, cells });
}
