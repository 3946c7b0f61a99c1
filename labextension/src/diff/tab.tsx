import type { JupyterFrontEnd } from '@jupyterlab/application';
import { MainAreaWidget } from '@jupyterlab/apputils';
import type { IEditorLanguageRegistry } from '@jupyterlab/codemirror';
import { PathExt } from '@jupyterlab/coreutils';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { ILatexTypesetter } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Message } from '@lumino/messaging';
import { Signal, type ISignal } from '@lumino/signaling';
import React from 'react';
import { renamed } from '../core/address';
import { Refused, sentenceOf } from '../core/errors';
import type { IPeople, Project } from '../core/tokens';
import { copy } from '../ui/clipboard';
import { changesIcon } from '../ui/icons';
import { ReactPanel } from '../ui/ReactPanel';
import type { Choice, Which } from './choice';
import { Commits } from './commits';
import { Compared } from './compared';
import type { ICountingServices } from './counting';
import { Following } from './following';
import { goToCell, opened } from './going';
import { Languages } from './languages';
import { linkTo, type IOpening } from './link';
import { Changes } from './model';
import type { IKnown } from './offers';
import { Requests } from './requests';
import { Reverting } from './reverting';
import type { Seen } from './seen';
import type { ITab } from './services';
import { sideOf } from './sides';
import type { IAddition, ICompared } from './tokens';
import { tellReverted } from './telling';

export interface ITabServices extends ICountingServices {
  readonly app: JupyterFrontEnd;
  readonly tracker: INotebookTracker;
  readonly people: IPeople;
  readonly languages: IEditorLanguageRegistry | null;
  readonly typesetter: ILatexTypesetter | null;
  readonly trans: TranslationBundle;
}

/** How a tab begins. */
export interface ITabOpening extends IOpening {
  /** A name for the tab, which it keeps through a reload. */
  readonly id: string;
  readonly picks: Which | null;
  readonly showsCommits: boolean;
  readonly seen: Seen;
}

const NEWEST_COMMITS = 30;
const SUFFIX = '.ipynb';

/** One comparison: what it is about, and all its tab can reach. */
export class Tab implements ITab {
  constructor(
    private readonly _services: ITabServices,
    private readonly _project: Project,
    { id, path, old, new: now, picks, showsCommits, seen }: ITabOpening
  ) {
    const { api, shown } = _services;
    this._path = path;
    this.picks = picks;
    this._requests = new Requests(api, _project);
    this.commits = new Commits(this._requests, () => this._projectPath, showsCommits);
    this.changes = new Changes({
      requests: this._requests,
      shown,
      seen,
      old,
      new: now,
      id,
      sideOf: choice =>
        sideOf(choice, choice.path ?? this._projectPath, this._panel(this._serverPath(choice)))
    });
    this.id = id;
    this._reverting = this._createReverting();
    let known = this._memory;
    const compare = (): void => {
      if (known !== this._memory) {
        known = this._memory;
        this._remembered.emit();
      }
    };
    this.changes.changed.connect(compare);
    this.commits.changed.connect(compare);
  }

  readonly id: string;
  readonly changes: Changes;
  readonly commits: Commits;
  readonly picks: Which | null;

  /** What a link and the layout of tabs remember. */
  get opening(): IOpening {
    const [old, now] = this.changes.sides;
    return { path: this._path, old, new: now };
  }

  /** Tells that `opening`, or whether the commits are listed, is another now. */
  get remembered(): ISignal<this, void> {
    return this._remembered;
  }

  /** The notebooks that a side shows as they are now, as JupyterLab names them. */
  get livePaths(): readonly string[] {
    return this.changes.sides.flatMap(side =>
      side?.kind === 'open' || side?.kind === 'file' ? [this._serverPath(side)] : []
    );
  }

  async known(): Promise<IKnown> {
    const path = this._projectPath;
    const [versions, history, notebooks] = await Promise.allSettled([
      this._requests.versions(path),
      this._requests.history(path, null, NEWEST_COMMITS),
      this._notebooksNear()
    ]);
    return {
      isOpen: this._panel(this._path) !== null,
      versions: versions.status === 'fulfilled' ? versions.value : null,
      gitProblem: versions.status === 'rejected' ? sentenceOf(versions.reason) : null,
      commits: history.status === 'fulfilled' ? history.value.commits : [],
      notebooks: notebooks.status === 'fulfilled' ? notebooks.value : []
    };
  }

  async notebookAt(typed: string): Promise<Choice> {
    const { projects, trans } = this._services;
    const path = typed.startsWith('/')
      ? PathExt.normalize(typed.slice(1))
      : PathExt.join(PathExt.dirname(this._path), typed);
    const project = await projects.at(path);
    if (project.id !== this._project.id) {
      const sentence = trans.__(
        'This notebook belongs to another project. Copy it into this one to compare them.'
      );
      throw new Refused('invalid', sentence, 400);
    }
    return { kind: 'file', path: projects.pathIn(project, path) };
  }

  copyLink(): Promise<void> {
    const { baseUrl } = this._services.app.serviceManager.serverSettings;
    return copy(linkTo(baseUrl, this.opening));
  }

  /** Follows a file or folder that was renamed. */
  rename(from: string, to: string): boolean {
    const path = renamed(this._path, from, to);
    this._path = path ?? this._path;
    return path !== null;
  }

  /**
   * The widget, not compared yet.
   *
   * @param adding - makes what other rooms add
   */
  async createWidget(
    adding: readonly ((compared: ICompared) => IAddition)[]
  ): Promise<MainAreaWidget> {
    const { app, tracker, typesetter, trans } = this._services;
    const { changes, commits } = this;
    const { ChangesView } = await import('./ChangesView');
    const languages = new Languages(this._services.languages);
    const compared = this._compared(() => content.isVisible);
    const additions = adding.map(add => add(compared));
    const content: ReactPanel = new ReactPanel(
      () => (
        <ChangesView
          changes={changes}
          tab={this}
          languages={languages}
          reverting={this._reverting}
          typesetter={typesetter}
          trans={trans}
          additions={additions}
          goToCell={(row, detail) =>
            void goToCell({ app, tracker, changes, row, detail, path: this._nowPath })
          }
        />
      ),
      {
        trans,
        className: 'mlc-Changes',
        signals: [changes, changes.shown, commits, ...additions].map(({ changed }) => changed)
      }
    );
    const widget = new ShownWidget({ content });
    widget.id = this.id;
    // It has buttons of its own.
    widget.toolbar.hide();
    widget.title.icon = changesIcon;
    widget.title.closable = true;
    this.nameWidget(widget);
    const following = new Following({
      app,
      tracker,
      widget,
      paths: () => this.livePaths,
      refresh: () => changes.refresh()
    });
    widget.onShown = following.look;
    widget.disposed.connect(() => {
      additions.forEach(addition => addition.dispose());
      changes.dispose();
    });
    return widget;
  }

  /** Writes the notebook's name into the widget's title. */
  nameWidget({ title }: MainAreaWidget): void {
    const { trans } = this._services;
    title.label = trans.__('Changes: %1', PathExt.basename(this._path));
    title.caption = trans.__('What changed in %1', this._path);
  }

  private _compared(isVisible: () => boolean): Compared {
    return new Compared({
      changes: this.changes,
      requests: this._requests,
      project: this._project,
      serverPath: () => this._path,
      isVisible
    });
  }

  private get _memory(): string {
    return JSON.stringify([this.opening, this.commits.isOpen]);
  }

  private get _projectPath(): string {
    return this._services.projects.pathIn(this._project, this._path);
  }

  /** The notebook on the newer side. */
  private get _nowPath(): string {
    const [old, now] = this.changes.sides;
    const side = this.changes.isSwapped ? old : now;
    return side === null ? this._path : this._serverPath(side);
  }

  private _createReverting(): Reverting {
    const { app, trans } = this._services;
    const { changes, id } = this;
    const livePath = (): string => {
      const side = changes.sides[changes.liveSide === 'old' ? 0 : 1];
      return side === null ? this._path : this._serverPath(side);
    };
    return new Reverting({
      changes,
      trans,
      find: () => this._panel(livePath()),
      open: () => opened(app, livePath(), { activate: false, ref: id, mode: 'tab-after' }),
      told: (sentence, undo) => tellReverted(sentence, undo, trans)
    });
  }

  private _serverPath({ kind, path }: Choice): string {
    // A commit may know the notebook by an earlier name.
    if (path === undefined || kind === 'revision') {
      return this._path;
    }
    return this._services.projects.serverPath(this._project, path) ?? path;
  }

  private _panel(serverPath: string): NotebookPanel | null {
    const { tracker } = this._services;
    return tracker.find(({ context }) => context.localPath === serverPath) ?? null;
  }

  /** Notebooks in the same folder, and those that are open, of this project. */
  private async _notebooksNear(): Promise<string[]> {
    const { app, projects, tracker } = this._services;
    const open: string[] = [];
    tracker.forEach(({ context }) => open.push(context.localPath));
    const { contents } = app.serviceManager;
    const folder = await contents.get(PathExt.dirname(this._path), { content: true });
    const entries = (folder.content as { path: string }[]).map(({ path }) => path);
    const found = [...new Set([...open, ...entries])].filter(path => path.endsWith(SUFFIX));
    const owned = await Promise.all(
      found.map(async path => (await projects.at(path)).id === this._project.id)
    );
    return found
      .filter((path, index) => owned[index] === true && path !== this._path)
      .map(path => projects.pathIn(this._project, path));
  }

  private readonly _remembered = new Signal<this, void>(this);
  private readonly _requests: Requests;
  private readonly _reverting: Reverting;
  private _path: string;
}

/** Tells when it is shown. */
class ShownWidget extends MainAreaWidget {
  onShown: () => void = () => undefined;

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    if (this.isVisible) {
      this.onShown();
    }
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this.onShown();
  }
}
