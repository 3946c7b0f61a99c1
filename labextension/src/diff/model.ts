import { Signal, type ISignal } from '@lumino/signaling';
import { sentenceOf } from '../core/errors';
import { isFile, isSame, newness, type Choice, type Which } from './choice';
import { Details, type ICounted } from './details';
import { passes, type Only } from './filter';
import { changeBeside, foldOf, itemsOf, plus, rowIn, type Item, type IUnfolded } from './items';
import { liveSideOf, withOpen } from './live';
import { Looks } from './looks';
import { Payloads } from './payloads';
import { carryNames, keyOf } from './keys';
import type { Requests } from './requests';
import type { Seen } from './seen';
import type { Shown } from './shown';
import type { CellDetail, Comparison, Export, ExportForm, Row, Side, WholeCell } from './tokens';

export interface IChangesOptions {
  readonly requests: Requests;
  readonly shown: Shown;
  readonly seen: Seen;

  /** Null until the person chose one. */
  readonly old: Choice | null;
  readonly new: Choice | null;

  /** What stands there until the first answer; null for nothing. */
  readonly counted?: ICounted | null;

  /** A name for this view among those of the browser. */
  readonly id: string;

  /** What a chosen side is now. */
  sideOf(choice: Choice): Promise<Side>;
}

export type Sides = readonly [Choice | null, Choice | null];

/** Two sides of a notebook compared: what the list shows, where the person is in it. No DOM. */
export class Changes {
  constructor(private readonly _options: IChangesOptions) {
    this._sides = [_options.old, _options.new];
    this._asked = JSON.stringify(_options.shown.options);
    this._details = new Details(_options.requests, {
      changed: () => this._changed.emit(),
      forgotten: () => void this.refresh()
    });
    _options.shown.changed.connect(this._onShown, this);
    _options.seen.changed.connect(this._arrange, this);
    if (_options.counted) {
      this._accept(_options.counted.comparison);
      this._details.hold(_options.counted.comparison, _options.counted.cells);
    }
  }

  /** How the person looks at single outputs and cells. */
  readonly looks = new Looks(() => this._changed.emit());

  /** Null until the first answer. */
  get comparison(): Comparison | null {
    return this._comparison;
  }

  /** The sentence why there is no comparison, or no newer one. */
  get problem(): string | null {
    return this._problem;
  }

  get isLoading(): boolean {
    return this._isLoading;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get shown(): Shown {
    return this._options.shown;
  }

  /** The old side and the new; null where the person has not chosen one yet. */
  get sides(): Sides {
    return this._sides;
  }

  /** True when what is now stands on the old side. */
  get isSwapped(): boolean {
    return newness(this._sides[0]) > newness(this._sides[1]);
  }

  /** Which side is the notebook that can be edited, saved or not; the new one when both are. Null when none is. */
  get liveSide(): Which | null {
    return liveSideOf(this._sides, this._comparison);
  }

  get items(): readonly Item[] {
    return this._items;
  }

  /** The key of the change the person went to last; null before. */
  get current(): string | null {
    return this._current;
  }

  /** Counts how often the person went somewhere: the list follows each time, even to the same change. */
  get journeys(): number {
    return this._journeys;
  }

  row(item: Item): Row | null {
    return item.kind === 'cell' ? (this._comparison?.rows[item.row] ?? null) : null;
  }

  /** Null until they were asked for with `need` and have come. */
  detail(row: Row): CellDetail | null {
    return this._details.of(row);
  }

  /** Asks for details that are not here yet. */
  need(rows: readonly number[]): void {
    this._details.need(rows);
  }

  /** The payload of an output, by its hash. Throws `Refused`. */
  async payload(sha256: string): Promise<{ mime: string; data: string }> {
    return this._payloads.of(sha256);
  }

  /** Both sides as they are now, compared and written as one text. Throws `Refused`. */
  async exported(form: ExportForm, outputs: boolean): Promise<Export> {
    const { requests, shown } = this._options;
    const [old, now] = await this._asTheyAre(this._sides);
    return requests.exported({ old, new: now, options: shown.options, form, outputs });
  }

  /** A row's cell as both notebooks hold it. Throws `Refused`. */
  async whole(row: Row): Promise<WholeCell> {
    // A newer comparison may have come since the row was drawn.
    const { id, index } = this._homes.get(row) ?? { id: '', index: 0 };
    return this._options.requests.whole(id, index);
  }

  /** From the next comparison on, a side that is a saved notebook is that notebook as it is open. */
  followOpen(name: Which): void {
    this._sides = withOpen(this._sides, name);
  }

  /** Compares both sides as they are now. What is shown stays until the answer comes, and when none does. */
  async refresh(): Promise<void> {
    // A choice brings a new comparison with it, and a second request would stop its own.
    if (this._isChoosing || this._sides.includes(null)) {
      return;
    }
    const turn = ++this._turn;
    this._isLoading = true;
    this._changed.emit();
    try {
      const comparison = await this._compare(this._sides);
      if (turn === this._turn) {
        this._accept(comparison);
      }
    } catch (problem) {
      if (turn === this._turn) {
        this._problem = sentenceOf(problem);
      }
    }
    if (turn === this._turn && !this.isDisposed) {
      this._isLoading = false;
      this._changed.emit();
    }
  }

  async swap(): Promise<void> {
    const [old, now] = this._sides;
    await this.show(now, old);
  }

  /** Compares two others, whatever comes of it. */
  async show(old: Choice | null, now: Choice | null): Promise<void> {
    if (!isSame(old, this._sides[0]) || !isSame(now, this._sides[1])) {
      this._sides = [old, now];
      this._current = null;
    }
    await this.refresh();
  }

  /**
   * Puts another version on one side, if there is such a version.
   *
   * @returns the sentence why there is none; the sides are then as before
   */
  async choose(which: Which, choice: Choice): Promise<string | null> {
    const [old, now] = this._sides;
    const sides: Sides = which === 'old' ? [choice, now] : [old, choice];
    if (sides.includes(null)) {
      this._sides = sides;
      this._changed.emit();
      return null;
    }
    this._turn += 1;
    this._isChoosing = true;
    try {
      const comparison = await this._compare(sides);
      const { missing, problem } = comparison[which];
      if (missing && isFile(choice)) {
        return problem?.sentence ?? '';
      }
      this._sides = sides;
      this._current = null;
      this._accept(comparison);
      return null;
    } catch (problem) {
      return sentenceOf(problem);
    } finally {
      this._isChoosing = false;
      this._isLoading = false;
      this._changed.emit();
    }
  }

  /** Opens or closes a run of cells that are the same. */
  toggle(key: string): void {
    const isOpen = this._items.some(
      item => item.key === key && item.kind === 'fold' && item.isOpen
    );
    if (isOpen) {
      this._unfolded.delete(key);
    } else {
      this._unfolded.set(key, { top: Infinity, bottom: 0 });
    }
    this._arrange();
  }

  /** Opens some more cells of a run, at its beginning or at its end. */
  unfold(key: string, more: IUnfolded): void {
    this._unfolded.set(key, plus(this._unfolded.get(key), more));
    this._arrange();
  }

  /** Which changes alone are in the list; null for all. */
  get only(): Only | null {
    return this._only;
  }

  filter(only: Only | null): void {
    this._only = only;
    this._arrange();
  }

  isSeen(row: Row): boolean {
    return this._isSeenAt(this._comparison?.rows.indexOf(row) ?? -1);
  }

  /** How many of the changes in the list the person has seen. */
  get seenCount(): { readonly seen: number; readonly all: number } {
    const rows = this._items.flatMap(item =>
      item.kind === 'cell' && item.isChange ? [item.row] : []
    );
    return { seen: rows.filter(row => this._isSeenAt(row)).length, all: rows.length };
  }

  /** A change that is seen is closed, and passed over by `go` as long as others are not seen. */
  markSeen(row: Row, isSeen: boolean): void {
    this._closed.delete(keyOf(row));
    const { rows = [], fingerprints = [] } = this._comparison ?? {};
    this._options.seen.set(fingerprints[rows.indexOf(row)] ?? '', isSeen);
  }

  isCollapsed(row: Row): boolean {
    return this._closed.get(keyOf(row)) ?? this.isSeen(row);
  }

  collapse(row: Row, isClosed: boolean): void {
    this._closed.set(keyOf(row), isClosed);
    this._changed.emit();
  }

  /** The row the person is at; null before they went to one. */
  get currentRow(): Row | null {
    const index = rowIn(this._items, this._current);
    return index === null ? null : (this._comparison?.rows[index] ?? null);
  }

  /** The person is at a change, without the list going there. */
  enter(key: string): void {
    if (key !== this._current) {
      this._stand(key);
    }
  }

  /** Goes to a row, which is unfolded if need be. */
  goTo(key: string): void {
    const fold = foldOf(this._items, this._comparison?.rows ?? [], key);
    if (fold !== null) {
      this._unfolded.set(fold, { top: Infinity, bottom: 0 });
      this._arrange();
    }
    this._journeys += 1;
    this._stand(key);
  }

  /** Goes to the next change, or back to the one before. */
  go(step: 1 | -1): void {
    const { seen, all } = this.seenCount;
    const isPassed = (item: Item): boolean =>
      seen < all && item.kind === 'cell' && item.key !== this._current && this._isSeenAt(item.row);
    const items = this._items.filter(item => !isPassed(item));
    const key = changeBeside(items, this._current, step, this._currentRow);
    if (key !== null) {
      this.goTo(key);
    }
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
    this._turn += 1;
    this._details.dispose();
    Signal.clearData(this);
  }

  private async _compare(sides: Sides): Promise<Comparison> {
    const { requests, shown, id } = this._options;
    return requests.compare(...(await this._asTheyAre(sides)), shown.options, id);
  }

  private async _asTheyAre([old, now]: Sides): Promise<[Side, Side]> {
    if (old === null || now === null) {
      throw new Error('A comparison has two sides.');
    }
    const { sideOf } = this._options;
    return Promise.all([sideOf(old), sideOf(now)]);
  }

  private _accept(answer: Comparison): void {
    const comparison = carryNames(this._comparison, answer);
    const { id, rows } = comparison;
    rows.forEach((row, index) => this._homes.set(row, { id, index }));
    this._comparison = comparison;
    this._problem = null;
    this._details.follow(comparison);
    this._arrange();
  }

  private _isSeenAt(index: number): boolean {
    const fingerprint = this._comparison?.fingerprints[index] ?? '';
    return fingerprint !== '' && this._options.seen.has(fingerprint);
  }

  private _stand(key: string): void {
    this._current = key;
    this._currentRow = rowIn(this._items, key) ?? this._currentRow;
    this._changed.emit();
  }

  private _arrange(): void {
    const { rows = [], metadata = [] } = this._comparison ?? {};
    const isChange = (row: Row, index: number): boolean =>
      this.shown.shows(row) && passes(row, this._only, this._isSeenAt(index));
    const cells = itemsOf(rows, isChange, this._unfolded);
    this._items =
      metadata.length > 0 && this._only === null
        ? [{ kind: 'notebook', key: 'notebook' }, ...cells]
        : cells;
    this._changed.emit();
  }

  private _onShown(): void {
    const asked = JSON.stringify(this.shown.options);
    if (asked !== this._asked) {
      this._asked = asked;
      void this.refresh();
    }
    this._arrange();
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _details: Details;
  private readonly _payloads = new Payloads(sha256 =>
    this._options.requests.payload(this._comparison?.id ?? '', sha256)
  );
  private readonly _closed = new Map<string, boolean>();
  private readonly _homes = new WeakMap<Row, { readonly id: string; readonly index: number }>();
  private readonly _unfolded = new Map<string, IUnfolded>();
  private _asked: string;
  private _comparison: Comparison | null = null;
  private _current: string | null = null;
  private _currentRow = -1;
  private _isChoosing = false;
  private _isDisposed = false;
  private _isLoading = false;
  private _items: readonly Item[] = [];
  private _journeys = 0;
  private _only: Only | null = null;
  private _problem: string | null = null;
  private _sides: Sides;
  private _turn = 0;
}
