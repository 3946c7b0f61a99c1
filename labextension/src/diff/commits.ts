import { Signal, type ISignal } from '@lumino/signaling';
import { sentenceOf } from '../core/errors';
import type { Schemas } from '../core/tokens';
import type { Choice } from './choice';
import type { Sides } from './model';
import type { Requests } from './requests';

export type Commit = Schemas['Commit'];
export type CommitCounts = Schemas['CommitCounts'];

const PAGE = 30;

// The server compares two at once for a project; a person who scrolls past many waits for none of them.
const COUNTED_AT_ONCE = 2;

/** The commits that touched a notebook, newest first, page by page, and what each changed. No DOM. */
export class Commits {
  /**
   * @param path - the notebook's, as the project names it
   * @param isOpen - whether the list is in sight
   */
  constructor(
    private readonly _requests: Requests,
    private readonly _path: () => string,
    isOpen: boolean
  ) {
    this._isOpen = isOpen;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isOpen(): boolean {
    return this._isOpen;
  }

  toggle(): void {
    this._isOpen = !this._isOpen;
    this._changed.emit();
  }

  get commits(): readonly Commit[] {
    return this._commits;
  }

  /** True until the first page has come, and while another does. */
  get isLoading(): boolean {
    return this._isLoading;
  }

  get hasMore(): boolean {
    return this._next !== null;
  }

  /** The sentence why there are no commits, or no more; null when nothing failed. */
  get problem(): string | null {
    return this._problem;
  }

  /** Null until they were asked for with `count` and have come. */
  countsOf({ hash }: Commit): CommitCounts | null {
    return this._counts.get(hash) ?? null;
  }

  /** Loads the newest commits; what was there stays until they come. */
  start(): Promise<void> {
    return this._load(null);
  }

  /** Loads the page after the last. */
  async more(): Promise<void> {
    if (!this._isLoading && this._next !== null) {
      await this._load(this._next);
    }
  }

  /** Has what a commit changed counted, soon. */
  count(commit: Commit): void {
    if (!this._asked.has(commit.hash)) {
      this._asked.add(commit.hash);
      this._waiting.push(commit);
      void this._countNext();
    }
  }

  private async _load(before: string | null): Promise<void> {
    const turn = ++this._turn;
    this._isLoading = true;
    this._changed.emit();
    try {
      const page = await this._requests.history(this._path(), before, PAGE);
      if (turn === this._turn) {
        this._commits = before === null ? page.commits : [...this._commits, ...page.commits];
        this._next = page.next;
        this._problem = null;
      }
    } catch (problem) {
      if (turn === this._turn) {
        this._problem = sentenceOf(problem);
      }
    }
    if (turn === this._turn) {
      this._isLoading = false;
      this._changed.emit();
    }
  }

  private async _countNext(): Promise<void> {
    if (this._counting >= COUNTED_AT_ONCE) {
      return;
    }
    // What came into view last is what the person looks at.
    const commit = this._waiting.pop();
    if (commit === undefined) {
      return;
    }
    this._counting += 1;
    try {
      this._counts.set(commit.hash, await this._requests.counts(commit.hash, commit.path));
      this._changed.emit();
    } catch {
      // A list without a number still leads to the comparison, which says what failed.
    }
    this._counting -= 1;
    await this._countNext();
  }

  private readonly _asked = new Set<string>();
  private readonly _changed = new Signal<this, void>(this);
  private readonly _counts = new Map<string, CommitCounts>();
  private readonly _waiting: Commit[] = [];
  private _commits: readonly Commit[] = [];
  private _counting = 0;
  private _isLoading = true;
  private _isOpen: boolean;
  private _next: string | null = null;
  private _problem: string | null = null;
  private _turn = 0;
}

/** A commit against the one before it. */
export function withParent({ hash, path, earlierPath }: Commit): [Choice, Choice] {
  return [
    { kind: 'revision', revision: `${hash}^`, path: earlierPath },
    { kind: 'revision', revision: hash, path }
  ];
}

/** A commit against the notebook as it is now. */
export function withNow({ hash, path }: Commit): [Choice, Choice] {
  return [{ kind: 'revision', revision: hash, path }, { kind: 'open' }];
}

/** Whether one of the two sides is this commit, chosen from the list. */
export function isCompared({ hash }: Commit, [old, now]: Sides): boolean {
  const isIt = (side: Choice | null): boolean =>
    side?.kind === 'revision' && side.revision === hash;
  return isIt(now) || (isIt(old) && now?.kind === 'open');
}
