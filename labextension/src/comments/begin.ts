import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IAnchors, Target } from '../anchors/tokens';
import type { Editors } from './editors';
import type { IComments } from './tokens';

const LONGEST_ABOUT = 200;

/** Opens the composer for a new thread, in its four places. */
export class Begin {
  constructor(
    private readonly _comments: IComments,
    private readonly _anchors: IAnchors,
    private readonly _editors: Editors,
    private readonly _trans: TranslationBundle
  ) {}

  onNotebook(panel: NotebookPanel): void {
    const about = this._trans.__('On the whole notebook');
    this._comments.of(panel).compose({ target: { kind: 'notebook' }, cellId: null, about });
  }

  onCell(panel: NotebookPanel, index: number): void {
    const target = this._anchors.onCell(panel.context.model, index);
    const about = this._trans.__('On cell %1', index + 1);
    this._compose(panel, target, index, about);
  }

  /** On what is selected in the cell's source, else on the cell. */
  onSelection(panel: NotebookPanel, index: number): void {
    const notebook = panel.context.model;
    const state = this._editors.of(notebook.cells.get(index).id)?.state;
    const { from = 0, to = 0 } = state?.selection.main ?? {};
    if (state === undefined || from === to) {
      this.onCell(panel, index);
      return;
    }
    const target = this._anchors.onSource(notebook, index, from, to);
    const text = state.sliceDoc(from, to).trim();
    this._compose(panel, target, index, shortened(text));
  }

  /** On one output of a cell, by its number from 0. */
  async onOutput(panel: NotebookPanel, index: number, ordinal: number): Promise<void> {
    const { model } = panel.context;
    const cellId = model.cells.get(index).id;
    const target = await this._anchors.onOutput(model, index, ordinal);
    const about = this._trans.__('On an output of cell %1', index + 1);
    this._comments.of(panel).compose({ target, cellId, about });
  }

  private _compose(panel: NotebookPanel, target: Target, index: number, about: string): void {
    const cellId = panel.context.model.cells.get(index).id;
    this._comments.of(panel).compose({ target, cellId, about });
  }
}

/** A text that is quoted above a composer. */
export function shortened(text: string): string {
  return text.length > LONGEST_ABOUT ? `${text.slice(0, LONGEST_ABOUT)}…` : text;
}
