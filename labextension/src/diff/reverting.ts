import type { ICell } from '@jupyterlab/nbformat';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import { withLinesOf, type LineRange } from './hunks';
import type { Changes } from './model';
import {
  insertCell,
  locate,
  placeBelow,
  restoreCell,
  setSource,
  type ICompared,
  type Kinds
} from './putback';
import type { Row } from './tokens';
import { undoOf, type Undo } from './undoing';

type Notebook = NonNullable<NotebookPanel['model']>['sharedModel'];

export interface IRevertingOptions {
  readonly changes: Changes;
  readonly trans: TranslationBundle;

  /** The notebook if it is open. */
  find(): NotebookPanel | null;

  /** Opens it, behind the tab that is in view. */
  open(): Promise<NotebookPanel>;

  /** Something was reverted: offers to take that back. */
  told(sentence: string, undo: Undo): void;
}

/** A row's cell on both sides of a comparison, by which of them is in the notebook that can be edited. */
interface ICellPair {
  readonly here: ICompared | null;
  readonly there: ICompared | null;
}

/** Puts what changed back into the notebook as it is open, so that it can be undone there. */
export class Reverting {
  constructor(private readonly _options: IRevertingOptions) {}

  /** Whether one of the two sides can be edited. */
  get isOffered(): boolean {
    const panel = this._options.find();
    return this._options.changes.liveSide !== null && (panel === null || isWritable(panel));
  }

  /**
   * Makes a row's cell as it is on the other side, at its place.
   *
   * @throws Error - with a sentence why nothing was reverted
   */
  async revertCell(row: Row): Promise<void> {
    const { changes, trans } = this._options;
    const pair = await this._pair(row);
    const before = row.moved || pair.here === null ? await this._before(row) : null;
    const panel = await this._panel();
    const kinds = row.kinds.filter(kind => kind !== 'source' || changes.shown.has('source'));
    const undo = this._edit(
      panel,
      notebook => {
        const at = pair.here && this._at(notebook, pair.here);
        const after = before && this._at(notebook, before);
        return { at, run: () => apply(notebook, row, pair, at, after, kinds) };
      },
      isSourceOnly(row, pair, kinds)
    );
    await this._told(trans.__('Cell %1 reverted', numberOf(row)), undo);
  }

  /**
   * Makes lines of a row's source as they are on the other side.
   *
   * @throws Error - with a sentence why nothing was reverted
   */
  async revertLines(row: Row, [oldStart, oldEnd, newStart, newEnd]: LineRange): Promise<void> {
    const { changes, trans } = this._options;
    const { here, there } = await this._pair(row);
    if (here === null || there === null) {
      return this.revertCell(row);
    }
    const old = [oldStart, oldEnd] as const;
    const now = [newStart, newEnd] as const;
    const [mine, theirs] = changes.liveSide === 'new' ? [now, old] : [old, now];
    const panel = await this._panel();
    const undo = this._edit(
      panel,
      notebook => {
        const at = this._at(notebook, here);
        const cell = notebook.cells[at];
        const source = withLinesOf(
          String(here.cell.source),
          mine,
          String(there.cell.source),
          theirs
        );
        return { at, run: () => cell && setSource(cell, source) };
      },
      true
    );
    await this._told(trans.__('Lines in cell %1 reverted', numberOf(row)), undo);
  }

  private async _told(sentence: string, undo: Undo): Promise<void> {
    const { changes, told } = this._options;
    told(sentence, () => {
      const isUndone = undo();
      void changes.refresh();
      return isUndone;
    });
    await changes.refresh();
  }

  /** The notebook, ready to be edited; what is compared from now on is what is in it, saved or not. */
  private async _panel(): Promise<NotebookPanel> {
    const { changes, trans, find, open } = this._options;
    const panel = find() ?? (await open());
    await panel.context.ready;
    const side = changes.liveSide;
    if (side !== null) {
      changes.followOpen(side);
    }
    if (!isWritable(panel)) {
      throw new Error(trans.__('This notebook is read-only. Nothing was reverted.'));
    }
    return panel;
  }

  private async _pair(row: Row): Promise<ICellPair> {
    const { changes } = this._options;
    const { old, new: now } = await changes.whole(row);
    const before = compared(row.old, old);
    const after = compared(row.new, now);
    return changes.liveSide === 'new'
      ? { here: after, there: before }
      : { here: before, there: after };
  }

  /** The cell of the live side below which a row's cell stood on the other side; null at the beginning. */
  private async _before(row: Row): Promise<ICompared | null> {
    const { changes } = this._options;
    const there = changes.liveSide === 'new' ? 'old' : 'new';
    const place = row[there] ?? 0;
    const above = (changes.comparison?.rows ?? [])
      .filter(each => !each.moved && each.old !== null && each.new !== null)
      .filter(each => (each[there] ?? place) < place)
      .sort((one, other) => (other[there] ?? 0) - (one[there] ?? 0));
    return above[0] === undefined ? null : (await this._pair(above[0])).here;
  }

  private _at(notebook: Notebook, cell: ICompared): number {
    const at = locate(notebook, cell);
    if (at === null) {
      void this._options.changes.refresh();
      throw new Error(
        this._options.trans.__(
          'The notebook has changed since it was compared. Nothing was reverted.'
        )
      );
    }
    return at;
  }

  /** @param inCell - whether the cell's own undo takes it back, as if its text had been typed */
  private _edit(
    panel: NotebookPanel,
    plan: (notebook: Notebook) => { readonly at: number | null; run(): void },
    inCell: boolean
  ): Undo {
    const notebook = panel.model?.sharedModel;
    if (notebook === undefined) {
      throw new Error(this._options.trans.__('The notebook was closed. Nothing was reverted.'));
    }
    const { at, run } = plan(notebook);
    const cell = at === null ? undefined : notebook.cells[at];
    this._refuseLocked(cell?.getMetadata() ?? {}, inCell);
    return undoOf(inCell && cell !== undefined ? cell : notebook, run);
  }

  private _refuseLocked(metadata: Record<string, unknown>, inCell: boolean): void {
    if (metadata.editable === false || (!inCell && metadata.deletable === false)) {
      throw new Error(
        this._options.trans.__('This cell is locked in its metadata. Nothing was reverted.')
      );
    }
  }
}

function apply(
  notebook: Notebook,
  row: Row,
  { here, there }: ICellPair,
  at: number | null,
  after: number | null,
  kinds: Kinds
): void {
  if (there === null) {
    notebook.deleteCell(at ?? 0);
  } else if (here === null || at === null) {
    insertCell(notebook, there.cell, after);
  } else {
    restoreCell(notebook, at, there.cell, kinds, row.moved ? placeBelow(at, after) : at);
  }
}

function isSourceOnly(row: Row, { here, there }: ICellPair, kinds: Kinds): boolean {
  return here !== null && there !== null && !row.moved && kinds.every(kind => kind === 'source');
}

function compared(index: number | null, text: string | null): ICompared | null {
  return index === null || text === null ? null : { index, cell: JSON.parse(text) as ICell };
}

function isWritable(panel: NotebookPanel): boolean {
  return panel.context.contentsModel?.writable !== false && panel.model?.readOnly !== true;
}

function numberOf({ old, new: now }: Row): number {
  return (now ?? old ?? 0) + 1;
}
