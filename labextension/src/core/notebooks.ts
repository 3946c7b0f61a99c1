import type { INotebookContent } from '@jupyterlab/nbformat';
import type { NotebookPanel } from '@jupyterlab/notebook';

/** The notebook's JSON as it would be saved: JupyterLab's mark of trusted cells never gets into the file. */
export function contentOf(panel: NotebookPanel): string {
  const notebook = panel.context.model.toJSON() as INotebookContent;
  const cells = notebook.cells.map(cell => {
    const metadata = Object.entries(cell.metadata).filter(([name]) => name !== 'trusted');
    return { ...cell, metadata: Object.fromEntries(metadata) };
  });
  return JSON.stringify({ ...notebook, cells });
}
