import { Signal, type ISignal } from '@lumino/signaling';
import { Refused, sentenceOf } from '../../core/errors';
import type { IDrafts, Schemas } from '../../core/tokens';
import type { Choice } from '../choice';
import type { Side } from '../tokens';
import { Decisions, fingerprintOf } from './decisions';
import { conflictBeside, itemsOf, type MergeItem } from './items';
import type { MergeRequests } from './requests';
import { isOfConflict, withBase, type Three } from './sides';
import type { Decision, MergeAnswer, Operation, PartTakes, Take, Version } from './tokens';

export interface IMergingOptions {
  readonly requests: Pick<MergeRequests, 'conflicts' | 'merge' | 'resolve' | 'payload'>;
  readonly drafts: IDrafts;

  /** A name for this view among those of the browser. */
  readonly id: string;

  /** The path in its project of the notebook that the result is for. */
  readonly path: string;
  readonly sides: Three;

  /** What a chosen version is now. */
  sideOf(choice: Choice): Promise<Side>;
}

/** Three versions of a notebook, what is decided about them, and where the person is. No DOM. */
export class Merging {
  constructor(private readonly _options: IMergingOptions) {
    this._sides = _options.sides;
  }

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

  /** The versions, as far as they are chosen. What ours and theirs have in common needs no choice. */
  get sides(): Three {
    return withBase(this._sides);
  }

  /** The versions that a person chose. */
  get chosen(): Three {
    return this._sides;
  }

  /** Whether these are the versions of a conflict in git. */
  get isOfConflict(): boolean {
    return isOfConflict(this._sides);
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
    if (!isComplete(this._sides)) {
      return;
    }
    const turn = this._begin();
    try {
      await this._accept(turn, await this._merge(this._sides));
    } catch (problem) {
      if (turn === this._turn) {
        this._problem = sentenceOf(problem);
      }
    }
    this._end(turn);
  }

  /**
   * Puts another version in, if there is such a version.
   *
   * @returns the sentence why there is none; all is then as before
   */
  async choose(version: Version, choice: Choice): Promise<string | null> {
    const sides = { ...this._sides, [version]: choice };
    if (!isComplete(sides)) {
      this._sides = sides;
      this._changed.emit();
      return null;
    }
    const turn = this._begin();
    try {
      const answer = await this._merge(sides);
      this._sides = sides;
      await this._accept(turn, answer);
      return null;
    } catch (problem) {
      return sentenceOf(problem);
    } finally {
      this._end(turn);
    }
  }

  decide(conflict: number, decision: Decision): void {
    this._decisions?.decide(conflict, decision);
    this._changed.emit();
  }

  /** What was taken for each part of a source in conflict. */
  partsOf(conflict: number): PartTakes {
    return this._decisions?.partsOf(conflict) ?? [];
  }

  /** Takes a version for one part of a source. */
  decidePart(conflict: number, part: number, take: Take): void {
    this._decisions?.decidePart(conflict, part, take);
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
    this.left.forEach(conflict => this._decisions?.decideRest(conflict, take));
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
      const again = await this._merge(this._sides);
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

  private async _merge(chosen: Three): Promise<MergeAnswer> {
    const { id, path, requests, sideOf } = this._options;
    const { base, ours, theirs } = withBase(chosen);
    if (base === null || ours === null || theirs === null) {
      throw new Error('A merge has three versions.');
    }
    const [first, one, other] = await Promise.all([sideOf(base), sideOf(ours), sideOf(theirs)]);
    return requests.merge(path, { base: first, ours: one, theirs: other }, id);
  }

  private async _accept(turn: number, answer: MergeAnswer): Promise<void> {
    const { drafts, path, requests } = this._options;
    const { operation } = this.isOfConflict ? await requests.conflicts(path) : { operation: null };
    // Decisions of other conflicts stay in the browser under those conflicts' own name.
    const isAnother =
      this._answer === null || fingerprintOf(answer) !== fingerprintOf(this._answer);
    const decisions = isAnother ? await Decisions.of(answer, drafts) : this._decisions;
    if (turn === this._turn) {
      this._answer = answer;
      this._decisions = decisions;
      this._operation = operation;
      this._problem = null;
    }
  }

  private _begin(): number {
    this._isLoading = true;
    this._changed.emit();
    return ++this._turn;
  }

  private _end(turn: number): void {
    if (turn === this._turn) {
      this._isLoading = false;
      this._arrange();
    }
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
  private _sides: Three;
  private _turn = 0;
}

function isComplete(sides: Three): boolean {
  return !Object.values(withBase(sides)).includes(null);
}
