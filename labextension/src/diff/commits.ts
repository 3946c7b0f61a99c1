import { CommitList, type Commit } from '../core/commitlist';
import type { Schemas } from '../core/tokens';
import type { Choice } from './choice';
import type { Sides } from './model';
import type { Requests } from './requests';

export type { Commit };
export type CommitCounts = Schemas['CommitCounts'];

// The server compares two at once for a project; a person who scrolls past many waits for none of them.
const COUNTED_AT_ONCE = 2;

/** The commits that touched a notebook, and what each changed. No DOM. */
export class Commits extends CommitList {
  /**
   * @param path - the notebook's, as the project names it
   * @param isOpen - whether the list is in sight
   */
  constructor(
    private readonly _requests: Requests,
    path: () => string,
    isOpen: boolean
  ) {
    super((before, limit) => _requests.history(path(), before, limit));
    this._isOpen = isOpen;
  }

  get isOpen(): boolean {
    return this._isOpen;
  }

  toggle(): void {
    this._isOpen = !this._isOpen;
    this._changed.emit();
  }

  /** Null until they were asked for with `count` and have come. */
  countsOf({ hash }: Commit): CommitCounts | null {
    return this._counts.get(hash) ?? null;
  }

  /** Has what a commit changed counted, soon. */
  count(commit: Commit): void {
    if (!this._asked.has(commit.hash)) {
      this._asked.add(commit.hash);
      this._waiting.push(commit);
      void this._countNext();
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
  private readonly _counts = new Map<string, CommitCounts>();
  private readonly _waiting: Commit[] = [];
  private _counting = 0;
  private _isOpen: boolean;
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
