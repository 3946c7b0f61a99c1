import { PromiseDelegate } from '@lumino/coreutils';
import type { Widget } from '@lumino/widgets';
import type { Target } from '../anchors/tokens';
import type { IOutboxEntry } from '../core/tokens';
import { shortened } from './begin';
import { FollowedFile } from './followedfile';
import { PickableThreads } from './pickablethreads';
import { TextPlaces } from './textplaces';
import type { IThreadServices } from './threadsatpath';
import type { IComposing, ICommentedText, ITextRange, ITextThreads, IUnsentThread } from './tokens';

/** The threads of a text, each on the words it is about. */
export class TextThreads extends PickableThreads implements ITextThreads {
  constructor(
    readonly file: ICommentedText,
    services: IThreadServices
  ) {
    super(new FollowedFile(file), services);
    this._places = new TextPlaces(async text =>
      (await this._where.connect()).placements(this.path, [], [], text)
    );
    this._places.changed.connect(this._emit, this);
    file.changed.connect(this._onFile, this);
    file.closed.connect(this.dispose, this);
    this._ready = this._firstRead.promise.then(() => this.reload());
    this._onFile();
  }

  get widget(): Widget {
    return this.file.widget;
  }

  get isVisible(): boolean {
    return this.file.isVisible;
  }

  get unsent(): readonly IUnsentThread[] {
    return this._unsent.threads(() => null);
  }

  get otherUnsent(): readonly IOutboxEntry[] {
    return this._unsent.others;
  }

  get placesProblem(): string | null {
    return this._places.problem;
  }

  get composingRange(): ITextRange | null {
    return this.composing && this._places.find(this.composing.target);
  }

  sourceOf(): string | null {
    return this.file.text;
  }

  rangeOf(id: string): ITextRange | null {
    const unsent = this.unsent.find(({ entry }) => entry.id === id);
    return unsent === undefined
      ? this._places.rangeOf(id)
      : this._places.find(unsent.entry.body.target as Target);
  }

  async begin(range: ITextRange | null): Promise<void> {
    const composing = this._composingOn(range);
    if (this.picking === null) {
      this.compose(composing);
    } else if (composing !== null && range !== null) {
      await this._putThere(this.picking, composing.target);
    }
  }

  async placeAgain(): Promise<void> {
    await this._places.refresh();
  }

  protected _targetOf(threadId: string): Target | null {
    const range = this.rangeOf(threadId);
    return range && (this._composingOn(range)?.target ?? null);
  }

  private _composingOn(range: ITextRange | null): IComposing | null {
    const { text } = this.file;
    const { anchors, trans } = this._services;
    if (range === null) {
      return { target: { kind: 'file' }, cellId: null, about: trans.__('On the whole page') };
    }
    const words = text?.slice(range.start, range.end).trim() ?? '';
    return text === null || words === ''
      ? null
      : {
          target: anchors.onText(text, range.start, range.end),
          cellId: null,
          about: shortened(words)
        };
  }

  private _onFile(): void {
    const { text } = this.file;
    if (text !== null) {
      this._places.show(text);
      this._firstRead.resolve();
    }
  }

  readonly notebook = null;
  readonly text = this;
  readonly picked = 'words';
  protected readonly _ready: Promise<void>;
  protected readonly _places: TextPlaces;

  /** Nothing is asked before the text was read: what is gone from it could not be told. */
  private readonly _firstRead = new PromiseDelegate<void>();
}
