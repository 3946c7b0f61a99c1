import { Signal, type ISignal } from '@lumino/signaling';
import { sentenceOf } from './errors';
import type { Schemas } from './tokens';

export type Commit = Schemas['Commit'];

const PAGE = 30;

/** The commits that touched a file, newest first, page by page. No DOM. */
export class CommitList {
  /** @param _ask - for the commits after those of a page, or the newest; throws `Refused` */
  constructor(
    private readonly _ask: (before: string | null, limit: number) => Promise<Schemas['History']>
  ) {}

  get changed(): ISignal<this, void> {
    return this._changed;
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

  private async _load(before: string | null): Promise<void> {
    const turn = ++this._turn;
    this._isLoading = true;
    this._changed.emit();
    try {
      const page = await this._ask(before, PAGE);
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

  protected readonly _changed = new Signal<this, void>(this);
  private _commits: readonly Commit[] = [];
  private _isLoading = true;
  private _next: string | null = null;
  private _problem: string | null = null;
  private _turn = 0;
}
