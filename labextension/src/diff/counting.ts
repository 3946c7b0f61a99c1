import type { NotebookPanel } from '@jupyterlab/notebook';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import { Debouncer } from '@lumino/polling';
import { Signal, type ISignal } from '@lumino/signaling';
import { Refused } from '../core/errors';
import { newId } from '../core/ids';
import type { IApi, IProjects } from '../core/tokens';
import type { ICounted } from './details';
import { Requests } from './requests';
import type { Shown } from './shown';
import { contentOf } from '../core/notebooks';
import type { Comparison, INotebookChanges } from './tokens';

const QUIET_MILLISECONDS = 1500;

// About as many as there is room for on a screen.
const FIRST_CHANGES = 8;

// The server takes 64 MB of JSON. In a request it is quoted once more, and a character may take several bytes.
const MOST_CHARACTERS = 16_000_000;

export interface ICountingServices {
  readonly api: IApi;
  readonly projects: IProjects;
  readonly shown: Shown;
}

/** Counts what changed in an open notebook since the last commit, a moment after the last edit, while it is in view. */
export class Counting implements INotebookChanges {
  constructor(
    private readonly _panel: NotebookPanel,
    private readonly _services: ICountingServices
  ) {
    const { context } = _panel;
    context.model.contentChanged.connect(this._onEdit, this);
    context.saveState.connect(this._onSave, this);
    _services.shown.changed.connect(this._onEdit, this);
    _panel.disposed.connect(this._dispose, this);
    void context.ready.then(() => this.recount());
  }

  get count(): number | null {
    return this._count;
  }

  /** What was counted, for who wants to see it at once; null when the notebook was edited since. */
  get counted(): ICounted | null {
    return this._counted;
  }

  get isComparable(): boolean {
    return this._isComparable;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Counts now, unless nobody sees the notebook. A notebook too large to post has no count. */
  async recount(): Promise<void> {
    const { context } = this._panel;
    if (this._panel.isDisposed || !this._panel.isVisible || !context.isReady) {
      return;
    }
    const { api, projects } = this._services;
    try {
      const project = await projects.at(context.localPath);
      const path = projects.pathIn(project, context.localPath);
      this._set(true, await this._ask(new Requests(api, project), path));
    } catch (problem) {
      // Without a repository or a commit there is nothing to compare with. Other failures are told by the view.
      this._set(!(problem instanceof Refused && problem.code === 'not_found'), null);
    }
  }

  private async _ask(requests: Requests, path: string): Promise<number | null> {
    const { shown } = this._services;
    const content = contentOf(this._panel);
    if (content.length > MOST_CHARACTERS) {
      return null;
    }
    const head = { kind: 'revision', path, revision: 'HEAD' } as const;
    const now = { kind: 'live', path, content } as const;
    const edits = this._edits;
    const comparison = await requests.compare(head, now, shown.options, this._id);
    if (comparison.form !== 'notebook') {
      return null;
    }
    const changes = comparison.rows.flatMap((row, index) => (shown.shows(row) ? [index] : []));
    void this._prepare(requests, comparison, changes.slice(0, FIRST_CHANGES), edits);
    return changes.length;
  }

  /** Has the first changes at hand when the person wants to see them. */
  private async _prepare(
    requests: Requests,
    comparison: Comparison,
    rows: readonly number[],
    edits: number
  ): Promise<void> {
    // What cannot be had now is asked for when it is wanted.
    const cells = await requests.cells(comparison.id, rows).catch(() => []);
    if (edits === this._edits) {
      this._counted = { comparison, cells };
    }
  }

  private _set(isComparable: boolean, count: number | null): void {
    if (!this._panel.isDisposed) {
      this._isComparable = isComparable;
      this._count = count;
      this._changed.emit();
    }
  }

  private _onEdit(): void {
    this._edits += 1;
    this._counted = null;
    // A newer edit starts the wait again; what was waited for before is dropped.
    this._quiet.invoke().catch(() => undefined);
  }

  private _onSave(_: unknown, state: DocumentRegistry.SaveState): void {
    if (state === 'completed') {
      void this.recount();
    }
  }

  private _dispose(): void {
    this._quiet.dispose();
    this._services.shown.changed.disconnect(this._onEdit, this);
    Signal.clearData(this);
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _id = newId();
  private readonly _quiet = new Debouncer(() => this.recount(), QUIET_MILLISECONDS);
  private _count: number | null = null;
  private _counted: ICounted | null = null;
  private _edits = 0;
  private _isComparable = false;
}
