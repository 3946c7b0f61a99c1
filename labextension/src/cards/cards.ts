import type { Contents } from '@jupyterlab/services';
import { Signal, type ISignal } from '@lumino/signaling';
import { sentenceOf } from '../core/errors';
import type { IDisposable } from '@lumino/disposable';
import type { Change, IApi, IEvents, IProjects, Project } from '../core/tokens';
import { Requests } from './requests';
import { rowsOf } from './rows';
import type { CardRow } from './tokens';

const REST_MILLISECONDS = 300;
const ENTITIES = ['baseline', 'card'];
export const CARD_FILE = 'card.json';

export interface ICardsOptions {
  readonly api: IApi;
  readonly events: IEvents;
  readonly projects: IProjects;
  readonly contents: Contents.IManager;
}

/** The cards of the project in view, followed while somebody looks at them. */
export class Cards {
  constructor(private readonly _options: ICardsOptions) {
    const { contents, events, projects } = _options;
    projects.currentChanged.connect(this._begin, this);
    events.changed.connect(this._onNews, this);
    this._watch();
    contents.fileChanged.connect(this._onFile, this);
    window.addEventListener('focus', this._onFocus);
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Somebody took a step with a card of the project, such as approving it. */
  get happened(): ISignal<this, void> {
    return this._happened;
  }

  /** Newest first, those that cannot be read last; null until known. */
  get rows(): readonly CardRow[] | null {
    return this._rows;
  }

  /** Where the project keeps its cards; null until known. */
  get folder(): string | null {
    return this._folder;
  }

  /** Why they could not be listed. What was known before stays. */
  get problem(): string | null {
    return this._problem;
  }

  get project(): Project | null {
    return this._options.projects.current;
  }

  /** Begins to follow the project's cards. */
  start(): void {
    if (!this._isFollowing) {
      this._isFollowing = true;
      void this._load();
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

  /** The newest card that a notebook has, by the notebook's path in the project. */
  ofNotebook(path: string): CardRow | null {
    return (
      this._rows?.find(({ notebook, problem }) => problem === null && notebook === path) ?? null
    );
  }

  /** The card that the project's cards are measured against; null when none was chosen, or it is not here. */
  get baseline(): CardRow | null {
    return this._baseline;
  }

  /** The address of a file by its path in the project; null when this server does not show it. */
  serverPath(path: string): string | null {
    const { project } = this;
    return project && this._options.projects.serverPath(project, path);
  }

  dispose(): void {
    window.removeEventListener('focus', this._onFocus);
    window.clearTimeout(this._timer ?? undefined);
    this._watched?.dispose();
    this._isFollowing = false;
    Signal.clearData(this);
  }

  private _watch(): void {
    const { project } = this;
    this._watched?.dispose();
    this._watched = project && this._options.events.watch(project);
  }

  private _onNews(_: IEvents, news: { project: string; change: Change | null }): void {
    if (news.project !== this.project?.id) {
      return;
    }
    const kind = news.change?.entityKind ?? 'card';
    if (ENTITIES.includes(kind)) {
      this._happened.emit();
    }
    if (ENTITIES.includes(kind) || kind === 'thread') {
      this.refresh();
    }
  }

  private _begin(): void {
    this._watch();
    this._rows = null;
    this._folder = null;
    this._baseline = null;
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
    try {
      const answer = await new Requests(this._options.api, project).list();
      if (asked === this._asked && project.id === this.project?.id) {
        this._rows = rowsOf(answer);
        this._folder = answer.folder;
        this._baseline = this._rows.find(({ path }) => path === answer.baseline) ?? null;
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
    if (isFolder || paths.some(path => path.endsWith(`/${CARD_FILE}`))) {
      this.refresh();
    }
  }

  private readonly _onFocus = (): void => this.refresh();
  private readonly _happened = new Signal<this, void>(this);
  private _watched: IDisposable | null = null;
  private readonly _changed = new Signal<this, void>(this);
  private _rows: readonly CardRow[] | null = null;
  private _folder: string | null = null;
  private _baseline: CardRow | null = null;
  private _problem: string | null = null;
  private _timer: number | null = null;
  private _asked = 0;
  private _isFollowing = false;
}
