import type { ICodeCellModel } from '@jupyterlab/cells';
import type { INotebookModel } from '@jupyterlab/notebook';
import type { IAnchors, Placement } from '../anchors/tokens';
import type { Schemas } from '../core/tokens';
import { AskedPlaces, type IQuestion } from './asking';
import type { Thread } from './tokens';

/** How long the notebook has to be left alone before threads are placed anew, in milliseconds. */
const QUIET_MS = 400;

export interface IPlace {
  readonly placement: Placement | null;
  readonly cellIndex: number | null;
  readonly resultChanged: boolean;
}

/** What a placement was computed from: the order of the cells, and the sources that mattered. */
interface IBasis {
  readonly order: readonly string[];
  readonly sources: ReadonlyMap<string, string>;
}

export const UNPLACED: IPlace = { placement: null, cellIndex: null, resultChanged: false };

/**
 * Follows where threads stand in an open notebook. The server decides, from the cells as they are; between its answers
 * a thread goes along with its cell.
 */
export class Placing extends AskedPlaces {
  /** @param ask - gives the placements of all threads among the cells, and rejects when it cannot */
  constructor(
    private readonly _notebook: INotebookModel,
    private readonly _anchors: IAnchors,
    private readonly _ask: (cells: Schemas['Cell'][]) => Promise<Placement[]>
  ) {
    super();
    _notebook.contentChanged.connect(this._onContentChanged, this);
    _notebook.cells.changed.connect(this._onCellsChanged, this);
  }

  /** Puts a thread that was just written on its cell until the server has placed it. */
  expect(threadId: string, cellId: string): void {
    this._expected.set(threadId, cellId);
  }

  /** Where a thread stands now. */
  of(threadId: string): IPlace {
    const standing = this._standing.get(threadId);
    if (standing === undefined) {
      const cellIndex = this.indexOf(this._expected.get(threadId) ?? null);
      return { ...UNPLACED, cellIndex };
    }
    const cellIndex = this.indexOf(standing.key);
    const lost = standing.key !== null && cellIndex === null;
    const placement = lost
      ? { ...standing.placement, state: 'orphaned' as const, cellIndex }
      : { ...standing.placement, cellIndex };
    return { placement, cellIndex, resultChanged: this._resultChanged.has(threadId) };
  }

  /** Where the cell with an id stands now; null when it is gone. */
  indexOf(cellId: string | null): number | null {
    this._indices ??= new Map(this._order().map((id, index) => [id, index]));
    return cellId === null ? null : (this._indices.get(cellId) ?? null);
  }

  protected _hasPlace({ anchor }: Thread): boolean {
    return Boolean(anchor?.cell);
  }

  protected _question(): IQuestion {
    const order = this._order();
    const cells = this._anchors.cells(this._notebook);
    return {
      ask: () => this._ask(cells),
      standing: placements =>
        placements.map(placement => [
          placement.threadId,
          { placement, key: order[placement.cellIndex ?? -1] ?? null }
        ]),
      answered: () => this._take(order, cells)
    };
  }

  private async _take(order: readonly string[], cells: readonly Schemas['Cell'][]): Promise<void> {
    const here = new Set([...this._standing.values()].map(({ key }) => key));
    const sources = order.flatMap((id, index): [string, string][] =>
      here.has(id) ? [[id, cells[index]?.source ?? '']] : []
    );
    this._basis = { order, sources: new Map(sources) };
    await this._compareResults();
  }

  private _order(): string[] {
    return [...this._notebook.cells].map(cell => cell.id);
  }

  private _onCellsChanged(): void {
    this._indices = null;
    this._changed.emit();
  }

  private _onContentChanged(): void {
    clearTimeout(this._timer);
    this._timer = setTimeout(() => void this._afterChange(), QUIET_MS);
  }

  private async _afterChange(): Promise<void> {
    if (this.problem !== null || this._hasMoved()) {
      await this.refresh();
    } else if (await this._compareResults()) {
      this._changed.emit();
    }
  }

  private _hasMoved(): boolean {
    const { order, sources } = this._basis;
    const now = [...this._notebook.cells];
    return (
      now.length !== order.length ||
      now.some((cell, index) => {
        const source = sources.get(cell.id);
        const edited = source !== undefined && source !== cell.sharedModel.getSource();
        return cell.id !== order[index] || edited;
      })
    );
  }

  /** @returns whether any thread's result has become another, or the same again */
  private async _compareResults(): Promise<boolean> {
    const before = this._resultChanged;
    const after = new Set<string>();
    for (const thread of this._threads.values()) {
      if (await this._isResultChanged(thread)) {
        after.add(thread.id);
      }
    }
    this._resultChanged = after;
    return before.size !== after.size || [...after].some(id => !before.has(id));
  }

  private async _isResultChanged(thread: Thread): Promise<boolean> {
    const anchored = thread.anchor?.output ?? null;
    const index = this.indexOf(this._standing.get(thread.id)?.key ?? null);
    if (anchored === null || index === null) {
      return false;
    }
    const cell = this._notebook.cells.get(index);
    const outputs = cell.type === 'code' ? (cell as ICodeCellModel).outputs : null;
    if (outputs === null || anchored.ordinal >= outputs.length) {
      return true;
    }
    const output = outputs.get(anchored.ordinal).toJSON();
    return (await this._anchors.fingerprint(output)) !== anchored.payloadSha256;
  }

  private _resultChanged = new Set<string>();
  private _basis: IBasis = { order: [], sources: new Map() };
  private _indices: Map<string, number> | null = null;
}
