import { Signal, type ISignal } from '@lumino/signaling';

const PREFIX = 'mlcollab:seen:';
const MOST_MARKS = 5000;

/**
 * Which changes a person has seen, by what the cells are on both sides: a mark is gone as soon as one of them is
 * another. Kept in the browser; where that keeps nothing, until the page is closed.
 */
export class Seen {
  /** @param person - whose marks they are */
  constructor(person: string) {
    this._name = `${PREFIX}${person}`;
    this._marks = new Set(this._read());
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  has(fingerprint: string): boolean {
    return this._marks.has(fingerprint);
  }

  /** Marks or unmarks; what other tabs marked meanwhile stays. */
  set(fingerprint: string, isSeen: boolean): void {
    this._read().forEach(mark => this._marks.add(mark));
    this._marks.delete(fingerprint);
    if (isSeen) {
      this._marks.add(fingerprint);
    }
    this._write();
    this._changed.emit();
  }

  private _read(): string[] {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(this._name) ?? '[]');
      return Array.isArray(kept) ? kept.filter(mark => typeof mark === 'string') : [];
    } catch {
      return [];
    }
  }

  private _write(): void {
    try {
      // The oldest go first.
      localStorage.setItem(this._name, JSON.stringify([...this._marks].slice(-MOST_MARKS)));
    } catch {
      // Storage can be full or blocked; the marks then hold until the page is closed.
    }
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _marks: Set<string>;
  private readonly _name: string;
}
