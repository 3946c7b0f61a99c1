import { Signal, type ISignal } from '@lumino/signaling';
import { Refused, sentenceOf } from '../../core/errors';
import type { IDrafts, Schemas } from '../../core/tokens';
import { Decisions, fingerprintOf } from './decisions';
import { conflictBeside, itemsOf, type MergeItem } from './items';
import type { MergeRequests } from './requests';
import type { Decision, MergeAnswer, Operation, Take } from './tokens';

export interface IMergingOptions {
  readonly requests: Pick<MergeRequests, 'conflicts' | 'merge' | 'resolve' | 'payload'>;
  readonly drafts: IDrafts;

  /** A name for this view among those of the browser. */
  readonly id: string;

  /** The notebook's path in its project. */
  readonly path: string;
}

/** A notebook in conflict: its versions, what is decided about them, and where the person is. No DOM. */
export class Merging {
  constructor(private readonly _options: IMergingOptions) {}

  /** Null until the first answer. */
  get answer(): MergeAnswer | null {
    return this._answer;
  }

  /** What git is in the middle of. */
  get operation(): Operation {
    return this._operation;
  }

  /** The sentence why there is no merge. */
  get problem(): string | null {
    return this._problem;
  }

  get isLoading(): boolean {
    return this._isLoading;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get items(): readonly MergeItem[] {
    return this._items;
  }

  /** The key of the conflict the person went to last; null before. */
  get current(): string | null {
    return this._current;
  }

  /** Counts how often the person went somewhere: the list follows each time, even to the same conflict. */
  get journeys(): number {
    return this._journeys;
  }

  /** The conflicts nobody has decided about. */
  get left(): readonly number[] {
    return this._decisions?.left ?? [];
  }

  decisionOf(conflict: number): Decision | null {
    return this._decisions?.of(conflict) ?? null;
  }

  sourceOf(row: number): string | null {
    return this._decisions?.sourceOf(row) ?? null;
  }

  isUnfolded(key: string): boolean {
    return this._unfolded.has(key);
  }

  /** Merges anew. What is shown stays when that fails. */
  async load(): Promise<void> {
    this._isLoading = true;
    this._changed.emit();
    try {
      const { requests, path } = this._options;
      const [answer, { operation }] = await Promise.all([this._merge(), requests.conflicts(path)]);
      await this._accept(answer);
      this._operation = operation;
      this._problem = null;
    } catch (problem) {
      this._problem = sentenceOf(problem);
    }
    this._isLoading = false;
    this._arrange();
  }

  decide(conflict: number, decision: Decision): void {
    this._decisions?.decide(conflict, decision);
    this._changed.emit();
  }

  undo(conflict: number): void {
    this._decisions?.undo(conflict);
    this._changed.emit();
  }

  /** Keeps what a person writes for a row. */
  write(row: number, source: string): void {
    this._decisions?.write(row, source);
    this._changed.emit();
  }

  /** Takes one side in all conflicts that are left. */
  takeRest(take: Take): void {
    this.left.forEach(conflict => this._decisions?.decide(conflict, take));
    this._changed.emit();
  }

  /** Opens or closes a fold, or a row that was settled. */
  toggle(key: string): void {
    if (!this._unfolded.delete(key)) {
      this._unfolded.add(key);
    }
    this._arrange();
  }

  /** Goes to the next conflict, or back to the one before. */
  go(step: 1 | -1): void {
    this._current = conflictBeside(this._items, this._current, step);
    this._journeys += 1;
    this._changed.emit();
  }

  /**
   * The notebook that comes of all decisions, checked by the server. Throws `Refused`.
   *
   * @param fileSha256 - of the file that may be replaced; null for none
   */
  async resolved(fileSha256: string | null): Promise<Schemas['ResolvedNotebook']> {
    const { requests } = this._options;
    const { answer, _decisions: decisions } = this;
    if (answer === null || decisions === null) {
      throw new Error('There is no merge yet.');
    }
    const request = decisions.request(fileSha256);
    try {
      return await requests.resolve(answer.id, request);
    } catch (problem) {
      if (!(problem instanceof Refused && problem.code === 'not_found')) {
        throw problem;
      }
      // The server keeps few merges. The same conflicts merged again take the same decisions.
      const again = await this._merge();
      if (fingerprintOf(again) !== fingerprintOf(answer)) {
        throw problem;
      }
      this._answer = again;
      return requests.resolve(again.id, request);
    }
  }

  /** The payload of an output, by its hash. Throws `Refused`. */
  async payload(sha256: string): Promise<{ mime: string; data: string }> {
    return this._options.requests.payload(this._answer?.id ?? '', sha256);
  }

  /** The result was saved. */
  forget(): void {
    this._decisions?.forget();
  }

  dispose(): void {
    Signal.clearData(this);
  }

  private _merge(): Promise<MergeAnswer> {
    return this._options.requests.merge(this._options.path, this._options.id);
  }

  private async _accept(answer: MergeAnswer): Promise<void> {
    // Decisions of other conflicts stay in the browser under those conflicts' own name.
    if (this._answer === null || fingerprintOf(answer) !== fingerprintOf(this._answer)) {
      this._decisions = await Decisions.of(answer, this._options.drafts);
    }
    this._answer = answer;
  }

  private _arrange(): void {
    this._items = this._answer === null ? [] : itemsOf(this._answer, this._unfolded);
    this._changed.emit();
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _unfolded = new Set<string>();
  private _answer: MergeAnswer | null = null;
  private _current: string | null = null;
  private _decisions: Decisions | null = null;
  private _isLoading = false;
  private _items: readonly MergeItem[] = [];
  private _journeys = 0;
  private _operation: Operation = null;
  private _problem: string | null = null;
}
