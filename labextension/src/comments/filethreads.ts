import { PromiseDelegate } from '@lumino/coreutils';
import type { Entry, Target } from '../anchors/tokens';
import type { IOutboxEntry } from '../core/tokens';
import { composingOn } from './entries';
import { EntryPlaces } from './entryplaces';
import { FollowedFile } from './followedfile';
import type { IPlace } from './placing';
import { ThreadsAtPath, type IThreadServices } from './threadsatpath';
import type {
  ICommentedFile,
  IFileThreads,
  IOnRow,
  IPlacedThread,
  IUnsentThread,
  Look,
  Thread
} from './tokens';

/** The threads of a file that is no notebook, each on the entry it is about. */
export class FileThreads extends ThreadsAtPath implements IFileThreads {
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

  override dispose(): void {
    this._places.dispose();
    super.dispose();
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

  begin(entry: Entry): void {
    this.compose(composingOn(entry));
  }

  async placeAgain(): Promise<void> {
    await this._places.refresh();
  }

  place(): Promise<void> {
    throw new Error('A place is chosen in a notebook.');
  }

  onLooks(): void {
    // People are asked to look at notebooks.
  }

  protected _placeOf(threadId: string): IPlace {
    return this._places.of(threadId);
  }

  protected _isWaiting(thread: Thread): boolean {
    return this._places.isWaiting(thread);
  }

  protected _follow(anew: boolean): void {
    this._places.follow(this._held.all(), anew);
  }

  protected _settled(): Promise<void> {
    return this._places.settled();
  }

  /** What is opened brings itself into view. */
  protected _reveal(): Promise<void> {
    return Promise.resolve();
  }

  protected _expect(threadId: string, target: Target): void {
    this._places.expect(threadId, target);
  }

  protected _expectingAt({ operation, body }: IOutboxEntry): (threadId: string) => void {
    return threadId => {
      if (operation === 'start-thread') {
        this._places.expect(threadId, body.target as Target);
      }
    };
  }

  protected _looksOf(): Promise<Look[]> {
    return Promise.resolve([]);
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
  protected readonly _ready: Promise<void>;
  private readonly _places: EntryPlaces;

  /** Nothing is asked before the file was read: what is gone from it could not be told. */
  private readonly _firstRead = new PromiseDelegate<void>();
}
