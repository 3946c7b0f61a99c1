import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';
import type { IApi, IEvents, IPeople, IProjects, Project, Schemas } from '../core/tokens';
import { Refused } from '../core/errors';
import { Requests } from './requests';

/** Where something that was written belongs, as far as that can be told now. */
export interface IAddress {
  /** Both empty until the project is known. */
  readonly project: string;
  readonly path: string;
  readonly serverPath: string;
}

/** A notebook as JupyterLab knows it: its path, which may change. */
export interface INotebookFile {
  readonly localPath: string;
  readonly ready: Promise<unknown>;
  readonly pathChanged: ISignal<unknown, unknown>;
}

export interface IWhereaboutsServices {
  readonly api: IApi;
  readonly projects: IProjects;
  readonly events: IEvents;
  readonly people: IPeople;
}

/** Which project a notebook belongs to and by which path, followed through renames. Watches the project's events. */
export class Whereabouts implements IDisposable {
  constructor(
    private readonly _file: INotebookFile,
    private readonly _services: IWhereaboutsServices
  ) {}

  get project(): Project | null {
    return this._requests?.project ?? null;
  }

  /** Whether the person may comment in the project; true until the server has said. */
  get mayComment(): boolean {
    return this._mayComment ?? true;
  }

  /** It has become known whether the person may comment. */
  get rightsChanged(): ISignal<this, void> {
    return this._rightsChanged;
  }

  /** The notebook's path in the project; empty until known. */
  get path(): string {
    return this._path;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
    this._watching?.dispose();
    Signal.clearData(this);
  }

  /** @throws Refused - the project cannot be found out */
  async connect(): Promise<Requests> {
    await this._file.ready;
    const { api, events, people, projects } = this._services;
    const serverPath = this._file.localPath;
    const project = await projects.at(serverPath);
    this._path = projects.pathIn(project, serverPath);
    if (this._requests?.project.id !== project.id) {
      this._watching?.dispose();
      this._watching = this._isDisposed ? null : events.watch(project);
      this._requests = new Requests(api, people, project);
      this._mayComment = null;
    }
    if (this._mayComment === null) {
      void this._askRights(project);
    }
    return this._requests;
  }

  /**
   * Where what is written now belongs.
   *
   * @throws Refused - the project cannot be found out, and waiting will not help
   */
  async address(): Promise<IAddress> {
    const serverPath = this._file.localPath;
    try {
      const { project } = await this.connect();
      return { project: project.id, path: this._path, serverPath };
    } catch (error) {
      if (error instanceof Refused && error.waits) {
        return { project: '', path: '', serverPath };
      }
      throw error;
    }
  }

  /** The threads at the path. Where the server does not know the project by its id any more, that is asked anew. */
  async threads(): Promise<Schemas['ThreadList']> {
    try {
      return await this._threads();
    } catch (error) {
      if (!(error instanceof Refused && error.code === 'not_found')) {
        throw error;
      }
      const before = this.project?.id;
      await this._services.projects.refresh();
      await this.connect();
      if (this.project?.id === before) {
        throw error;
      }
      return this._threads();
    }
  }

  /** A notebook nobody has commented may be one moved without Jupyter: that is asked once. */
  private async _threads(): Promise<Schemas['ThreadList']> {
    const requests = await this.connect();
    const path = this._path;
    const list = await requests.threads(path);
    if (list.documents.length > 0 || this._searchedFor === path) {
      return list;
    }
    this._searchedFor = path;
    const found = await requests.findDocument(path);
    return found.document === null ? list : requests.threads(path);
  }

  /** What fails here is asked again with the next question. */
  private async _askRights(project: Project): Promise<void> {
    const me = await this._services.people.me(project).catch(() => null);
    if (me !== null && project.id === this.project?.id && this._mayComment === null) {
      this._mayComment = me.can.includes('comment');
      this._rightsChanged.emit();
    }
  }

  private readonly _rightsChanged = new Signal<this, void>(this);
  private _mayComment: boolean | null = null;
  private _requests: Requests | null = null;
  private _watching: IDisposable | null = null;
  private _path = '';
  private _searchedFor: string | null = null;
  private _isDisposed = false;
}
