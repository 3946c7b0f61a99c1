import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Target } from '../anchors/tokens';
import type { IOutbox, IOutboxEntry } from '../core/tokens';
import { newId } from '../core/ids';
import { Placing, UNPLACED, type IPlace } from './placing';
import type { Requests } from './requests';
import { targetAt } from './retarget';
import { reveal } from './reveal';
import { ThreadsAtPath, type IThreadServices } from './threadsatpath';
import type {
  IComposing,
  INotebookThreads,
  IPlacedThread,
  IUnsentThread,
  Look,
  Thread
} from './tokens';

/** The threads of one open notebook: what the server says, where it stands, and what is not sent yet. */
export class NotebookThreads extends ThreadsAtPath implements INotebookThreads {
  constructor(
    readonly panel: NotebookPanel,
    services: IThreadServices
  ) {
    super(panel.context, services);
    panel.disposed.connect(this.dispose, this);
    this._ready = this._begin();
  }

  get widget(): NotebookPanel {
    return this.panel;
  }

  get notebook(): this {
    return this;
  }

  get isVisible(): boolean {
    return this.panel.isVisible;
  }

  get unsent(): readonly IUnsentThread[] {
    return this._unsent.threads(entry => this._indexOf(entry));
  }

  get otherUnsent(): readonly IOutboxEntry[] {
    return this._unsent.others;
  }

  get looks(): readonly Look[] {
    return this._held.looks;
  }

  get placesProblem(): string | null {
    return this._placing?.problem ?? null;
  }

  override dispose(): void {
    this._placing?.dispose();
    super.dispose();
  }

  sourceOf({ cellIndex }: IPlacedThread): string | null {
    const cells = this.panel.content.model?.cells;
    return cells !== undefined && cellIndex !== null && cellIndex < cells.length
      ? cells.get(cellIndex).sharedModel.getSource()
      : null;
  }

  async place(thread: Thread, cellIndex: number | null): Promise<void> {
    const { model } = this.panel.context;
    const place = this._placeOf(thread.id);
    const target = await targetAt(this._services.anchors, model, thread, place, cellIndex);
    await this._change(requests => requests.place(thread, target));
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

  onLooks(): void {
    void this._fetchLooks();
  }

  /** Nothing is asked or read before the notebook is there. */
  private async _begin(): Promise<void> {
    await this.panel.context.ready;
    if (!this.isDisposed) {
      const { model } = this.panel.context;
      this._placing = new Placing(model, this._services.anchors, async cells =>
        (await this._where.connect()).placements(this.path, cells)
      );
      this._placing.changed.connect(this._emit, this);
      await this.reload();
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

  /** Where a thread that was not sent yet is shown: on its cell while that can be told, else where it was. */
  private _indexOf(entry: IOutboxEntry): number | null {
    const here = this._placing?.of(entry.id).cellIndex ?? null;
    const target = entry.body.target as Target;
    if (here !== null || !('surroundings' in target)) {
      return here;
    }
    const { cellId, index } = target.surroundings;
    const { cells } = this.panel.context.model;
    return this._placing?.indexOf(cellId) ?? (index < cells.length ? index : null);
  }

  protected _placeOf(threadId: string): IPlace {
    return this._placing?.of(threadId) ?? UNPLACED;
  }

  protected _isWaiting(thread: Thread): boolean {
    return this._placing?.isWaiting(thread) === true;
  }

  protected _follow(anew: boolean): void {
    this._placing?.follow(this._held.all(), anew);
  }

  protected async _settled(): Promise<void> {
    await this._placing?.settled();
  }

  protected async _reveal(threadId: string | null): Promise<void> {
    const placed =
      this.threads.find(({ thread }) => thread.id === threadId) ??
      this.unsent.find(({ entry }) => entry.id === threadId);
    const index = placed?.cellIndex ?? -1;
    await reveal(this.panel.content, index, () => this.openThread === threadId);
  }

  protected _expect(threadId: string, _: Target, composed: IComposing | null): void {
    if (composed !== null && composed.cellId !== null) {
      this._placing?.expect(threadId, composed.cellId);
    }
  }

  protected _expectingAt(entry: IOutboxEntry): (threadId: string) => void {
    const index = entry.operation === 'start-thread' ? this._indexOf(entry) : null;
    const cellId = index === null ? undefined : this.panel.context.model.cells.get(index).id;
    return threadId => {
      if (cellId !== undefined) {
        this._placing?.expect(threadId, cellId);
      }
    };
  }

  protected _looksOf(requests: Requests): Promise<Look[]> {
    return requests.looks(this.path);
  }

  protected override _onDelivered(
    outbox: IOutbox,
    delivered: { entry: IOutboxEntry; answer: unknown }
  ): void {
    const { entry, answer } = delivered;
    if (this._unsent.isHere(entry) && entry.operation === 'start-look') {
      this._held.keepLook(answer as Look);
      this._emit();
    } else {
      super._onDelivered(outbox, delivered);
    }
  }

  readonly file = null;
  readonly text = null;
  readonly picks = null;
  protected readonly _ready: Promise<void>;
  private _placing: Placing | null = null;
}
