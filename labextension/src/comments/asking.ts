import { JSONExt } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';
import type { Placement } from '../anchors/tokens';
import { waitAfter } from '../core/backoff';
import { Refused, sentenceOf } from '../core/errors';
import type { Thread } from './tokens';

/** How long to wait before asking again after a failure, in seconds. */
const LEAST_WAIT_SECONDS = 2;
const MOST_WAIT_SECONDS = 60;

/** Where the server put a thread. */
export interface IStanding {
  readonly placement: Placement;

  /** What the cell or entry is known by, so that it is followed; null when there is none. */
  readonly key: string | null;
}

/** What the server is asked, about the file as it stands when the question is made. */
export interface IQuestion {
  /** The placements of all threads; rejects when there is no answer. */
  ask(): Promise<Placement[]>;

  /** The same, each with the key of where it is. */
  standing(placements: readonly Placement[]): [string, IStanding][];

  /** Called once the answer is known. */
  answered(): void | Promise<void>;
}

/** Where threads stand in one file. The server decides; an answer to an outdated question is dropped. */
export abstract class AskedPlaces implements IDisposable {
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

  /** Whether nobody can say yet where a thread stands: the first question about it is on its way. */
  isWaiting(thread: Thread): boolean {
    const { id } = thread;
    const isKnown = this._asked.has(id) || this._standing.has(id) || this._expected.has(id);
    return !isKnown && this._hasPlace(thread);
  }

  /** Resolves once no question is on its way, whatever came of it. */
  async settled(): Promise<void> {
    let last: Promise<void> | null = null;
    while (last !== this._asking) {
      last = this._asking;
      await last;
    }
  }

  /** Asks for the placements now. Never rejects. */
  refresh(): Promise<void> {
    clearTimeout(this._timer);
    this._asking = this._placeAll(++this._turn);
    return this._asking;
  }

  /** Whether a thread stands somewhere in the file, and not on it as a whole. */
  protected abstract _hasPlace(thread: Thread): boolean;

  /** What to ask now. Nothing of the file may be read later. */
  protected abstract _question(): IQuestion;

  private async _placeAll(turn: number): Promise<void> {
    const threads = [...this._threads.values()];
    const question = this._question();
    let placements: Placement[] | null = null;
    let failure: unknown = null;
    try {
      placements = threads.some(thread => this._hasPlace(thread)) ? await question.ask() : [];
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
      this._problem = null;
      this._failures = 0;
      this._standing = new Map(question.standing(placements));
      await question.answered();
    }
    this._changed.emit();
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

  protected readonly _changed = new Signal<this, void>(this);

  /** The keys of threads that were just written, until the server has placed them. */
  protected readonly _expected = new Map<string, string>();
  protected _threads = new Map<string, Thread>();
  protected _standing = new Map<string, IStanding>();
  protected _timer: ReturnType<typeof setTimeout> | undefined;

  /** The threads the last concluded question was about. */
  private _asked: ReadonlySet<string> = new Set();
  private _asking: Promise<void> | null = null;
  private _problem: string | null = null;
  private _failures = 0;
  private _turn = 0;
  private _isDisposed = false;
}
