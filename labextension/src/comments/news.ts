import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { Change, IEvents } from '../core/tokens';

/** The first news is fetched at once; what follows within this time, in milliseconds, is fetched together after it. */
const GATHER_MS = 40;

/** More threads than this are fetched as a list. */
const FEW = 12;

export interface INewsReader {
  /** Whether the change may concern what is shown here. */
  concerns(project: string, change: Change | null): boolean;

  /** These threads are not what they were. */
  onThreads(ids: string[]): void;
  onLooks(): void;

  /** So much happened, or was missed, that everything is fetched again. */
  onEverything(): void;
}

/** Turns what the server pokes about into as few questions as possible. */
export class News implements IDisposable {
  constructor(
    events: IEvents,
    private readonly _reader: INewsReader
  ) {
    this._wasAway = isTroubled(events);
    events.changed.connect(this._onChanged, this);
    events.connectionChanged.connect(this._onConnection, this);
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
    clearTimeout(this._gathering);
    Signal.clearData(this);
  }

  private _onChanged(_: IEvents, news: { project: string; change: Change | null }): void {
    const { change } = news;
    if (!this._reader.concerns(news.project, change)) {
      return;
    }
    if (change === null || change.entityKind === 'document') {
      this._reader.onEverything();
    } else if (change.entityKind === 'thread') {
      this._stale.add(change.entity);
      if (this._gathering === undefined) {
        this._tell();
      }
    } else if (change.entityKind === 'look') {
      this._reader.onLooks();
    }
  }

  private _tell(): void {
    const ids = [...this._stale];
    this._stale.clear();
    this._gathering = ids.length > 0 ? setTimeout(() => this._tell(), GATHER_MS) : undefined;
    if (ids.length === 0) {
      return;
    }
    if (ids.length > FEW) {
      this._reader.onEverything();
    } else {
      this._reader.onThreads(ids);
    }
  }

  private _onConnection(events: IEvents): void {
    const isBack = this._wasAway && !isTroubled(events);
    this._wasAway = isTroubled(events);
    if (isBack) {
      this._reader.onEverything();
    }
  }

  private readonly _stale = new Set<string>();
  private _gathering: ReturnType<typeof setTimeout> | undefined;
  private _wasAway: boolean;
  private _isDisposed = false;
}

/** Nothing is heard of: no server answers, or it cannot do what it should. */
function isTroubled({ connection, problem }: IEvents): boolean {
  return connection === 'away' || problem !== null;
}
