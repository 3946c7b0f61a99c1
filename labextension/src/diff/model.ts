import { Signal, type ISignal } from '@lumino/signaling';
import { sentenceOf } from '../core/errors';
import { Details } from './details';
import { changeBeside, itemsOf, type Item } from './items';
import { Looks } from './looks';
import { Payloads } from './payloads';
import type { Requests } from './requests';
import type { Shown } from './shown';
import type { SideSource } from './sides';
import type { CellDetail, Comparison, Export, ExportForm, Row, Side } from './tokens';

export interface IChangesOptions {
  readonly requests: Requests;
  readonly shown: Shown;
  readonly old: SideSource;
  readonly new: SideSource;

  /** A name for this view among those of the browser. */
  readonly id: string;

  /** The notebook's path in the project, as it is now. */
  path(): string;
}

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

  /** True when the old and the new side have changed places. */
  get isSwapped(): boolean {
    return this._isSwapped;
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
    const [old, now] = this._sidesNow();
    return requests.exported({ old, new: now, options: shown.options, form, outputs });
  }

  /** Compares both sides as they are now. What is shown stays until the answer comes, and when none does. */
  async refresh(): Promise<void> {
    const turn = ++this._turn;
    this._isLoading = true;
    this._changed.emit();
    try {
      const comparison = await this._compare();
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
    this._sides.reverse();
    this._isSwapped = !this._isSwapped;
    await this.refresh();
  }

  /** Opens or closes a run of cells that are the same. */
  toggle(key: string): void {
    if (!this._unfolded.delete(key)) {
      this._unfolded.add(key);
    }
    this._arrange();
  }

  /** Goes to the next change, or back to the one before. */
  go(step: 1 | -1): void {
    this._current = changeBeside(this._items, this._current, step);
    this._journeys += 1;
    this._changed.emit();
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

  private async _compare(): Promise<Comparison> {
    const { requests, shown, id } = this._options;
    return requests.compare(...this._sidesNow(), shown.options, id);
  }

  private _sidesNow(): [Side, Side] {
    const path = this._options.path();
    const [old, now] = this._sides.map(side => side(path));
    if (old === undefined || now === undefined) {
      throw new Error('A comparison has two sides.');
    }
    return [old, now];
  }

  private _accept(comparison: Comparison): void {
    this._comparison = comparison;
    this._problem = null;
    this._details.follow(comparison);
    this._arrange();
  }

  private _arrange(): void {
    const { rows = [], metadata = [] } = this._comparison ?? {};
    const cells = itemsOf(rows, row => this.shown.shows(row), this._unfolded);
    this._items = metadata.length > 0 ? [{ kind: 'notebook', key: 'notebook' }, ...cells] : cells;
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
  private readonly _sides: SideSource[];
  private readonly _unfolded = new Set<string>();
  private _asked: string;
  private _comparison: Comparison | null = null;
  private _current: string | null = null;
  private _isDisposed = false;
  private _isLoading = false;
  private _isSwapped = false;
  private _items: readonly Item[] = [];
  private _journeys = 0;
  private _problem: string | null = null;
  private _turn = 0;
}
