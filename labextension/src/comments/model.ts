import type { NotebookPanel } from '@jupyterlab/notebook';
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
import { Placing, UNPLACED, type IPlace } from './placing';
import type { Requests } from './requests';
import { targetAt } from './retarget';
import { reveal } from './reveal';
import { Sending } from './sending';
import type {
  IComposing,
  INotebookThreads,
  IPlacedThread,
  IUnsentThread,
  Look,
  Thread
} from './tokens';
import { Unsent } from './unsent';
import { Whereabouts, type IWhereaboutsServices } from './whereabouts';

export interface IThreadServices extends IWhereaboutsServices {
  readonly outbox: IOutbox;
  readonly anchors: IAnchors;
  readonly trans: TranslationBundle;
}

/** The threads of one open notebook: what the server says, where it stands, and what is not sent yet. */
export class NotebookThreads implements INotebookThreads, INewsReader, IDisposable {
  constructor(
    readonly panel: NotebookPanel,
    private readonly _services: IThreadServices
  ) {
    const { events, outbox, people, trans } = _services;
    this._where = new Whereabouts(panel.context, _services);
    this._where.rightsChanged.connect(this._emit, this);
    this._sending = new Sending(outbox, people, trans);
    this._unsent = new Unsent(outbox, panel, this._where, this._held);
    this._news = new News(events, this);
    events.connectionChanged.connect(this._emit, this);
    outbox.changed.connect(this._emit, this);
    outbox.delivered.connect(this._onDelivered, this);
    panel.context.pathChanged.connect(this.onEverything, this);
    panel.disposed.connect(this.dispose, this);
    this._ready = this._begin();
  }

  get project(): Project | null {
    return this._where.project;
  }

  get path(): string {
    return this._where.path;
  }

  get threads(): readonly IPlacedThread[] {
    this._arranged ??= arrange(
      this._held.all().filter(thread => this._placing?.isWaiting(thread) !== true),
      (id): IPlace => this._placing?.of(id) ?? UNPLACED,
      this._unsent.entries
    );
    return this._arranged;
  }

  get unsent(): readonly IUnsentThread[] {
    return this._unsent.threads(this._placing);
  }

  get otherUnsent(): readonly IOutboxEntry[] {
    return this._unsent.others;
  }

  get correcting(): string | null {
    return this._unsent.correcting;
  }

  get looks(): readonly Look[] {
    return this._held.looks;
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

  get placesProblem(): string | null {
    return this._placing?.problem ?? null;
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
      this._placing?.dispose();
      Signal.clearData(this);
    }
  }

  async reload(): Promise<void> {
    const turn = ++this._turn;
    try {
      const list = await this._where.threads();
      const requests = await this._where.connect();
      const looks = await requests.looks(this.path);
      if (turn === this._turn && !this._isDisposed) {
        this._held.replace(list, looks);
        this._placing?.follow(this._held.all(), true);
        // A list that is drawn before it is placed would change its order under somebody's mouse.
        await this._placing?.settled();
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
    await this._placing?.settled();
    const placed =
      this.threads.find(({ thread }) => thread.id === threadId) ??
      this.unsent.find(({ entry }) => entry.id === threadId);
    const index = placed?.cellIndex ?? -1;
    await reveal(this.panel.content, index, () => this._openThread === threadId);
  }

  compose(composing: IComposing | null): void {
    this._composing = composing;
    this._emit();
  }

  async start(target: Target, body: string, blocking: boolean): Promise<void> {
    const id = newId();
    const composed = this._composing;
    if (composed !== null && composed.cellId !== null) {
      this._placing?.expect(id, composed.cellId);
    }
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
    const cellId = this._unsent.cellIdOf(entry, this._placing);
    const address = await this._where.address();
    const renewed = { ...change, ...this._unsent.renewed(entry) };
    const id = await this._sending.correct(address, entry, renewed);
    this._unsent.done(entry);
    this._openThread = this._openThread === entry.id ? id : this._openThread;
    if (cellId !== undefined) {
      this._placing?.expect(id, cellId);
    }
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

  async place(thread: Thread, cellIndex: number | null): Promise<void> {
    const place = this._placing?.of(thread.id) ?? UNPLACED;
    const { model } = this.panel.context;
    const target = await targetAt(this._services.anchors, model, thread, place, cellIndex);
    await this._change(requests => requests.place(thread, target));
  }

  async markRead(thread: Thread): Promise<void> {
    await this._change(requests => requests.markRead(thread));
    this._read.emit();
  }

  async placeAgain(): Promise<void> {
    await this._placing?.refresh();
  }

  async askForLook(people: string[], line: string): Promise<void> {
    await this._send('start-look', newId(), {}, { people, line });
  }

  async answerLook(look: Look): Promise<void> {
    const requests = await this._where.connect();
    this._held.keepLook(await requests.answerLook(look.id));
    this._emit();
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

  onLooks(): void {
    void this._fetchLooks();
  }

  onEverything(): void {
    void this.reload();
  }

  /** Nothing is asked or read before the notebook is there. */
  private async _begin(): Promise<void> {
    await this.panel.context.ready;
    if (!this._isDisposed) {
      const { model } = this.panel.context;
      this._placing = new Placing(model, this._services.anchors, async cells =>
        (await this._where.connect()).placements(this.path, cells)
      );
      this._placing.changed.connect(this._emit, this);
      await this.reload();
    }
  }

  private async _send(
    operation: IOutboxEntry['operation'],
    id: string,
    parameters: Record<string, string>,
    body: Record<string, unknown>
  ): Promise<void> {
    const address = await this._where.address();
    await this._sending.send(address, { id, operation, parameters, body });
  }

  /** Makes a change and keeps what it gives; where somebody was quicker, what theirs gave. */
  private async _change(
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

  private async _fetchLooks(): Promise<void> {
    try {
      const requests = await this._where.connect();
      this._held.keepLooks(await requests.looks(this.path));
      this._emit();
    } catch {
      // The last known ones stay; the next news or reload asks again.
    }
  }

  private _keep(thread: Thread | null): void {
    if (thread?.path === this.path) {
      this._held.keep(thread);
      this._placing?.follow(this._held.all());
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

  private _onDelivered(
    _: IOutbox,
    { entry, answer }: { entry: IOutboxEntry; answer: unknown }
  ): void {
    const isHere = this._unsent.isHere(entry);
    if (isHere && entry.operation === 'start-look') {
      this._held.keepLook(answer as Look);
      this._emit();
    } else if (isHere) {
      this._keep(answer as Thread);
    }
  }

  private _emit(): void {
    this._arranged = null;
    this._changed.emit();
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _read = new Signal<this, void>(this);
  private readonly _held = new Held();
  private readonly _where: Whereabouts;
  private readonly _sending: Sending;
  private readonly _unsent: Unsent;
  private readonly _news: News;
  private readonly _ready: Promise<void>;
  private _placing: Placing | null = null;
  private _arranged: readonly IPlacedThread[] | null = null;
  private _status: INotebookThreads['status'] = 'loading';
  private _problem: string | null = null;
  private _openThread: string | null = null;
  private _composing: IComposing | null = null;
  private _turn = 0;
  private _isDisposed = false;
}
