import type { ILayoutRestorer } from '@jupyterlab/application';
import { WidgetTracker, type MainAreaWidget } from '@jupyterlab/apputils';
import { PageConfig } from '@jupyterlab/coreutils';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { IDisposable } from '@lumino/disposable';
import { newId } from '../core/ids';
import type { Project } from '../core/tokens';
import { asCheckpoint, asHead, asOpen, asSaved, isSame, type Choice, type Which } from './choice';
import { Counting } from './counting';
import type { ICounted } from './details';
import { argumentsOf, type IOpening } from './link';
import type { Changes } from './model';
import { Seen } from './seen';
import { Tab, type ITabServices } from './tab';
import { ShownTexts } from './texts';
import type {
  IAddition,
  ICommitted,
  ICompared,
  IDiffs,
  INotebookChanges,
  ITextDifference
} from './tokens';

/** What else is said of a tab when it is opened. */
export interface IHow {
  /** The name a tab had before a reload: it then comes back where it was, without being activated. */
  readonly id?: string;

  /** The side whose picker is open at first. */
  readonly picks?: Which;
  readonly showsCommits?: boolean;
}

/** The tabs that show what changed, and the counts of open notebooks. */
export class Diffs implements IDiffs {
  constructor(private readonly _services: ITabServices) {
    _services.tracker.currentChanged.connect((_, panel) => {
      void (panel && this._counting.get(panel)?.recount());
    });
    const { contents } = _services.app.serviceManager;
    contents.fileChanged.connect((_, { type, oldValue, newValue }) => {
      if (type === 'rename' && oldValue?.path && newValue?.path) {
        this._rename(contents.localPath(oldValue.path), contents.localPath(newValue.path));
      }
    });
  }

  /** Has tabs come back after a reload, by a command that opens them. */
  restore(restorer: ILayoutRestorer, command: string): void {
    void restorer.restore(this._widgets, {
      command,
      args: widget => this._argumentsOf(widget),
      name: widget => widget.id,
      when: this._services.tracker.restored
    });
  }

  async open(panel: NotebookPanel): Promise<void> {
    await panel.context.ready;
    await this.show({ path: panel.context.localPath, old: asHead, new: asOpen });
  }

  /** Compares a saved notebook, by its path as JupyterLab names it. */
  async openFile(path: string, against: 'head' | 'checkpoint'): Promise<void> {
    const old = against === 'head' ? asHead : asCheckpoint;
    await this.show({ path, old, new: asSaved });
  }

  /** Lets the person choose what a notebook is compared with. */
  async openPicker(path: string): Promise<void> {
    await this.show({ path, old: null, new: asOpen }, { picks: 'old' });
  }

  /** Lists the commits that touched a notebook, beside what changed since the last one. */
  async openHistory(path: string): Promise<void> {
    await this.show({ path, old: asHead, new: asOpen }, { showsCommits: true });
  }

  showTexts(
    host: HTMLElement,
    old: string,
    now: string,
    label: string,
    change: ITextDifference | null = null
  ): IDisposable {
    return new ShownTexts({ host, old, now, label, change, trans: this._services.trans });
  }

  async openCommits(path: string, old: ICommitted, now: ICommitted): Promise<void> {
    const before: Choice = { kind: 'revision', revision: old.commit };
    await this.show({
      path,
      old: old.path === now.path ? before : { ...before, path: old.path },
      new: { kind: 'revision', revision: now.commit }
    });
  }

  async openSince(path: string, commit: string): Promise<void> {
    await this.show({ path, old: { kind: 'revision', revision: commit }, new: asSaved });
  }

  /** Compares two saved notebooks in one folder. */
  async openPair(older: string, path: string): Promise<void> {
    const { projects } = this._services;
    const project = await projects.at(path);
    const old: Choice = { kind: 'file', path: projects.pathIn(project, older) };
    await this.show({ path, old, new: asSaved });
  }

  /** Shows a comparison, where that is shown already if it is. */
  async show(opening: IOpening, how: IHow = {}): Promise<void> {
    const { shell } = this._services.app;
    const found = how.id === undefined ? this._find(opening) : null;
    if (found !== null) {
      const [widget, tab] = found;
      if (how.showsCommits && !tab.commits.isOpen) {
        tab.commits.toggle();
      }
      shell.activateById(widget.id);
      await tab.changes.refresh();
      return;
    }
    const [widget, tab] = await this._create(opening, how);
    // Tracked before it is shown: a layout that comes back waits for it.
    await this._widgets.add(widget);
    // Jupyter Notebook 7 has one notebook in the middle, and takes others below it.
    const area = PageConfig.getOption('notebookPage') ? 'down' : 'main';
    shell.add(widget, area, { activate: how.id === undefined });
    if (how.id === undefined) {
      shell.activateById(widget.id);
    }
    const remember = (): void => void this._widgets.save(widget);
    tab.remembered.connect(remember);
  }

  changesOf(panel: NotebookPanel): INotebookChanges {
    const known = this._counting.get(panel);
    if (known !== undefined) {
      return known;
    }
    const counting = new Counting(panel, this._services);
    this._counting.set(panel, counting);
    counting.changed.connect(prepare);
    return counting;
  }

  decorate(add: (compared: ICompared) => IAddition): void {
    this._adding.push(add);
  }

  /** The comparison in the tab in view; null when that shows none. */
  get current(): Changes | null {
    return this.currentTab?.changes ?? null;
  }

  get currentTab(): Tab | null {
    const widget = this._services.app.shell.currentWidget;
    return (widget && this._tabs.get(widget.id)) ?? null;
  }

  private async _create(opening: IOpening, how: IHow): Promise<[MainAreaWidget, Tab]> {
    const id = how.id ?? `mlcollab-changes-${newId()}`;
    const { picks = null, showsCommits = false } = how;
    const project = await this._services.projects.at(opening.path);
    const seen = await this._seenBy(project);
    const counted = this._countedFor(opening);
    const known = { ...opening, id, picks, showsCommits, seen, counted };
    const tab = new Tab(this._services, project, known);
    const widget = await tab.createWidget(this._adding);
    this._tabs.set(id, tab);
    widget.disposed.connect(() => this._tabs.delete(id));
    return [widget, tab];
  }

  /** What was counted of an open notebook is what its button shows. */
  private _countedFor({ path, old, new: now }: IOpening): ICounted | null {
    const panel = this._services.tracker.find(({ context }) => context.localPath === path);
    const isCounted = isSame(old, asHead) && isSame(now, asOpen);
    return isCounted && panel ? (this._counting.get(panel)?.counted ?? null) : null;
  }

  /** The marks of the person at this browser; of whoever it is where that cannot be asked. */
  private async _seenBy(project: Project): Promise<Seen> {
    const me = await this._services.people.me(project).catch(() => null);
    return new Seen(me?.person.username ?? '');
  }

  private _find(opening: IOpening): [MainAreaWidget, Tab] | null {
    const widget = this._widgets.find(({ id }) => {
      const shown = this._tabs.get(id)?.opening;
      return (
        shown?.path === opening.path &&
        isSame(shown.old, opening.old) &&
        isSame(shown.new, opening.new)
      );
    });
    const tab = widget && this._tabs.get(widget.id);
    return widget && tab ? [widget, tab] : null;
  }

  private _rename(from: string, to: string): void {
    this._widgets.forEach(widget => {
      const tab = this._tabs.get(widget.id);
      if (tab?.rename(from, to)) {
        tab.nameWidget(widget);
        void this._widgets.save(widget);
      }
    });
  }

  private _argumentsOf(widget: MainAreaWidget): ReturnType<typeof argumentsOf> {
    const tab = this._tabs.get(widget.id);
    return tab === undefined
      ? {}
      : { ...argumentsOf(tab.opening), id: tab.id, showsCommits: tab.commits.isOpen };
  }

  private readonly _adding: ((compared: ICompared) => IAddition)[] = [];
  private readonly _counting = new WeakMap<NotebookPanel, Counting>();
  private readonly _tabs = new Map<string, Tab>();
  private readonly _widgets = new WidgetTracker<MainAreaWidget>({ namespace: 'mlcollab-changes' });
}

/** Loads the view as soon as there is something to show, so that a click need not wait for it. */
function prepare({ count }: INotebookChanges): void {
  if (count !== null && count > 0) {
    // What cannot be loaded now is loaded, or fails with a sentence, when it is wanted.
    void import('./ChangesView').catch(() => undefined);
  }
}
