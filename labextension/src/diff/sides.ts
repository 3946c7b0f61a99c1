import type { INotebookContent } from '@jupyterlab/nbformat';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Side } from './tokens';

/** Tells a side as it is now: an unsaved notebook is read anew each time. */
export type SideSource = (path: string) => Side;

export const atHead: SideSource = path => ({ kind: 'revision', path, revision: 'HEAD' });
export const asSaved: SideSource = path => ({ kind: 'file', path });
export const atCheckpoint: SideSource = path => ({ kind: 'checkpoint', path, checkpoint: null });

/** The notebook as it stands in the browser; as saved once it was closed. */
export function asOpen(panel: NotebookPanel): SideSource {
  return path =>
    panel.isDisposed ? asSaved(path) : { kind: 'live', path, content: contentOf(panel) };
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
