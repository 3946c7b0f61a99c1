import type { Contents } from '@jupyterlab/services';
import { Signal, type ISignal } from '@lumino/signaling';
import { sentenceOf } from '../core/errors';
import type { IApi, IProjects, Project } from '../core/tokens';
import { Requests } from './requests';
import type { PageRow } from './tokens';

const REST_MILLISECONDS = 300;
export const SUFFIX = '.md';

export interface IPagesOptions {
  readonly api: IApi;
  readonly projects: IProjects;
  readonly contents: Contents.IManager;
}

/** The pages of the project in view, followed while somebody looks at them. */
export class Pages {
  constructor(private readonly _options: IPagesOptions) {
    _options.projects.currentChanged.connect(this._begin, this);
    _options.contents.fileChanged.connect(this._onFile, this);
    window.addEventListener('focus', this._onFocus);
  }

  /** The list is another, or what a page cites may be. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** By path; null until known. */
  get rows(): readonly PageRow[] | null {
    return this._rows;
  }

  /** Where the project keeps its pages. */
  get folders(): readonly string[] {
    return this._folders;
  }

  /** Why they could not be listed. What was known before stays. */
  get problem(): string | null {
    return this._problem;
  }

  get project(): Project | null {
    return this._options.projects.current;
  }

  /** What asks about the project in view; null until it is known. */
  get requests(): Requests | null {
    const { project } = this;
    return project && new Requests(this._options.api, project);
  }

  /** The page to begin with; null when the project names none. */
  get startPage(): PageRow | null {
    return this._rows?.find(({ start }) => start) ?? null;
  }

  /** Begins to follow the project's pages. */
  start(): void {
    if (!this._isFollowing) {
      this._isFollowing = true;
      this.refresh();
    }
  }

  /** Asks for them again, a moment later, so that several reasons lead to one question. */
  refresh(): void {
    if (this._isFollowing && this._timer === null) {
      this._timer = window.setTimeout(() => {
        this._timer = null;
        void this._load();
      }, REST_MILLISECONDS);
    }
  }

  /** A path of the project as JupyterLab names it; null when this server does not show it. */
  serverPath(path: string): string | null {
    const { project } = this;
    return project && this._options.projects.serverPath(project, path);
  }

  /** A path of JupyterLab's as the project names it; null before the project is known. */
  pathIn(serverPath: string): string | null {
    const { project } = this;
    return project && this._options.projects.pathIn(project, serverPath);
  }

  dispose(): void {
    window.removeEventListener('focus', this._onFocus);
    window.clearTimeout(this._timer ?? undefined);
    this._isFollowing = false;
    Signal.clearData(this);
  }

  private _begin(): void {
    this._rows = null;
    this._problem = null;
    this._changed.emit();
    if (this._isFollowing) {
      void this._load();
    }
  }

  private async _load(): Promise<void> {
    const { project, requests } = this;
    if (project === null || requests === null) {
      return;
    }
    const asked = ++this._asked;
    try {
      const { folders, pages } = await requests.list();
      if (asked === this._asked && project.id === this.project?.id) {
        this._rows = pages;
        this._folders = folders;
        this._problem = null;
      }
    } catch (problem) {
      this._problem = asked === this._asked ? sentenceOf(problem) : this._problem;
    }
    this._changed.emit();
  }

  private _onFile(_: unknown, { oldValue, newValue }: Contents.IChangedArgs): void {
    const paths = [oldValue?.path, newValue?.path].filter(path => path !== undefined);
    const isFolder = newValue?.type === 'directory' || oldValue?.type === 'directory';
    if (isFolder || paths.some(path => path.endsWith(SUFFIX))) {
      this.refresh();
    } else if (this._isFollowing) {
      // A notebook was saved, which pages may cite.
      this._changed.emit();
    }
  }

  private readonly _onFocus = (): void => this.refresh();
  private readonly _changed = new Signal<this, void>(this);
  private _rows: readonly PageRow[] | null = null;
  private _folders: readonly string[] = [];
  private _problem: string | null = null;
  private _timer: number | null = null;
  private _asked = 0;
  private _isFollowing = false;
}
