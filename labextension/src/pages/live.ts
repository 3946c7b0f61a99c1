import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';
import type { Person } from '../core/tokens';

/** So long after the last key somebody still counts as editing. */
export const STILL_MILLISECONDS = 30_000;

/** Somebody else who has a page open, or at least edits it. */
export interface IPresent {
  readonly person: Person;
  readonly isEditing: boolean;

  /** Whether who they are was told by their browser alone, and not by the server. */
  readonly isBySelf: boolean;
}

/** What every browser that has a live document open tells the others about itself. */
export type Awareness = DocumentRegistry.ICodeModel['sharedModel']['awareness'];

/** How much each browser has written into a document, by the number it has in it, before and after a change. */
interface IChange {
  readonly local: boolean;
  readonly beforeState: ReadonlyMap<number, number>;
  readonly afterState: ReadonlyMap<number, number>;
}

/** Who else has a live document open, everybody once. Whoever writes in it or moves the cursor is editing. */
export class LivePeople implements IDisposable {
  constructor(private readonly _awareness: Awareness) {
    _awareness.on('change', this._look);
    _awareness.doc.on('afterTransaction', this._onChange);
    this._look();
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get all(): readonly IPresent[] {
    return this._all;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      window.clearTimeout(this._timer);
      this._awareness.off('change', this._look);
      this._awareness.doc.off('afterTransaction', this._onChange);
      Signal.clearData(this);
    }
  }

  /** Tells only when the people or what they do are others: each key of somebody brings news of their cursor. */
  private readonly _look = (): void => {
    const since = Date.now() - STILL_MILLISECONDS;
    const people = new Map<string, IPresent>();
    for (const [browser, person] of this._browsers()) {
      const isActive = (this._active.get(browser) ?? 0) > since;
      const isEditing = isActive || people.get(person.username)?.isEditing === true;
      people.set(person.username, { person, isEditing, isBySelf: true });
    }
    const all = [...people.values()];
    window.clearTimeout(this._timer);
    if (all.some(({ isEditing }) => isEditing)) {
      this._timer = window.setTimeout(this._look, STILL_MILLISECONDS);
    }
    if (JSON.stringify(all) !== JSON.stringify(this._all)) {
      this._all = all;
      this._changed.emit();
    }
  };

  /** The browsers of others. Notes whose cursor was moved since they were asked for last. */
  private _browsers(): ReadonlyMap<number, Person> {
    const states = this._awareness.getStates();
    const own = personOf(states.get(this._awareness.clientID));
    const found = new Map<number, Person>();
    for (const [browser, state] of states) {
      const person = personOf(state);
      if (
        person !== null &&
        browser !== this._awareness.clientID &&
        person.username !== own?.username
      ) {
        found.set(browser, person);
        const cursors = JSON.stringify(state.cursors ?? []);
        // One that stood there before may have been left long ago.
        if (cursors !== (this._cursors.get(browser) ?? cursors)) {
          this._active.set(browser, Date.now());
        }
        this._cursors.set(browser, cursors);
      }
    }
    return found;
  }

  /** A cursor stays before the same letter while somebody types: what they wrote says so. */
  private readonly _onChange = ({ afterState, beforeState, local }: IChange): void => {
    if (!local) {
      const writing = [...this._cursors.keys()].filter(
        browser => afterState.get(browser) !== beforeState.get(browser)
      );
      writing.forEach(browser => this._active.set(browser, Date.now()));
      if (writing.length > 0) {
        this._look();
      }
    }
  };

  private readonly _active = new Map<number, number>();
  private readonly _changed = new Signal<this, void>(this);
  private readonly _cursors = new Map<number, string>();
  private _all: readonly IPresent[] = [];
  private _isDisposed = false;
  private _timer = 0;
}

/** The person as their browser names them, in Jupyter's form; null where it has not yet. */
function personOf(state: Readonly<Record<string, unknown>> | undefined): Person | null {
  const user = (state?.user ?? {}) as Readonly<Record<string, unknown>>;
  const told = (key: string): string => (typeof user[key] === 'string' ? user[key] : '');
  const username = told('username');
  if (username === '') {
    return null;
  }
  return {
    username,
    displayName: told('display_name') || told('name') || username,
    initials: told('initials'),
    color: told('color') || null,
    avatarUrl: null,
    // A browser can give any name, and no server vouches for it.
    verified: false
  };
}
