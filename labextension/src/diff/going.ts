import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { Changes } from './model';
import type { CellDetail, Row } from './tokens';

export interface IGoing {
  readonly app: JupyterFrontEnd;
  readonly tracker: INotebookTracker;
  readonly changes: Changes;
  readonly row: Row;
  readonly detail: CellDetail | null;

  /** The notebook's path as JupyterLab names it. */
  readonly path: string;
}

/** Shows the notebook, opened if need be, at a row's cell. */
export async function goToCell({
  app,
  tracker,
  changes,
  row,
  detail,
  path
}: IGoing): Promise<void> {
  const panel =
    tracker.find(({ context }) => context.localPath === path) ?? (await opened(app, path));
  app.shell.activateById(panel.id);
  await panel.context.ready;
  const index = changes.isSwapped ? row.old : row.new;
  const id = changes.isSwapped ? detail?.oldId : detail?.newId;
  const place = cellIndex(panel, id ?? null, index);
  if (place !== null) {
    panel.content.activeCellIndex = place;
    await panel.content.scrollToItem(place, 'smart');
  }
}

/** Opens a notebook. */
export async function opened(
  app: JupyterFrontEnd,
  path: string,
  options: DocumentRegistry.IOpenOptions = {}
): Promise<NotebookPanel> {
  return (await app.commands.execute('docmanager:open', {
    path,
    factory: 'Notebook',
    options: { ...options }
  })) as NotebookPanel;
}

/** Where the cell is now: by its id, since cells may have come and gone since the comparison, else by its place. */
function cellIndex(panel: NotebookPanel, id: string | null, index: number | null): number | null {
  const { widgets } = panel.content;
  const found = widgets.findIndex(({ model }) => model.id === id);
  if (found >= 0) {
    return found;
  }
  return index !== null && index < widgets.length ? index : null;
}
