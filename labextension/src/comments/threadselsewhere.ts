import type { Target } from '../anchors/tokens';
import type { IOutboxEntry } from '../core/tokens';
import type { IPlace } from './placing';
import { ThreadsAtPath } from './threadsatpath';
import type { Look, Thread } from './tokens';

/** Where threads stand, as what shows them needs it. */
export interface IPlaces {
  of(threadId: string): IPlace;
  isWaiting(thread: Thread): boolean;
  follow(threads: readonly Thread[], anew: boolean): void;
  settled(): Promise<void>;

  /** Puts a thread that was just written on its target until the server has placed it. */
  expect(threadId: string, target: Target): void;
  dispose(): void;
}

/** The threads of what is no open notebook. Nobody is asked to look at it, and no other place is chosen there. */
export abstract class ThreadsElsewhere extends ThreadsAtPath {
  override dispose(): void {
    this._places.dispose();
    super.dispose();
  }

  place(): Promise<void> {
    throw new Error('A place is chosen in the notebook.');
  }

  onLooks(): void {
    // They are about the notebook as it stands.
  }

  protected abstract readonly _places: IPlaces;

  protected _placeOf(threadId: string): IPlace {
    return this._places.of(threadId);
  }

  protected _isWaiting(thread: Thread): boolean {
    return this._places.isWaiting(thread);
  }

  protected _follow(anew: boolean): void {
    this._places.follow(this._held.all(), anew);
  }

  protected _settled(): Promise<void> {
    return this._places.settled();
  }

  /** What is opened brings itself into view. */
  protected _reveal(): Promise<void> {
    return Promise.resolve();
  }

  protected _expect(threadId: string, target: Target): void {
    this._places.expect(threadId, target);
  }

  protected _expectingAt({ operation, body }: IOutboxEntry): (threadId: string) => void {
    return threadId => {
      if (operation === 'start-thread') {
        this._places.expect(threadId, body.target as Target);
      }
    };
  }

  protected _looksOf(): Promise<Look[]> {
    return Promise.resolve([]);
  }
}
