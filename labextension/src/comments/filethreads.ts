import { PromiseDelegate } from '@lumino/coreutils';
import type { Entry, Target } from '../anchors/tokens';
import type { IOutboxEntry } from '../core/tokens';
import { composingOn } from './entries';
import { EntryPlaces } from './entryplaces';
import { FollowedFile } from './followedfile';
import { PickableThreads } from './pickablethreads';
import type { IThreadServices } from './threadsatpath';
import type { ICommentedFile, IFileThreads, IOnRow, IPlacedThread, IUnsentThread } from './tokens';

/** The threads of a file that is no notebook, each on the entry it is about. */
export class FileThreads extends PickableThreads implements IFileThreads {
  constructor(
    readonly file: ICommentedFile,
    services: IThreadServices
  ) {
    super(new FollowedFile(file), services);
    this._places = new EntryPlaces(async entries =>
      (await this._where.connect()).placements(this.path, [], [...entries])
    );
    this._places.changed.connect(this._emit, this);
    file.changed.connect(this._onFile, this);
    file.widget.disposed.connect(this.dispose, this);
    this._ready = this._firstRead.promise.then(() => this.reload());
    this._onFile();
  }

  get widget(): ICommentedFile['widget'] {
    return this.file.widget;
  }

  get isVisible(): boolean {
    return this.widget.isVisible;
  }

  get unsent(): readonly IUnsentThread[] {
    return this._unsent.threads(entry => this._indexOf(entry));
  }

  get otherUnsent(): readonly IOutboxEntry[] {
    return this._unsent.others;
  }

  get placesProblem(): string | null {
    return this._places.problem;
  }

  sourceOf({ cellIndex }: IPlacedThread): string | null {
    return this.file.entries?.[cellIndex ?? -1]?.text ?? null;
  }

  on(entry: Entry): IOnRow {
    const index = this.file.entries?.indexOf(entry) ?? -1;
    const { composing } = this;
    return {
      threads: this.threads.filter(({ cellIndex }) => cellIndex === index),
      unsent: this.unsent.filter(({ cellIndex }) => cellIndex === index),
      composing:
        composing !== null && this._places.indexOf(composing.target) === index ? composing : null
    };
  }

  async begin(entry: Entry): Promise<void> {
    const composing = composingOn(entry);
    if (this.picking === null) {
      this.compose(composing);
    } else {
      await this._putThere(this.picking, composing.target);
    }
  }

  async placeAgain(): Promise<void> {
    await this._places.refresh();
  }

  protected _targetOf(threadId: string): Target | null {
    const entry = this.file.entries?.[this._places.of(threadId).cellIndex ?? -1];
    return entry === undefined ? null : composingOn(entry).target;
  }

  private _indexOf({ body }: IOutboxEntry): number | null {
    return this._places.indexOf(body.target as Target);
  }

  private _onFile(): void {
    const { entries } = this.file;
    if (entries !== null) {
      this._places.show(entries);
      this._firstRead.resolve();
    }
  }

  readonly notebook = null;
  readonly text = null;
  readonly picked = 'part';
  protected readonly _ready: Promise<void>;
  protected readonly _places: EntryPlaces;

  /** Nothing is asked before the file was read: what is gone from it could not be told. */
  private readonly _firstRead = new PromiseDelegate<void>();
}
