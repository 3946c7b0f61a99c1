import type { IOutbox, IOutboxEntry } from '../core/tokens';
import type { Held } from './held';
import type { IUnsentThread } from './tokens';
import type { INotebookFile, Whereabouts } from './whereabouts';

/** What of the outbox belongs to a notebook, and which of it is being corrected. */
export class Unsent {
  constructor(
    private readonly _outbox: IOutbox,
    private readonly _file: INotebookFile,
    private readonly _where: Whereabouts,
    private readonly _held: Held
  ) {}

  get entries(): IOutboxEntry[] {
    return this._outbox.entries.filter(entry => this.isHere(entry));
  }

  /** Those that begin a thread, and where that is shown. */
  threads(cellOf: (entry: IOutboxEntry) => number | null): IUnsentThread[] {
    const entries = this.entries.filter(({ operation }) => operation === 'start-thread');
    return entries.map(entry => ({ entry, cellIndex: cellOf(entry) }));
  }

  /** What stands neither on a cell nor in a thread. */
  get others(): IOutboxEntry[] {
    return this.entries.filter(
      ({ operation, subject }) =>
        operation === 'start-look' || (operation !== 'start-thread' && !this._held.has(subject))
    );
  }

  /** The id of what is being corrected, or null. */
  get correcting(): string | null {
    return this._correcting;
  }

  /** Told by the path JupyterLab knows: what could not be sent is also shown while the project is unknown. */
  isHere({ project, path, serverPath }: IOutboxEntry): boolean {
    return serverPath === undefined
      ? project === this._where.project?.id && path === this._where.path
      : serverPath === this._file.localPath;
  }

  /** Begins to correct an entry; lets go what was held before. Returns null when it is not here any more. */
  async correct(entry: IOutboxEntry | null): Promise<IOutboxEntry | null> {
    const before = this._outbox.entries.find(({ id }) => id === this._correcting);
    if (before?.state === 'held' && before.id !== entry?.id) {
      this._outbox.retry(before.id);
    }
    const held = entry === null ? null : await this._outbox.hold(entry.id);
    this._correcting = held?.id ?? null;
    return held;
  }

  /** What an entry says anew when it is corrected: whoever corrects an edit has the comment before their eyes as it is. */
  renewed({ operation, subject }: IOutboxEntry): { seen?: string } {
    const seen = this._held.get(subject)?.version;
    return operation === 'edit' && seen !== undefined ? { seen } : {};
  }

  /** Something else was sent in its place. */
  done(entry: IOutboxEntry): void {
    this._correcting = this._correcting === entry.id ? null : this._correcting;
  }

  private _correcting: string | null = null;
}
