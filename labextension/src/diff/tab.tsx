import type { JupyterFrontEnd } from '@jupyterlab/application';
import { MainAreaWidget } from '@jupyterlab/apputils';
import type { IEditorLanguageRegistry } from '@jupyterlab/codemirror';
import { PathExt } from '@jupyterlab/coreutils';
import type { INotebookTracker } from '@jupyterlab/notebook';
import type { ILatexTypesetter } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Message } from '@lumino/messaging';
import { Signal, type ISignal } from '@lumino/signaling';
import React from 'react';
import { renamed } from '../core/address';
import type { IPeople, Project } from '../core/tokens';
import { copy } from '../ui/clipboard';
import { changesIcon } from '../ui/icons';
import { ReactPanel } from '../ui/ReactPanel';
import type { Which } from './choice';
import { Commits } from './commits';
import { Compared } from './compared';
import { Conflict } from './conflict';
import type { ICountingServices } from './counting';
import type { ICounted } from './details';
import { Finder } from './finding';
import { Following } from './following';
import { goToCell, opened } from './going';
import { Languages } from './languages';
import { linkTo, type IOpening } from './link';
import { MergeCommands } from './merging/commands';
import { MergeRequests } from './merging/requests';
import { argumentsOf, OF_CONFLICT, type Three } from './merging/sides';
import { Changes } from './model';
import { Requests } from './requests';
import { Reverting } from './reverting';
import type { Seen } from './seen';
import type { ITab } from './services';
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

  /** What is known of the comparison already. */
  readonly counted: ICounted | null;
}

const DRAW_MILLISECONDS = 200;

/** One comparison: what it is about, and all its tab can reach. */
export class Tab implements ITab {
  constructor(
    private readonly _services: ITabServices,
    private readonly _project: Project,
    { id, path, old, new: now, picks, showsCommits, seen, counted }: ITabOpening
  ) {
    const { api, shown } = _services;
    this._path = path;
    this.picks = picks;
    this._requests = new Requests(api, _project);
    this.finder = new Finder({
      ..._services,
      project: _project,
      requests: this._requests,
      path: () => this._path
    });
    this.commits = new Commits(this._requests, () => this.finder.projectPath, showsCommits);
    this.conflict = new Conflict({
      requests: new MergeRequests(api, _project),
      path: () => this.finder.projectPath
    });
    this.changes = new Changes({
      requests: this._requests,
      shown,
      seen,
      old,
      new: now,
      id,
      counted,
      sideOf: choice => this.finder.sideOf(choice)
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
  readonly conflict: Conflict;
  readonly finder: Finder;
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
      side?.kind === 'open' || side?.kind === 'file' ? [this.finder.serverPath(side)] : []
    );
  }

  copyLink(): Promise<void> {
    const { baseUrl } = this._services.app.serviceManager.serverSettings;
    return copy(linkTo(baseUrl, this.opening));
  }

  /** Shows the merge of a notebook in conflict. */
  openConflict(): void {
    this._openMerge(OF_CONFLICT);
  }

  /** Lets the person merge the two sides: the one that is now is ours. */
  openMerge(): void {
    const [old, now] = this.changes.sides;
    const isOldOurs = this.changes.isSwapped;
    this._openMerge({ base: null, ours: isOldOurs ? old : now, theirs: isOldOurs ? now : old });
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
    const { changes, commits, conflict } = this;
    const { ChangesView } = await import('./ChangesView');
    const languages = new Languages(this._services.languages);
    // What most cells are written in is at hand when they are drawn.
    void languages.of('code', changes.comparison?.new.language ?? null);
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
        signals: [changes, changes.shown, commits, conflict, ...additions].map(
          ({ changed }) => changed
        )
      }
    );
    const widget = new ShownWidget({ content });
    widget.id = this.id;
    // It has buttons of its own.
    widget.toolbar.hide();
    widget.title.icon = changesIcon;
    widget.title.closable = true;
    this.nameWidget(widget);
    const following = this._follow(widget);
    // What is known already is drawn before the notebook is read and sent again.
    widget.onShown = () =>
      void setTimeout(following.look, changes.comparison ? DRAW_MILLISECONDS : 0);
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

  private _follow(widget: MainAreaWidget): Following {
    const { app, tracker } = this._services;
    return new Following({
      app,
      tracker,
      widget,
      paths: () => this.livePaths,
      refresh: async () => {
        await Promise.all([this.changes.refresh(), this.conflict.look()]);
      }
    });
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

  private _openMerge(sides: Three): void {
    const args = argumentsOf({ path: this._path, sides });
    void this._services.app.commands.execute(MergeCommands.open, args);
  }

  private get _memory(): string {
    return JSON.stringify([this.opening, this.commits.isOpen]);
  }

  /** The notebook on the newer side. */
  private get _nowPath(): string {
    const [old, now] = this.changes.sides;
    const side = this.changes.isSwapped ? old : now;
    return side === null ? this._path : this.finder.serverPath(side);
  }

  private _createReverting(): Reverting {
    const { app, trans } = this._services;
    const { changes, id } = this;
    const livePath = (): string => {
      const side = changes.sides[changes.liveSide === 'old' ? 0 : 1];
      return side === null ? this._path : this.finder.serverPath(side);
    };
    return new Reverting({
      changes,
      trans,
      find: () => this.finder.panel(livePath()),
      open: () => opened(app, livePath(), { activate: false, ref: id, mode: 'tab-after' }),
      told: (sentence, undo) => tellReverted(sentence, undo, trans)
    });
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
