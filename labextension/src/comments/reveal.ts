import type { Notebook } from '@jupyterlab/notebook';

/**
 * Makes a cell the active one and scrolls to it.
 *
 * @param isWanted - whether that is still to be done
 */
export async function reveal(
  notebook: Notebook,
  index: number,
  isWanted: () => boolean
): Promise<void> {
  const cell = notebook.widgets[index];
  if (cell === undefined || !isWanted()) {
    return;
  }
  notebook.activeCellIndex = index;
  notebook.deselectAll();
  await scroll(notebook, index);
  if (!cell.isAttached) {
    // JupyterLab draws a long notebook bit by bit, and waits for a cell to scroll to for ten seconds only.
    await cell.ready;
    const now = notebook.widgets.indexOf(cell);
    if (now >= 0 && isWanted()) {
      await scroll(notebook, now);
    }
  }
}

/** Another place may be scrolled to before this is done: then JupyterLab rejects it, and that place is the one wanted. */
function scroll(notebook: Notebook, index: number): Promise<void> {
  return notebook.scrollToItem(index, 'smart').catch(() => undefined);
}
