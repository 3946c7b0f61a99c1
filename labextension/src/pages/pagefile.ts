import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { Contents } from '@jupyterlab/services';
import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';
import type { IDrafts } from '../core/tokens';
import { PageDraft } from './pagedraft';
import { applyText, Conflict, settledText, wholeConflict, type MergedPart } from './parts';
import {
  asInFile,
  cancelled,
  inEditor,
  markOf,
  readText,
  replaceText,
  type IOnDisk
} from './saving';

const REST_MILLISECONDS = 500;
const LOOK_MILLISECONDS = 5_000;
const WAIT_MILLISECONDS = 100;

/** So often others save in between before a person is asked to try again. */
const TURNS = 8;

type Context = DocumentRegistry.CodeContext;

export interface IPageFileOptions {
  readonly context: Context;
  readonly contents: Contents.IManager;
  readonly drafts: IDrafts;

  /** Brings two edits of a text together. May fail. */
  merge(base: string, ours: string, theirs: string): Promise<readonly MergedPart[]>;

  /** A person has to decide: shows where. */
  reveal(): void;

  /** Whether the text is in view, so that it is worth looking at the file every few seconds. */
  isInView(): boolean;
}

/** What a person is told of a text that changed otherwise than by their keys, and what it was. */
export interface IMergeNotice {
  readonly kind: 'merged' | 'brought back' | 'restored';
  readonly before: string;
  readonly after: string;
}

/**
 * A Markdown file that is open: it follows what others write into the file, and is saved over nothing that it has not
 * seen. Where two edits meet in one place, it is not saved before a person has decided. Replaces the `save` of the
 * document, so that JupyterLab's question which text is to be lost is never asked.
 *
 * With live co-editing every text is one already, and all is left to that.
 */
export class PageFile implements IDisposable {
  constructor(private readonly _options: IPageFileOptions) {
    const { context, drafts } = _options;
    this._draft = new PageDraft(drafts, () => context.path);
    this._saveAsJupyter = context.save.bind(context);
    this._begun = context.ready.then(() => this._begin()).catch(() => undefined);
    context.disposed.connect(() => this.dispose());
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** The person changed the text. */
  get typed(): ISignal<this, void> {
    return this._typed;
  }

  /** The places where a person has to decide; null where nobody has. */
  get conflict(): Conflict | null {
    return this._conflict;
  }

  get notice(): IMergeNotice | null {
    const { _notice } = this;
    // Once the person went on writing, there is nothing to take back as a whole.
    return _notice?.after === this._source ? _notice : null;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      window.clearTimeout(this._timer);
      window.clearInterval(this._looking);
      window.removeEventListener('focus', this._onFocus);
      Signal.clearData(this);
    }
  }

  /** Saves the text, with what others have saved meanwhile. Throws as JupyterLab's own saving does. */
  async save(): Promise<void> {
    await this._begun;
    await this._alone(() => this._save());
  }

  /** Takes in what others have written into the file. Never fails. */
  async look(): Promise<void> {
    const { contents, context } = this._options;
    await this._begun;
    if (!this._isOn || this._isDisposed) {
      return;
    }
    try {
      const file = await contents.get(context.path, { content: false, hash: true });
      if (markOf(file) !== this._mark) {
        await this._alone(() => this._lookAgain());
      }
    } catch {
      // Whatever it is, saving will tell.
    }
  }

  /** Makes the text a former one, as an edit of the person. */
  replace(text: string): void {
    const before = this._source;
    applyText(this._model, text, true);
    this._tell('restored', before);
  }

  /** Tells that something was decided about the conflict. */
  decided(): void {
    this._changed.emit();
  }

  /** Takes the decisions over into the text, and saves it. Nothing happens while one is missing. */
  async resolve(): Promise<void> {
    const { context } = this._options;
    await this._alone(async () => {
      await this._lookAgain();
      const { conflict } = this;
      if (conflict !== null && conflict.left === 0) {
        this._base = conflict.theirs;
        this._conflict = null;
        applyText(this._model, conflict.text, true);
        context.model.dirty = true;
      }
    });
    if (this._conflict === null) {
      await context.save();
    }
    this._changed.emit();
  }

  /** Puts the text back as it was before that. What was saved with it is saved again. */
  undo(): void {
    const { notice } = this;
    if (notice !== null) {
      applyText(this._model, notice.before, true);
      this.dismiss();
      if (notice.kind === 'restored') {
        void this._options.context.save();
      }
    }
  }

  dismiss(): void {
    this._notice = null;
    this._changed.emit();
  }

  private async _begin(): Promise<void> {
    const { context } = this._options;
    if (context.model.collaborative || this._isDisposed) {
      return;
    }
    this._isOn = true;
    this._base = this._source;
    context.save = () => this.save();
    context.model.contentChanged.connect(this._onText, this);
    window.addEventListener('focus', this._onFocus);
    this._looking = window.setInterval(() => {
      if (!document.hidden && this._options.isInView()) {
        void this.look();
      }
    }, LOOK_MILLISECONDS);
    await this._bringBack();
  }

  /** What was not decided when the page was left. */
  private async _bringBack(): Promise<void> {
    const draft = await this._draft.get();
    if (draft === null) {
      return;
    }
    const before = this._source;
    this._base = draft.base;
    this._apply(draft.ours);
    await this._lookAgain().catch(() => {
      this._base = before;
      this._options.context.model.dirty = true;
    });
    if (this._conflict === null && this._source !== before) {
      this._tell('brought back', before);
    }
  }

  private async _save(): Promise<void> {
    const { contents, context } = this._options;
    // A signal whose owner lets others only listen is the same object.
    const state = context.saveState as Signal<unknown, DocumentRegistry.SaveState>;
    state.emit('started');
    for (let turn = 0; turn < TURNS; turn += 1) {
      const disk = await this._read();
      if (disk === null) {
        return this._asJupyter();
      }
      if (!(await this._takeInNews(inEditor(disk.raw)))) {
        state.emit('failed');
        throw cancelled();
      }
      const text = this._source;
      const saved = await replaceText(
        contents,
        context.path,
        asInFile(text, disk.raw),
        disk.raw
      ).catch(() => null);
      if (saved === null) {
        return this._asJupyter();
      }
      if (saved) {
        this._base = text;
        this._draft.forget();
        await this._acknowledge();
        state.emit('completed');
        return;
      }
      await new Promise(resolve => window.setTimeout(resolve, WAIT_MILLISECONDS));
    }
    state.emit('failed');
    throw cancelled();
  }

  /** As JupyterLab does it, which says what is wrong with the file or the server. */
  private async _asJupyter(): Promise<void> {
    await this._saveAsJupyter();
    this._base = this._source;
    this._mark = null;
  }

  private async _lookAgain(): Promise<void> {
    const disk = await readText(this._options.contents, this._options.context.path);
    this._mark = disk.mark;
    await this._takeInNews(inEditor(disk.raw));
  }

  /** As `_takeIn`, where there is anything to take in. */
  private async _takeInNews(theirs: string): Promise<boolean> {
    if (theirs === this._base && this._conflict === null) {
      return true;
    }
    const isTaken = await this._takeIn(theirs);
    if (isTaken) {
      await this._acknowledge();
    }
    return isTaken;
  }

  private async _read(): Promise<IOnDisk | null> {
    return readText(this._options.contents, this._options.context.path).catch(() => null);
  }

  /**
   * Brings what stands in the file into the text.
   *
   * @returns false where a person has to decide
   */
  private async _takeIn(theirs: string): Promise<boolean> {
    let ours = this._source;
    let parts: readonly MergedPart[] | null = null;
    while (![ours, this._base].includes(theirs) && ours !== this._base && parts === null) {
      const merged = await this._merged(ours, theirs);
      // What was typed meanwhile is merged as well.
      parts = ours === this._source ? merged : null;
      ours = this._source;
    }
    const text = parts === null ? null : settledText(parts);
    if (parts !== null && text === null) {
      const isNew = this._conflict === null;
      this._conflict = new Conflict(parts, ours, theirs, this._conflict);
      this._draft.keep({ base: this._base, ours: this._source });
      this._changed.emit();
      if (isNew) {
        this._options.reveal();
      }
      return false;
    }
    if (theirs !== this._base && ours !== theirs) {
      this._apply(text ?? theirs);
    }
    this._base = theirs;
    this._conflict = null;
    if (text !== null) {
      this._tell('merged', ours);
    }
    this._changed.emit();
    return true;
  }

  private async _merged(ours: string, theirs: string): Promise<readonly MergedPart[]> {
    // Without it people decide about the whole text, and lose nothing.
    return this._options
      .merge(this._base, ours, theirs)
      .catch(() => wholeConflict(this._base, ours, theirs));
  }

  /** Lets JupyterLab know the file as it is, without its replacing what is being written. */
  private async _acknowledge(): Promise<void> {
    const { context } = this._options;
    const { model } = context;
    let seen = '';
    model.fromString = text => {
      seen = text;
    };
    try {
      await context.revert();
    } finally {
      Reflect.deleteProperty(model, 'fromString');
    }
    const { contentsModel } = context;
    this._mark = seen === this._base && contentsModel !== null ? markOf(contentsModel) : null;
    model.dirty = this._source !== this._base;
  }

  private _tell(kind: IMergeNotice['kind'], before: string): void {
    this._notice = { kind, before, after: this._source };
    this._changed.emit();
  }

  private _apply(text: string): void {
    this._isApplying = true;
    applyText(this._model, text, false);
    this._isApplying = false;
  }

  /** One after the other: two of them would each take the other's text for somebody else's. */
  private _alone<T>(act: () => Promise<T>): Promise<T> {
    const done = this._last.then(act, act);
    this._last = done.catch(() => undefined);
    return done;
  }

  private _onText(): void {
    if (this._isApplying) {
      return;
    }
    this._typed.emit();
    if (this._conflict !== null) {
      this._draft.keep({ base: this._base, ours: this._source });
      window.clearTimeout(this._timer);
      this._timer = window.setTimeout(() => {
        void this._alone(() => this._lookAgain()).catch(() => undefined);
      }, REST_MILLISECONDS);
    }
  }

  private get _model(): Context['model']['sharedModel'] {
    return this._options.context.model.sharedModel;
  }

  private get _source(): string {
    return this._model.getSource();
  }

  private readonly _onFocus = (): void => void this.look();
  private readonly _begun: Promise<void>;
  private readonly _changed = new Signal<this, void>(this);
  private readonly _draft: PageDraft;
  private readonly _typed = new Signal<this, void>(this);
  private readonly _saveAsJupyter: () => Promise<void>;

  /** The text of the file, as it was read or saved last. */
  private _base = '';
  private _conflict: Conflict | null = null;
  private _isApplying = false;
  private _isDisposed = false;
  private _isOn = false;
  private _last: Promise<unknown> = Promise.resolve();
  private _looking = 0;

  /** Of the version of the file in `_base`; null when not known. */
  private _mark: string | null = null;
  private _notice: IMergeNotice | null = null;
  private _timer = 0;
}
