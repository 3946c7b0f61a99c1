import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';
import type { IAnchors, Target } from '../anchors/tokens';
import { Refused, sentenceOf } from '../core/errors';
import { newId } from '../core/ids';
import type { Change, IOutbox, IOutboxEntry, Project } from '../core/tokens';
import { arrange } from './arrange';
import { Held } from './held';
import { News, type INewsReader } from './news';
import { linkTo } from './permalink';
import type { IPlace } from './placing';
import type { Requests } from './requests';
import { Sending } from './sending';
import type {
  IComposing,
  INotebookThreads,
  IPicks,
  IPlacedThread,
  ITextThreads,
  IThreads,
  IUnsentThread,
  Look,
  Thread
} from './tokens';
import { Unsent } from './unsent';
import { Whereabouts, type INotebookFile, type IWhereaboutsServices } from './whereabouts';

export interface IThreadServices extends IWhereaboutsServices {
  readonly outbox: IOutbox;
  readonly anchors: IAnchors;
  readonly trans: TranslationBundle;
}

/**
 * The threads of a notebook by its path: what the server says and what is not sent yet. Where each stands, and what
 * shows that, is for those who extend it.
 */
export abstract class ThreadsAtPath implements IThreads, INewsReader, IDisposable {
  protected constructor(
    private readonly _file: INotebookFile,
    protected readonly _services: IThreadServices
  ) {
    const { events, outbox, people, trans } = _services;
    this._where = new Whereabouts(_file, _services);
    this._where.rightsChanged.connect(this._emit, this);
    this._sending = new Sending(outbox, people, trans);
    this._unsent = new Unsent(outbox, _file, this._where, this._held);
    this._news = new News(events, this);
    events.connectionChanged.connect(this._emit, this);
    outbox.changed.connect(this._emit, this);
    outbox.delivered.connect(this._onDelivered, this);
    _file.pathChanged.connect(this.onEverything, this);
  }

  abstract readonly notebook: INotebookThreads | null;
  abstract readonly text: ITextThreads | null;
  abstract readonly picks: IPicks | null;
  abstract readonly isVisible: boolean;
  abstract readonly unsent: readonly IUnsentThread[];
  abstract sourceOf(placed: IPlacedThread): string | null;
  abstract place(thread: Thread, cellIndex: number | null): Promise<void>;

  get project(): Project | null {
    return this._where.project;
  }

  get path(): string {
    return this._where.path;
  }

  get serverPath(): string {
    return this._file.localPath;
  }

  get threads(): readonly IPlacedThread[] {
    this._arranged ??= arrange(
      this._held.all().filter(thread => !this._isWaiting(thread)),
      id => this._placeOf(id),
      this._unsent.entries
    );
    return this._arranged;
  }

  get correcting(): string | null {
    return this._unsent.correcting;
  }

  get status(): INotebookThreads['status'] {
    return this._status;
  }

  get problem(): string | null {
    return this._problem;
  }

  get mayComment(): boolean {
    return this._where.mayComment;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** The person at this browser has read a thread. */
  get read(): ISignal<this, void> {
    return this._read;
  }

  get openThread(): string | null {
    return this._openThread;
  }

  get composing(): IComposing | null {
    return this._composing;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      this._news.dispose();
      this._where.dispose();
      Signal.clearData(this);
    }
  }

  async reload(): Promise<void> {
    const turn = ++this._turn;
    try {
      const list = await this._where.threads();
      const requests = await this._where.connect();
      const looks = await this._looksOf(requests);
      if (turn === this._turn && !this._isDisposed) {
        this._held.replace(list, looks);
        this._follow(true);
        // A list that is drawn before it is placed would change its order under somebody's mouse.
        await this._settled();
      }
      if (turn === this._turn && !this._isDisposed) {
        this._become('ready', null);
      }
    } catch (error) {
      if (turn === this._turn) {
        this._become('failed', sentenceOf(error));
      }
    }
  }

  async open(threadId: string | null): Promise<void> {
    this._openThread = threadId;
    this._emit();
    await this._ready;
    await this._settled();
    await this._reveal(threadId);
  }

  compose(composing: IComposing | null): void {
    this._composing = composing;
    this._emit();
  }

  async start(target: Target, body: string, blocking: boolean): Promise<void> {
    const id = newId();
    const composed = this._composing;
    this._expect(id, target, composed);
    await this._send('start-thread', id, {}, { target, body, blocking });
    this._composing = this._composing === composed ? null : this._composing;
    this._openThread = id;
    this._emit();
  }

  async reply(threadId: string, body: string): Promise<void> {
    await this._send('reply', newId(), { threadId }, { body });
  }

  async edit(thread: Thread, commentId: string, body: string): Promise<void> {
    const parameters = { threadId: thread.id, commentId };
    await this._send('edit', newId(), parameters, { seen: thread.version, body });
  }

  async correct(entry: IOutboxEntry | null): Promise<void> {
    const held = await this._unsent.correct(entry);
    this._emit();
    if (held !== null) {
      await this.open(held.operation === 'start-thread' ? held.id : held.subject);
    }
  }

  async resend(entry: IOutboxEntry, change: Record<string, unknown>): Promise<void> {
    const expectThere = this._expectingAt(entry);
    const address = await this._where.address();
    const renewed = { ...change, ...this._unsent.renewed(entry) };
    const id = await this._sending.correct(address, entry, renewed);
    this._unsent.done(entry);
    this._openThread = this._openThread === entry.id ? id : this._openThread;
    expectThere(id);
    this._emit();
  }

  async remove(thread: Thread, commentId: string, erase: boolean): Promise<void> {
    const left = await this._change(requests => requests.remove(thread.id, commentId, erase));
    if (left === null) {
      this._forget(thread.id);
    }
  }

  async setStatus(thread: Thread, status: Thread['status']): Promise<void> {
    await this._change(requests => requests.setStatus(thread, status));
  }

  async setBlocking(thread: Thread, blocking: boolean): Promise<void> {
    await this._change(requests => requests.setBlocking(thread, blocking));
  }

  async markRead(thread: Thread): Promise<void> {
    await this._change(requests => requests.markRead(thread));
    this._read.emit();
  }

  permalink(threadId: string): string {
    return linkTo(this._services.api.root, this.project?.id ?? '', threadId);
  }

  concerns(project: string, change: Change | null): boolean {
    return project === this.project?.id && this._held.isAbout(change);
  }

  onThreads(ids: string[]): void {
    ids.forEach(id => void this._fetch(id));
  }

  abstract onLooks(): void;

  onEverything(): void {
    void this.reload();
  }

  /** The first list, once there is something to place threads in. */
  protected abstract readonly _ready: Promise<void>;
  protected abstract _placeOf(threadId: string): IPlace;

  /** Nobody can say yet where the thread stands. */
  protected abstract _isWaiting(thread: Thread): boolean;

  /** Places the threads held where that is not known, or all of them anew. */
  protected abstract _follow(anew: boolean): void;

  /** Resolves once no question about places is on its way. */
  protected abstract _settled(): Promise<void>;

  /** Brings an open thread into view. */
  protected abstract _reveal(threadId: string | null): Promise<void>;

  /** Shows a thread that is about to be sent where it was written, until the server has placed it. */
  protected abstract _expect(threadId: string, target: Target, composed: IComposing | null): void;

  /** The same for what will be sent in the place of an entry. */
  protected abstract _expectingAt(entry: IOutboxEntry): (threadId: string) => void;
  protected abstract _looksOf(requests: Requests): Promise<readonly Look[]>;

  protected async _send(
    operation: IOutboxEntry['operation'],
    id: string,
    parameters: Record<string, string>,
    body: Record<string, unknown>
  ): Promise<void> {
    const address = await this._where.address();
    await this._sending.send(address, { id, operation, parameters, body });
  }

  /** Makes a change and keeps what it gives; where somebody was quicker, what theirs gave. */
  protected async _change(
    change: (requests: Requests) => Promise<Thread | null>
  ): Promise<Thread | null> {
    try {
      const thread = await change(await this._where.connect());
      this._keep(thread);
      return thread;
    } catch (error) {
      const current = error instanceof Refused ? error.details?.current : undefined;
      this._keep((current as Thread | undefined) ?? null);
      throw error;
    }
  }

  protected _onDelivered(
    _: IOutbox,
    { entry, answer }: { entry: IOutboxEntry; answer: unknown }
  ): void {
    if (this._unsent.isHere(entry) && entry.operation !== 'start-look') {
      this._keep(answer as Thread);
    }
  }

  protected _emit(): void {
    this._arranged = null;
    this._changed.emit();
  }

  private async _fetch(threadId: string): Promise<void> {
    try {
      const requests = await this._where.connect();
      this._keep(await requests.thread(threadId));
    } catch (error) {
      if (error instanceof Refused && error.code === 'not_found') {
        this._forget(threadId);
      }
    }
  }

  private _keep(thread: Thread | null): void {
    if (thread?.path === this.path) {
      this._held.keep(thread);
      this._follow(false);
      this._emit();
    } else if (thread !== null) {
      this._forget(thread.id);
    }
  }

  private _forget(threadId: string): void {
    if (this._held.has(threadId)) {
      this._held.forget(threadId);
      this._openThread = this._openThread === threadId ? null : this._openThread;
      this._emit();
    }
  }

  private _become(status: INotebookThreads['status'], problem: string | null): void {
    this._status = status;
    this._problem = problem;
    this._emit();
  }

  protected readonly _held = new Held();
  protected readonly _where: Whereabouts;
  protected readonly _unsent: Unsent;
  private readonly _changed = new Signal<this, void>(this);
  private readonly _read = new Signal<this, void>(this);
  private readonly _sending: Sending;
  private readonly _news: News;
  private _arranged: readonly IPlacedThread[] | null = null;
  private _status: INotebookThreads['status'] = 'loading';
  private _problem: string | null = null;
  private _openThread: string | null = null;
  private _composing: IComposing | null = null;
  private _turn = 0;
  private _isDisposed = false;
}
