import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';
import type { EditedBy, IEvents, IProjects, Project } from '../core/tokens';
import type { PageFile } from './pagefile';

/** So long after the last key somebody still counts as editing. */
const STILL_MILLISECONDS = 30_000;

export interface IPresenceOptions {
  readonly context: DocumentRegistry.Context;
  readonly events: IEvents;
  readonly file: PageFile;
  readonly projects: IProjects;
}

/** Who else edits a page, and that the person here does. */
export class Presence implements IDisposable {
  constructor(private readonly _options: IPresenceOptions) {
    const { context, events, file } = _options;
    events.editingChanged.connect(this._emit, this);
    context.pathChanged.connect(this._find, this);
    file.typed.connect(this._onTyped, this);
    void context.ready.then(() => this._find());
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Everybody once. */
  get others(): readonly EditedBy['person'][] {
    const { _path, _project } = this;
    const here = _project === null ? [] : this._options.events.editing(_project);
    const people = here.filter(({ path }) => path === _path).map(({ person }) => person);
    return [...new Map(people.map(person => [person.username, person])).values()];
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      this._stop();
      this._watching?.dispose();
      this._options.events.editingChanged.disconnect(this._emit, this);
      Signal.clearData(this);
    }
  }

  private _find(): void {
    const { context, projects } = this._options;
    const { localPath } = context;
    projects.at(localPath).then(
      project => this._watch(project, projects.pathIn(project, localPath)),
      () => undefined
    );
  }

  private _watch(project: Project, path: string): void {
    if (this._isDisposed) {
      return;
    }
    this._stop();
    const before = this._watching;
    this._watching = this._options.events.watch(project);
    before?.dispose();
    this._project = project;
    this._path = path;
    this._emit();
  }

  private _onTyped(): void {
    if (this._project !== null) {
      this._isEditing = true;
      this._options.events.edit(this._project, this._path);
      window.clearTimeout(this._timer);
      this._timer = window.setTimeout(() => this._stop(), STILL_MILLISECONDS);
    }
  }

  private _stop(): void {
    window.clearTimeout(this._timer);
    if (this._isEditing && this._project !== null) {
      this._isEditing = false;
      this._options.events.edit(this._project, null);
    }
  }

  private _emit(): void {
    this._changed.emit();
  }

  private readonly _changed = new Signal<this, void>(this);
  private _isDisposed = false;
  private _isEditing = false;
  private _path = '';
  private _project: Project | null = null;
  private _timer = 0;
  private _watching: IDisposable | null = null;
}
