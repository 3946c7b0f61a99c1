import type { Notebook } from '@jupyterlab/notebook';
import { describe, expect, it, vi } from 'vitest';
import { reveal } from '../reveal';

function notebookOf(isAttached: boolean) {
  let draw = (): void => undefined;
  const ready = new Promise<void>(resolve => (draw = resolve));
  const widgets = [{ isAttached: true }, { isAttached, ready }];
  const scrollToItem = vi.fn(() => Promise.resolve());
  const notebook = { widgets, activeCellIndex: 0, deselectAll: vi.fn(), scrollToItem };
  return { notebook: notebook as unknown as Notebook, widgets, scrollToItem, draw };
}

describe('a cell that is shown', () => {
  it('is scrolled to once when it is drawn', async () => {
    const { notebook, scrollToItem } = notebookOf(true);
    await reveal(notebook, 1, () => true);
    expect(notebook.activeCellIndex).toBe(1);
    expect(scrollToItem.mock.calls).toEqual([[1, 'smart']]);
  });

  it('is scrolled to again where it was drawn too late, at the place it has then', async () => {
    const { notebook, widgets, scrollToItem, draw } = notebookOf(false);
    const revealed = reveal(notebook, 1, () => true);
    await Promise.resolve();
    widgets.unshift({ isAttached: true });
    draw();
    await revealed;
    expect(scrollToItem.mock.calls).toEqual([
      [1, 'smart'],
      [2, 'smart']
    ]);
  });

  it('is left alone when it is not wanted any more', async () => {
    const { notebook, scrollToItem, draw } = notebookOf(false);
    let isWanted = true;
    const revealed = reveal(notebook, 1, () => isWanted);
    await Promise.resolve();
    isWanted = false;
    draw();
    await revealed;
    await reveal(notebook, 0, () => isWanted);
    expect(scrollToItem).toHaveBeenCalledTimes(1);
  });

  it('may be overtaken by another', async () => {
    const { notebook, scrollToItem } = notebookOf(true);
    scrollToItem.mockRejectedValueOnce('Scrolling to a new item is requested.');
    await expect(reveal(notebook, 1, () => true)).resolves.toBeUndefined();
  });

  it('may not be there', async () => {
    const { notebook, scrollToItem } = notebookOf(true);
    await reveal(notebook, -1, () => true);
    await reveal(notebook, 9, () => true);
    expect(scrollToItem).not.toHaveBeenCalled();
  });
});
