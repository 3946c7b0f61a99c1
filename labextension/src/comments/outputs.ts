import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { ICodeCellModel } from '@jupyterlab/cells';
import type { NotebookPanel } from '@jupyterlab/notebook';

const OUTPUT = 'jp-OutputArea-child';

export interface IOutputPlace {
  /** The cell's number, from 0. */
  readonly index: number;

  /** The output's number in the cell, from 0. */
  readonly ordinal: number;
}

/** The output the context menu was opened on. */
export function outputUnderMouse(
  app: Pick<JupyterFrontEnd, 'contextMenuHitTest'>,
  panel: NotebookPanel
): IOutputPlace | null {
  const node = app.contextMenuHitTest(({ classList }) => classList.contains(OUTPUT));
  const index = panel.content.widgets.findIndex(cell => node && cell.node.contains(node));
  const area = panel.content.widgets[index]?.node.querySelector('.jp-Cell-outputArea');
  const ordinal = [...(area?.children ?? [])]
    .filter(({ classList }) => classList.contains(OUTPUT))
    .findIndex(child => child.contains(node ?? null));
  return node && ordinal >= 0 ? { index, ordinal } : null;
}

/** The first output of the active cell. */
export function outputOfActiveCell({ content }: NotebookPanel): IOutputPlace | null {
  const model = content.activeCell?.model;
  const has = model?.type === 'code' && (model as ICodeCellModel).outputs.length > 0;
  return has ? { index: content.activeCellIndex, ordinal: 0 } : null;
}
