import { URLExt } from '@jupyterlab/coreutils';
import type { ServerConnection } from '@jupyterlab/services';
import type { IDisposable } from '@lumino/disposable';
import { DisposableDelegate } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import { Refused } from './errors';
import { LastingSocket } from './socket';
import type { Change, Connection, EditedBy, IApi, IEvents, Project } from './tokens';

const SOON = 500;
const BESIDE_SOCKET = 30_000;
const WITHOUT_SOCKET = 5_000;

/** No journal has got this far, so the server answers with where it is, and with `resync`. */
const UNKNOWN = Number.MAX_SAFE_INTEGER;

/** A project somebody watches: how many do, and up to where its journal is known. */
interface IWatched {
  watchers: number;
  cursor: number;
  catchingUp: Promise<void> | null;

  /** The server's sentence while it cannot say what happened. */
  problem: string | null;

  /** What the person edits here, and what others do elsewhere. */
  edits: string | null;
  editing: readonly EditedBy[];
}

const NOTHING_YET = { catchingUp: null, problem: null, edits: null, editing: [] } as const;

/** What the server says over the socket: see `web/answer.py`. */
interface INews {
  project?: string;
  head?: number;
  resync?: boolean;
  change?: Change;
  editing?: readonly EditedBy[];
}

/** One socket for the tab; asks every few seconds where sockets are blocked, and every half minute beside a socket. */
export class Events implements IEvents, IDisposable {
  constructor(
    settings: ServerConnection.ISettings,
    private readonly api: IApi
  ) {
    this.socket = new LastingSocket(() => new settings.WebSocket(socketAddress(settings)), {
      opened: () => this.askAll(),
      heard: message => this.hear(message as INews),
      closed: () => this.lose()
    });
    document.addEventListener('visibilitychange', this.wake);
    window.addEventListener('online', this.wake);
  }

  get changed(): ISignal<this, { project: string; change: Change | null }> {
    return this.changedSignal;
  }

  get connection(): Connection {
    return this.state;
  }

  get problem(): string | null {
    return [...this.watched.values()].find(({ problem }) => problem !== null)?.problem ?? null;
  }

  get connectionChanged(): ISignal<this, Connection> {
    return this.connectionChangedSignal;
  }

  get isDisposed(): boolean {
    return this.disposed;
  }

  watch(project: Project): IDisposable {
    const { id } = project;
    const watched = this.watched.get(id) ?? { watchers: 0, cursor: UNKNOWN, ...NOTHING_YET };
    watched.watchers += 1;
    if (watched.watchers === 1) {
      this.watched.set(id, watched);
      this.ask(id, watched);
      this.socket.open();
      this.pollAfter(BESIDE_SOCKET);
    }
    return new DisposableDelegate(() => this.unwatch(id));
  }

  edit({ id }: Project, path: string | null): void {
    const watched = this.watched.get(id);
    if (watched !== undefined && watched.edits !== path) {
      watched.edits = path;
      this.socket.send({ at: id, edits: path });
    }
  }

  editing({ id }: Project): readonly EditedBy[] {
    return this.watched.get(id)?.editing ?? [];
  }

  get editingChanged(): ISignal<this, void> {
    return this.editingChangedSignal;
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
    this.socket.close();
    document.removeEventListener('visibilitychange', this.wake);
    window.removeEventListener('online', this.wake);
    Signal.clearData(this);
  }

  private unwatch(id: string): void {
    const watched = this.watched.get(id);
    if (watched === undefined || this.disposed) {
      return;
    }
    watched.watchers -= 1;
    if (watched.watchers === 0) {
      this.watched.delete(id);
      this.socket.send({ unwatch: id });
    }
  }

  private ask(id: string, watched: IWatched): void {
    this.socket.send({ watch: id, since: watched.cursor });
    if (watched.edits !== null) {
      this.socket.send({ at: id, edits: watched.edits });
    }
  }

  /** Who edits what is told anew once there is a socket again. */
  private lose(): void {
    this.watched.forEach(watched => (watched.editing = []));
    this.editingChangedSignal.emit();
    this.pollAfter(SOON);
  }

  private askAll(): void {
    this.watched.forEach((watched, id) => this.ask(id, watched));
    this.become('live');
    this.pollAfter(this.problem === null ? BESIDE_SOCKET : WITHOUT_SOCKET);
  }

  private hear({ project = '', head = 0, resync = false, change, editing }: INews): void {
    const watched = this.watched.get(project);
    if (watched === undefined) {
      return;
    }
    if (editing !== undefined) {
      watched.editing = editing;
      this.editingChangedSignal.emit();
    } else if (change !== undefined) {
      this.take(project, watched, change);
    } else if (resync) {
      this.startOver(project, watched, head);
    }
  }

  /** Changes come in order without gaps; a gap is filled by asking, so that nothing is ever skipped. */
  private take(project: string, watched: IWatched, change: Change): void {
    if (change.seq === watched.cursor + 1) {
      watched.cursor = change.seq;
      this.changedSignal.emit({ project, change });
    } else if (change.seq > watched.cursor) {
      void this.catchUp(project, watched);
    }
  }

  private startOver(project: string, watched: IWatched, head: number): void {
    watched.cursor = head;
    this.changedSignal.emit({ project, change: null });
  }

  private async catchUp(project: string, watched: IWatched): Promise<void> {
    watched.catchingUp ??= this.fetchMissed(project, watched).finally(() => {
      watched.catchingUp = null;
    });
    return watched.catchingUp;
  }

  private async fetchMissed(project: string, watched: IWatched): Promise<void> {
    const params = { path: { project }, query: { since: watched.cursor } };
    try {
      const call = this.api.client.GET('/projects/{project}/changes', { params });
      const { changes, head, resync } = await this.api.got(call);
      if (resync) {
        this.startOver(project, watched, head);
      }
      for (const change of changes.filter(({ seq }) => seq > watched.cursor)) {
        watched.cursor = change.seq;
        this.changedSignal.emit({ project, change });
      }
      watched.problem = null;
      this.answered();
    } catch (problem) {
      this.failed(watched, problem);
    }
  }

  private answered(): void {
    if (this.state === 'away') {
      this.socket.open();
    }
    this.become(this.socket.isOpen ? this.state : 'polling');
  }

  private failed(watched: IWatched, problem: unknown): void {
    if (!(problem instanceof Refused)) {
      throw problem;
    }
    if (problem.code !== 'unreachable') {
      watched.problem = problem.waits ? problem.message : null;
      this.answered();
      return;
    }
    watched.problem = null;
    this.become('away');
    if (this.socket.isOpen) {
      this.socket.renew();
    }
  }

  private become(state: Connection): void {
    const { problem } = this;
    if (state !== this.state || problem !== this.told) {
      this.state = state;
      this.told = problem;
      this.connectionChangedSignal.emit(state);
    }
  }

  private pollAfter(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.poll(), milliseconds);
  }

  private async poll(): Promise<void> {
    const asked = [...this.watched].map(([id, watched]) => this.catchUp(id, watched));
    await Promise.all(asked);
    if (!this.disposed && this.watched.size > 0) {
      const isTold = this.socket.isOpen && this.problem === null;
      const busy = !isTold && !document.hidden;
      this.pollAfter(busy ? WITHOUT_SOCKET : BESIDE_SOCKET);
    }
  }

  private readonly wake = (): void => {
    if (!document.hidden && this.watched.size > 0) {
      this.socket.open();
      void this.poll();
    }
  };

  private readonly socket: LastingSocket;
  private readonly watched = new Map<string, IWatched>();
  private readonly changedSignal = new Signal<this, { project: string; change: Change | null }>(
    this
  );
  private readonly connectionChangedSignal = new Signal<this, Connection>(this);
  private readonly editingChangedSignal = new Signal<this, void>(this);
  private state: Connection = 'polling';
  private told: string | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private disposed = false;
}

function socketAddress(settings: ServerConnection.ISettings): string {
  const address = URLExt.join(settings.wsUrl, 'mlcollab/api/events');
  const token = settings.appendToken ? settings.token : '';
  return token === '' ? address : `${address}?token=${encodeURIComponent(token)}`;
}
