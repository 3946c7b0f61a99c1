import type { Contents } from '@jupyterlab/services';
import { Signal, type ISignal } from '@lumino/signaling';
import { sentenceOf } from './errors';
import type { IProjects, Project } from './tokens';

const REST_MILLISECONDS = 300;

export interface IFollowedListOptions {
  readonly projects: IProjects;
  readonly contents: Contents.IManager;
}

/** What the server lists of the files of the project in view, followed while somebody looks at it. */
export abstract class FollowedList<Listed> {
  constructor(private readonly _where: IFollowedListOptions) {
    _where.projects.currentChanged.connect(this._begin, this);
    _where.contents.fileChanged.connect(this._onFile, this);
    window.addEventListener('focus', this._onFocus);
  }

  /** The list is another, or could not be made. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Why it could not be made. What was known before stays. */
  get problem(): string | null {
    return this._problem;
  }

  get project(): Project | null {
    return this._where.projects.current;
  }

  /** Begins to follow it. */
  start(): void {
    if (!this._isFollowing) {
      this._isFollowing = true;
      void this._load();
    }
  }

  /** Asks for it again, a moment later and once an answer is there, so that several reasons lead to one question. */
  refresh(): void {
    if (this._isFollowing && this._timer === null) {
      this._timer = window.setTimeout(() => {
        this._timer = null;
        if (this._waiting > 0) {
          this._isStale = true;
        } else {
          void this._load();
        }
      }, REST_MILLISECONDS);
    }
  }

  /** A path of the project as JupyterLab names it; null when this server does not show it. */
  serverPath(path: string): string | null {
    const { project } = this;
    return project && this._where.projects.serverPath(project, path);
  }

  dispose(): void {
    window.removeEventListener('focus', this._onFocus);
    window.clearTimeout(this._timer ?? undefined);
    this._isFollowing = false;
    Signal.clearData(this);
  }

  /** Null until known. */
  protected get _listed(): Listed | null {
    return this._known;
  }

  /**
   * All of the list. Throws `Refused`.
   *
   * @param show - shows what is there sooner, until all is
   */
  protected abstract _ask(project: Project, show: (sooner: Listed) => void): Promise<Listed>;

  /** Whether a file, by its path as JupyterLab names it, would be listed. */
  protected abstract _isOne(serverPath: string): boolean;

  /** A file that is not listed was changed, while the list is followed. */
  protected _onOtherFile(): void {
    // Most lists say nothing of other files.
  }

  /** Another project is in view. */
  protected _begin(): void {
    this._known = null;
    this._problem = null;
    this._changed.emit();
    if (this._isFollowing) {
      void this._load();
    }
  }

  private async _load(): Promise<void> {
    const { project } = this;
    if (project === null) {
      return;
    }
    const asked = ++this._asked;
    const keep = (listed: Listed): void => {
      if (asked === this._asked && project.id === this.project?.id) {
        this._known = listed;
        this._problem = null;
      }
    };
    this._waiting += 1;
    try {
      const listed = await this._ask(project, sooner => {
        keep(sooner);
        this._changed.emit();
      });
      keep(listed);
    } catch (problem) {
      this._problem = asked === this._asked ? sentenceOf(problem) : this._problem;
    }
    this._waiting -= 1;
    if (this._waiting === 0 && this._isStale) {
      this._isStale = false;
      this.refresh();
    }
    this._changed.emit();
  }

  private _onFile(_: unknown, { oldValue, newValue }: Contents.IChangedArgs): void {
    const paths = [oldValue?.path, newValue?.path].filter(path => path !== undefined);
    const isFolder = newValue?.type === 'directory' || oldValue?.type === 'directory';
    if (isFolder || paths.some(path => this._isOne(path))) {
      this.refresh();
    } else if (this._isFollowing) {
      this._onOtherFile();
    }
  }

  protected readonly _changed = new Signal<this, void>(this);
  private readonly _onFocus = (): void => this.refresh();
  private _known: Listed | null = null;
  private _problem: string | null = null;
  private _timer: number | null = null;
  private _asked = 0;

  /** Questions without an answer yet. */
  private _waiting = 0;

  /** There was a reason to ask while an answer was on its way. */
  private _isStale = false;
  private _isFollowing = false;
}
