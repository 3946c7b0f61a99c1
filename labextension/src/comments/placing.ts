import type { ICodeCellModel } from '@jupyterlab/cells';
import type { INotebookModel } from '@jupyterlab/notebook';
import { JSONExt } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';
import type { IAnchors, Placement } from '../anchors/tokens';
import { waitAfter } from '../core/backoff';
import { Refused, sentenceOf } from '../core/errors';
import type { Schemas } from '../core/tokens';
import type { Thread } from './tokens';

/** How long the notebook has to be left alone before threads are placed anew, in milliseconds. */
const QUIET_MS = 400;

/** How long to wait before asking again after a failure, in seconds. */
const LEAST_WAIT_SECONDS = 2;
const MOST_WAIT_SECONDS = 60;

export interface IPlace {
  readonly placement: Placement | null;
  readonly cellIndex: number | null;
  readonly resultChanged: boolean;
}

interface IStanding {
  readonly placement: Placement;

  /** The cell's id while the notebook is open, by which it is followed; null when there is none. */
  readonly cell: string | null;
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
export class Placing implements IDisposable {
  /** @param ask - gives the placements of all threads among the cells, and rejects when it cannot */
  constructor(
    private readonly _notebook: INotebookModel,
    private readonly _anchors: IAnchors,
    private readonly _ask: (cells: Schemas['Cell'][]) => Promise<Placement[]>
  ) {
    _notebook.contentChanged.connect(this._onContentChanged, this);
    _notebook.cells.changed.connect(this._onCellsChanged, this);
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Why the last question had no answer; null when it had one. */
  get problem(): string | null {
    return this._problem;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
    clearTimeout(this._timer);
    Signal.clearData(this);
  }

  /** The threads to follow. They are placed anew when one has come or has been put elsewhere, or when told to. */
  follow(threads: readonly Thread[], anew = false): void {
    const before = this._threads;
    this._threads = new Map(threads.map(thread => [thread.id, thread]));
    const isKnown = (thread: Thread): boolean =>
      JSONExt.deepEqual(before.get(thread.id)?.anchor ?? null, thread.anchor);
    if (anew || threads.some(thread => !isKnown(thread))) {
      void this.refresh();
    }
  }

  /** Puts a thread that was just written on its cell until the server has placed it. */
  expect(threadId: string, cellId: string): void {
    this._expected.set(threadId, cellId);
  }

  /** Whether nobody can say yet where a thread stands: the first question about it is on its way. */
  isWaiting({ id, anchor }: Thread): boolean {
    const isKnown = this._asked.has(id) || this._standing.has(id);
    return !isKnown && !this._expected.has(id) && Boolean(anchor?.cell);
  }

  /** Resolves once no question is on its way, whatever came of it. */
  async settled(): Promise<void> {
    let last: Promise<void> | null = null;
    while (last !== this._asking) {
      last = this._asking;
      await last;
    }
  }

  /** Where a thread stands now. */
  of(threadId: string): IPlace {
    const standing = this._standing.get(threadId);
    if (standing === undefined) {
      const cellIndex = this.indexOf(this._expected.get(threadId) ?? null);
      return { ...UNPLACED, cellIndex };
    }
    const cellIndex = this.indexOf(standing.cell);
    const lost = standing.cell !== null && cellIndex === null;
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

  /** Asks for the placements now. What the server answers to an outdated question is dropped. Never rejects. */
  refresh(): Promise<void> {
    clearTimeout(this._timer);
    this._asking = this._placeAll(++this._turn);
    return this._asking;
  }

  private async _placeAll(turn: number): Promise<void> {
    const threads = [...this._threads.values()];
    const order = this._order();
    const cells = this._anchors.cells(this._notebook);
    const isAnchored = threads.some(({ anchor }) => anchor?.cell);
    let placements: Placement[] | null = null;
    let failure: unknown = null;
    try {
      placements = isAnchored ? await this._ask(cells) : [];
    } catch (error) {
      failure = error;
    }
    if (turn !== this._turn || this._isDisposed) {
      return;
    }
    this._asked = new Set(threads.map(({ id }) => id));
    if (placements === null) {
      this._fail(failure);
    } else {
      await this._take(placements, order, cells);
    }
    this._changed.emit();
  }

  /** Those that were placed before go along with their cells; the question is asked again if that may help. */
  private _fail(failure: unknown): void {
    this._problem = sentenceOf(failure);
    this._failures += 1;
    if (failure instanceof Refused && failure.temporary) {
      const wait = waitAfter(this._failures, LEAST_WAIT_SECONDS, MOST_WAIT_SECONDS);
      this._timer = setTimeout(() => void this.refresh(), wait);
    }
  }

  private async _take(
    placements: readonly Placement[],
    order: readonly string[],
    cells: readonly Schemas['Cell'][]
  ): Promise<void> {
    this._problem = null;
    this._failures = 0;
    const standing = placements.map((placement): [string, IStanding] => [
      placement.threadId,
      { placement, cell: order[placement.cellIndex ?? -1] ?? null }
    ]);
    this._standing = new Map(standing);
    const here = new Set(standing.map(([, { cell }]) => cell));
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
    if (this._problem !== null || this._hasMoved()) {
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
    const index = this.indexOf(this._standing.get(thread.id)?.cell ?? null);
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

  private readonly _changed = new Signal<this, void>(this);
  private readonly _expected = new Map<string, string>();
  private _threads = new Map<string, Thread>();
  private _standing = new Map<string, IStanding>();

  /** The threads the last concluded question was about. */
  private _asked: ReadonlySet<string> = new Set();
  private _asking: Promise<void> | null = null;
  private _problem: string | null = null;
  private _failures = 0;
  private _resultChanged = new Set<string>();
  private _basis: IBasis = { order: [], sources: new Map() };
  private _indices: Map<string, number> | null = null;
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private _turn = 0;
  private _isDisposed = false;
}
