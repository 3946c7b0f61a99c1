import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';
import type { IEvents, IProjects, Project } from '../core/tokens';
import { LivePeople, STILL_MILLISECONDS, type IPresent } from './live';
import type { PageFile } from './pagefile';

export interface IPresenceOptions {
  readonly context: DocumentRegistry.CodeContext;
  readonly events: IEvents;
  readonly file: PageFile;
  readonly projects: IProjects;
}

/**
 * Who else edits a page, and that the person here does. Where the page is one live text, its browsers tell each other,
 * and also who only has it open.
 */
export class Presence implements IDisposable {
  constructor(private readonly _options: IPresenceOptions) {
    const { context, events, file } = _options;
    events.editingChanged.connect(this._emit, this);
    context.pathChanged.connect(this._find, this);
    file.typed.connect(this._onTyped, this);
    void context.ready.then(() => this._begin());
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Everybody once. */
  get others(): readonly IPresent[] {
    const { _live, _path, _project } = this;
    if (_live !== null) {
      return _live.all;
    }
    const here = _project === null ? [] : this._options.events.editing(_project);
    const people = here.filter(({ path }) => path === _path).map(({ person }) => person);
    const once = new Map(people.map(person => [person.username, person]));
    return [...once.values()].map(person => ({ person, isEditing: true, isBySelf: false }));
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      this._stop();
      this._live?.dispose();
      this._watching?.dispose();
      this._options.events.editingChanged.disconnect(this._emit, this);
      Signal.clearData(this);
    }
  }

  private _begin(): void {
    const { model } = this._options.context;
    if (!model.collaborative) {
      this._find();
    } else if (!this._isDisposed) {
      this._live = new LivePeople(model.sharedModel.awareness);
      this._live.changed.connect(this._emit, this);
      this._emit();
    }
  }

  private _find(): void {
    const { context, projects } = this._options;
    const { localPath } = context;
    if (this._live !== null) {
      return;
    }
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
  private _live: LivePeople | null = null;
  private _path = '';
  private _project: Project | null = null;
  private _timer = 0;
  private _watching: IDisposable | null = null;
}
