import { JSONExt } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';
import type { Entry, Placement, Target } from '../anchors/tokens';
import { waitAfter } from '../core/backoff';
import { Refused, sentenceOf } from '../core/errors';
import { entryKey } from './entries';
import { UNPLACED, type IPlace } from './placing';
import type { Thread } from './tokens';

/** How long to wait before asking again after a failure, in seconds. */
const LEAST_WAIT_SECONDS = 2;
const MOST_WAIT_SECONDS = 60;

interface IStanding {
  readonly placement: Placement;

  /** The entry's key, by which it is followed; null when there is none. */
  readonly key: string | null;
}

/** Where threads stand among the entries of a file. The server decides, from the entries as they are. */
export class EntryPlaces implements IDisposable {
  /** @param ask - gives the placements of all threads among the entries, and rejects when it cannot */
  constructor(private readonly _ask: (entries: readonly Entry[]) => Promise<Placement[]>) {}

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

  /** The entries as they stand now; the threads are placed anew among them where they are others. */
  show(entries: readonly Entry[]): void {
    if (!JSONExt.deepEqual(entries, this._entries)) {
      this._indices = new Map();
      for (const [index, entry] of entries.entries()) {
        const key = entryKey(entry);
        this._indices.set(key, this._indices.get(key) ?? index);
      }
      this._entries = entries;
      void this.refresh();
    }
  }

  /** The threads to follow; they are placed anew when one has come or has been put elsewhere, or when told to. */
  follow(threads: readonly Thread[], anew: boolean): void {
    const before = this._threads;
    this._threads = new Map(threads.map(thread => [thread.id, thread]));
    const isKnown = (thread: Thread): boolean =>
      JSONExt.deepEqual(before.get(thread.id)?.anchor ?? null, thread.anchor);
    if (anew || threads.some(thread => !isKnown(thread))) {
      void this.refresh();
    }
  }

  /** Puts a thread that was just written on its entry until the server has placed it. */
  expect(threadId: string, target: Target): void {
    if (target.kind === 'entry') {
      this._expected.set(threadId, entryKey(target.entry));
    }
  }

  /** Whether nobody can say yet where a thread stands: the first question about it is on its way. */
  isWaiting({ id, anchor }: Thread): boolean {
    const isKnown = this._asked.has(id) || this._standing.has(id) || this._expected.has(id);
    return !isKnown && Boolean(anchor?.entry);
  }

  /** Where a thread stands now; `cellIndex` is the entry's place. */
  of(threadId: string): IPlace {
    const standing = this._standing.get(threadId);
    if (standing === undefined) {
      return { ...UNPLACED, cellIndex: this._indexOf(this._expected.get(threadId) ?? null) };
    }
    return {
      placement: standing.placement,
      cellIndex: this._indexOf(standing.key),
      resultChanged: false
    };
  }

  /** Where the entry of a target stands now; null when it is gone. */
  indexOf(target: Target): number | null {
    return target.kind === 'entry' ? this._indexOf(entryKey(target.entry)) : null;
  }

  /** Resolves once no question is on its way, whatever came of it. */
  async settled(): Promise<void> {
    let last: Promise<void> | null = null;
    while (last !== this._asking) {
      last = this._asking;
      await last;
    }
  }

  /** Asks for the placements now. What the server answers to an outdated question is dropped. Never rejects. */
  refresh(): Promise<void> {
    clearTimeout(this._timer);
    this._asking = this._placeAll(++this._turn);
    return this._asking;
  }

  private async _placeAll(turn: number): Promise<void> {
    const entries = this._entries;
    const threads = [...this._threads.values()];
    let placements: Placement[] = [];
    let failure: unknown = null;
    try {
      placements = threads.some(({ anchor }) => anchor?.entry) ? await this._ask(entries) : [];
    } catch (error) {
      failure = error;
    }
    if (turn !== this._turn || this._isDisposed) {
      return;
    }
    this._asked = new Set(threads.map(({ id }) => id));
    if (failure === null) {
      this._take(placements, entries);
    } else {
      this._fail(failure);
    }
    this._changed.emit();
  }

  private _take(placements: readonly Placement[], entries: readonly Entry[]): void {
    this._problem = null;
    this._failures = 0;
    const standing = placements.map((placement): [string, IStanding] => {
      const entry = entries[placement.entryIndex ?? -1];
      return [placement.threadId, { placement, key: entry === undefined ? null : entryKey(entry) }];
    });
    this._standing = new Map(standing);
  }

  /** Those that were placed before stay where they were; the question is asked again if that may help. */
  private _fail(failure: unknown): void {
    this._problem = sentenceOf(failure);
    this._failures += 1;
    if (failure instanceof Refused && failure.temporary) {
      const wait = waitAfter(this._failures, LEAST_WAIT_SECONDS, MOST_WAIT_SECONDS);
      this._timer = setTimeout(() => void this.refresh(), wait);
    }
  }

  private _indexOf(key: string | null): number | null {
    return key === null ? null : (this._indices.get(key) ?? null);
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _expected = new Map<string, string>();
  private _entries: readonly Entry[] = [];
  private _indices = new Map<string, number>();
  private _threads = new Map<string, Thread>();
  private _standing = new Map<string, IStanding>();

  /** The threads the last concluded question was about. */
  private _asked: ReadonlySet<string> = new Set();
  private _asking: Promise<void> | null = null;
  private _problem: string | null = null;
  private _failures = 0;
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private _turn = 0;
  private _isDisposed = false;
}
