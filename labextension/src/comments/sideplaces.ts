import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';
import { JSONExt } from '@lumino/coreutils';
import type { IAnchors, Placement, Target } from '../anchors/tokens';
import { Refused } from '../core/errors';
import type { Schemas } from '../core/tokens';
import type { ICompared, SideName } from '../diff/tokens';
import { UNPLACED, type IPlace } from './placing';
import type { ISpot, IVersion, Thread } from './tokens';
import { versionsOf, type Versions } from './versions';

export const SIDES = ['new', 'old'] as const;

/** From the surest state to none. */
const STATES: readonly Placement['state'][] = [
  'anchored',
  'moved',
  'outdated',
  'needs_confirmation',
  'orphaned'
];
const RETRY_MS = 5000;

export interface ISidePlace extends IPlace {
  /** Null where the thread has no place on either side. */
  readonly side: SideName | null;
  readonly version: IVersion | null;
}

type Cells = readonly Schemas['Cell'][];

/** What is known of one side: its cells, and where threads stand among them. */
interface IKnown {
  readonly cells: Cells;
  readonly placements: ReadonlyMap<string, Placement>;
  readonly resultChanged: ReadonlySet<string>;
}

const NOWHERE: ISidePlace = { ...UNPLACED, side: null, version: null };
const NOTHING: IKnown = { cells: [], placements: new Map(), resultChanged: new Set() };

/** Finds where threads stand on both sides of a comparison. The server decides, from the cells of each side. */
export class SidePlaces implements IDisposable {
  /**
   * @param path - gives the notebook's path in the project
   * @param ask - gives the placements of all threads among the cells, and rejects when it cannot
   */
  constructor(
    private readonly _compared: ICompared,
    private readonly _anchors: IAnchors,
    private readonly _path: () => string,
    private readonly _ask: (cells: Schemas['Cell'][]) => Promise<Placement[]>
  ) {
    _compared.changed.connect(this._onCompared, this);
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get versions(): Versions {
    const { comparison } = this._compared;
    return comparison === null ? { old: null, new: null } : versionsOf(comparison, this._path());
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
  follow(threads: readonly Thread[], anew: boolean): void {
    const before = this._threads;
    this._threads = new Map(threads.map(thread => [thread.id, thread]));
    const isKnown = ({ id, anchor }: Thread): boolean =>
      JSONExt.deepEqual(before.get(id)?.anchor ?? null, anchor);
    if (anew || threads.some(thread => !isKnown(thread))) {
      this._refresh(true);
    }
  }

  /** Puts a thread that was just written where it was written until the server has placed it. */
  expect(threadId: string, target: Target): void {
    this._expected.set(threadId, target);
  }

  isWaiting({ id, anchor }: Thread): boolean {
    return !this._asked.has(id) && !this._expected.has(id) && Boolean(anchor?.cell);
  }

  async settled(): Promise<void> {
    await this._asking;
  }

  /** Where a thread fits best; of two sides that fit alike, the one it was put on, else the new one. */
  of(threadId: string): ISidePlace {
    const expected = this._expected.get(threadId);
    if (!this._asked.has(threadId)) {
      const spot = expected === undefined ? null : this.spotOf(expected);
      return spot === null ? NOWHERE : this._at(spot.side, { ...UNPLACED, cellIndex: spot.index });
    }
    const madeOn = this._threads.get(threadId)?.anchor?.madeOn ?? null;
    const isMadeOn = (side: SideName): boolean =>
      madeOn !== null && this.versions[side]?.name === madeOn;
    const places = SIDES.map(side => ({ side, place: this._on(side, threadId) }));
    const [best] = places.sort(
      (one, other) =>
        rank(one.place) - rank(other.place) ||
        Number(isMadeOn(other.side)) - Number(isMadeOn(one.side))
    );
    const { side, place } = best ?? { side: 'new', place: UNPLACED };
    return place.cellIndex === null
      ? { ...NOWHERE, placement: place.placement }
      : this._at(side, place);
  }

  /** The cell a target was made on, among those shown; null when its version is not shown, or the cell is gone. */
  spotOf(target: Target): ISpot | null {
    if (!('surroundings' in target)) {
      return null;
    }
    const { versions } = this;
    const { cellId, idsTrusted, index, source, madeOn } = target.surroundings;
    const side = SIDES.find(each => (versions[each]?.name ?? null) === madeOn);
    if (side === undefined) {
      return null;
    }
    const { cells } = this._known[side];
    const isIt = (cell: Schemas['Cell']): boolean =>
      idsTrusted ? cell.id === cellId : cell.source === source;
    const here = cells[index];
    const found = here && isIt(here) ? index : cells.findIndex(isIt);
    return found < 0 ? null : { side, index: found };
  }

  sourceAt(side: SideName, index: number): string | null {
    return this._known[side].cells[index]?.source ?? null;
  }

  /** The cells of a side, from now on here too. Throws `Refused`. */
  async cells(side: SideName): Promise<Cells> {
    const cells = await this._compared.cells(side);
    this._known = { ...this._known, [side]: { ...this._known[side], cells } };
    return cells;
  }

  /** Loads the cells of both sides, so that something can be written on them when the server is away. */
  async load(): Promise<void> {
    await Promise.all(SIDES.map(side => this.cells(side)));
    this._changed.emit();
  }

  private _at(side: SideName, place: IPlace): ISidePlace {
    return { ...place, side, version: this.versions[side] };
  }

  private _on(side: SideName, threadId: string): IPlace {
    const { placements, resultChanged } = this._known[side];
    const placement = placements.get(threadId) ?? null;
    return {
      placement,
      cellIndex: placement?.cellIndex ?? null,
      resultChanged: resultChanged.has(threadId)
    };
  }

  private _onCompared(): void {
    const id = this._compared.comparison?.id ?? null;
    if (id !== null && id !== this._shown) {
      this._refresh(false);
    }
  }

  private _refresh(anew: boolean): void {
    clearTimeout(this._timer);
    this._shown = this._compared.comparison?.id ?? null;
    const turn = ++this._turn;
    const asking = this._place(turn, anew).catch((problem: unknown) => {
      if (turn === this._turn && problem instanceof Refused && problem.temporary) {
        this._timer = setTimeout(() => this._refresh(anew), RETRY_MS);
      }
    });
    this._asking = asking;
  }

  private async _place(turn: number, anew: boolean): Promise<void> {
    const threads = [...this._threads.values()].filter(({ anchor }) => anchor?.cell);
    const isShown = this._shown !== null && this._compared.comparison?.form === 'notebook';
    if (threads.length > 0 && isShown) {
      const [now, old] = await Promise.all(SIDES.map(side => this._know(side, threads, anew)));
      if (turn !== this._turn || this._isDisposed) {
        return;
      }
      this._known = { new: now ?? NOTHING, old: old ?? NOTHING };
      this._asked = new Set(threads.map(({ id }) => id));
    }
    this._changed.emit();
  }

  /** Cells that are as before hold the same threads at the same places. */
  private async _know(side: SideName, threads: readonly Thread[], anew: boolean): Promise<IKnown> {
    const before = this._known[side];
    const cells = await this._compared.cells(side);
    const isSame = !anew && before.placements.size > 0 && areSame(before.cells, cells);
    const placements = isSame
      ? before.placements
      : new Map((await this._ask([...cells])).map(placement => [placement.threadId, placement]));
    const changed = await Promise.all(
      threads.map(async thread => {
        const index = placements.get(thread.id)?.cellIndex ?? null;
        return index !== null && (await this._isResultChanged(side, thread, index))
          ? thread.id
          : '';
      })
    );
    return { cells, placements, resultChanged: new Set(changed) };
  }

  private async _isResultChanged(
    side: SideName,
    { anchor }: Thread,
    cell: number
  ): Promise<boolean> {
    if (!anchor?.output) {
      return false;
    }
    try {
      const output = await this._compared.output(side, cell, anchor.output.ordinal);
      return (await this._anchors.fingerprint(output)) !== anchor.output.payloadSha256;
    } catch {
      // There is no such output any more.
      return true;
    }
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _expected = new Map<string, Target>();
  private _threads = new Map<string, Thread>();
  private _known: Readonly<Record<SideName, IKnown>> = { old: NOTHING, new: NOTHING };

  /** The threads the last concluded question was about. */
  private _asked: ReadonlySet<string> = new Set();
  private _asking: Promise<void> = Promise.resolve();
  private _shown: string | null = null;
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private _turn = 0;
  private _isDisposed = false;
}

function rank({ placement, resultChanged }: IPlace): number {
  const state = placement === null ? STATES.length : STATES.indexOf(placement.state);
  return 2 * state + Number(resultChanged);
}

function areSame(before: Cells, now: Cells): boolean {
  return (
    before.length === now.length &&
    before.every(
      (cell, index) =>
        cell.id === now[index]?.id &&
        cell.source === now[index].source &&
        cell.cellType === now[index].cellType
    )
  );
}
