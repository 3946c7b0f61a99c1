import { Signal, type ISignal } from '@lumino/signaling';
import { Refused, sentenceOf } from '../core/errors';
import type { IDrafts } from '../core/tokens';
import { noteNames, textOf, valuesOf, type IValues, type Written } from './fields';
import type { CardFile } from './requests';
import type { Card, CardFigure } from './tokens';

export type Texts = Partial<Record<Written, string>>;

export interface IEditingOptions {
  readonly drafts: IDrafts;

  /** Where what was not saved is kept through a reload. */
  readonly draftKey: string;

  /**
   * Writes fields into the file.
   *
   * @param file - the file that was edited
   * @throws Refused - with `conflict` when the file is another by now
   */
  save(file: CardFile, values: IValues): Promise<void>;

  /** Reads the file anew. */
  reload(): Promise<CardFile>;
}

/** The form of one card: what the person changed and has not saved. */
export class Editing {
  constructor(
    private _file: CardFile,
    private readonly _options: IEditingOptions
  ) {
    this._base = _file.card;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isBusy(): boolean {
    return this._isBusy;
  }

  /** Why the last saving failed; what was written is kept. */
  get problem(): string | null {
    return this._problem;
  }

  get isDirty(): boolean {
    return Object.keys(this._texts).length > 0;
  }

  /** Brings back what was written before the page was loaded again. */
  async restore(): Promise<void> {
    const kept = parsed(await this._options.drafts.get(this._options.draftKey));
    this._texts = { ...kept, ...this._texts };
    this._changed.emit();
  }

  get figures(): readonly CardFigure[] {
    return this._file.card.figures;
  }

  isChanged(name: Written): boolean {
    return this._texts[name] !== undefined;
  }

  /** How many notes there are, with those that the person adds. */
  get notes(): number {
    return noteNames(this._file.card, this._texts).length;
  }

  text(name: Written): string {
    return this._texts[name] ?? textOf(this._file.card, name);
  }

  /** What somebody else wrote meanwhile into a field that the person changed too; null for none. */
  theirs(name: Written): string | null {
    const now = textOf(this._file.card, name);
    const isBoth = this._texts[name] !== undefined && now !== textOf(this._base, name);
    return isBoth && now !== this._texts[name] ? now : null;
  }

  write(name: Written, text: string): void {
    const others = Object.entries(this._texts).filter(([key]) => key !== name);
    const isAsBefore = text === textOf(this._file.card, name);
    this._texts = Object.fromEntries(isAsBefore ? others : [...others, [name, text]]);
    this._problem = null;
    this._keep();
    this._changed.emit();
  }

  /** @returns whether all is saved */
  async save(): Promise<boolean> {
    if (this._isBusy) {
      return false;
    }
    this._set(true, null);
    try {
      await this._options.save(this._file, valuesOf(this._file.card, this._texts));
    } catch (problem) {
      await this._fail(problem);
      return false;
    }
    this.discard();
    this._set(false, null);
    return true;
  }

  /** Throws away what was not saved. */
  discard(): void {
    this._texts = {};
    this._keep();
  }

  private async _fail(problem: unknown): Promise<void> {
    if (problem instanceof Refused && problem.code === 'conflict') {
      // What they wrote is shown beside what the person wrote; saving again is about the file as it is now.
      this._file = await this._options.reload().catch(() => this._file);
    }
    this._set(false, sentenceOf(problem));
  }

  private _set(isBusy: boolean, problem: string | null): void {
    this._isBusy = isBusy;
    this._problem = problem;
    this._changed.emit();
  }

  private _keep(): void {
    const text = this.isDirty ? JSON.stringify(this._texts) : '';
    void this._options.drafts.set(this._options.draftKey, text);
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _base: Card;
  private _texts: Texts = {};
  private _isBusy = false;
  private _problem: string | null = null;
}

function parsed(text: string): Texts {
  try {
    return text === '' ? {} : (JSON.parse(text) as Texts);
  } catch {
    return {};
  }
}
