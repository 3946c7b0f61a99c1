import type { ILayoutRestorer, JupyterFrontEnd } from '@jupyterlab/application';
import { MainAreaWidget, WidgetTracker } from '@jupyterlab/apputils';
import type { IEditorServices } from '@jupyterlab/codeeditor';
import type { IEditorLanguageRegistry } from '@jupyterlab/codemirror';
import { PageConfig, PathExt } from '@jupyterlab/coreutils';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import React from 'react';
import { newId } from '../../core/ids';
import type { IApi, IDrafts, IProjects } from '../../core/tokens';
import { mergeIcon } from '../../ui/icons';
import { ReactPanel } from '../../ui/ReactPanel';
import { Finder } from '../finding';
import { Languages } from '../languages';
import { Requests } from '../requests';
import { contentOf } from '../../core/notebooks';
import { Merging } from './model';
import { MergeRequests } from './requests';
import { Saving, type IMergedFile } from './saving';
import {
  areSame,
  argumentsOf,
  INTO_NOTEBOOK,
  isOfConflict,
  OF_CONFLICT,
  type IMergeOpening
} from './sides';
import type { Version } from './tokens';

export interface IMergesOptions {
  readonly app: JupyterFrontEnd;
  readonly tracker: INotebookTracker;
  readonly api: IApi;
  readonly projects: IProjects;
  readonly drafts: IDrafts;
  readonly editors: IEditorServices;
  readonly languages: IEditorLanguageRegistry | null;
  readonly trans: TranslationBundle;
}

/** What else is said of a tab when it is opened. */
export interface IHow {
  /** The name a tab had before a reload: it then comes back where it was, without being activated. */
  readonly id?: string;

  /** The version whose picker is open at first. */
  readonly picks?: Version;
}

interface ITab {
  /** The notebook as JupyterLab names it. */
  readonly path: string;
  readonly merging: Merging;
  readonly finder: Finder;

  /** The unsaved notebook as it was merged last; null when it was not. */
  merged: string | null;
}

/** The tabs that show merges. */
export class Merges {
  constructor(private readonly _options: IMergesOptions) {}

  /** Has tabs come back after a reload, by a command that opens them. */
  restore(restorer: ILayoutRestorer, command: string): void {
    void restorer.restore(this._widgets, {
      command,
      args: widget => this._argumentsOf(widget),
      name: widget => widget.id,
      when: this._options.tracker.restored
    });
  }

  /** Shows the merge of a notebook in conflict, by its path as JupyterLab names it. */
  async open(path: string): Promise<void> {
    await this.show({ path, sides: OF_CONFLICT });
  }

  /** Lets the person choose what is merged into a notebook. */
  async openPicker(path: string): Promise<void> {
    await this.show({ path, sides: INTO_NOTEBOOK }, { picks: 'theirs' });
  }

  /** Shows a merge, where that is shown already if it is. */
  async show(opening: IMergeOpening, how: IHow = {}): Promise<void> {
    const { shell } = this._options.app;
    const found = how.id === undefined ? this._find(opening) : null;
    if (found !== null) {
      shell.activateById(found);
      // Git may be in another conflict by now; decisions about the same one stay.
      await this._tabs.get(found)?.merging.load();
      return;
    }
    const id = how.id ?? `mlcollab-merge-${newId()}`;
    const tab = await this._create(id, opening);
    const widget = await this._widget(id, tab, how.picks ?? null);
    // Tracked before it is shown: a layout that comes back waits for it.
    await this._widgets.add(widget);
    // Jupyter Notebook 7 has one notebook in the middle, and takes others below it.
    const area = PageConfig.getOption('notebookPage') ? 'down' : 'main';
    shell.add(widget, area, { activate: how.id === undefined });
    if (how.id === undefined) {
      shell.activateById(id);
    }
    let known = tab.merging.chosen;
    tab.merging.changed.connect(({ chosen }) => {
      if (known !== chosen) {
        known = chosen;
        void this._widgets.save(widget);
      }
    });
    await tab.merging.load();
  }

  /** The merge in the tab in view; null when that shows none. */
  get current(): Merging | null {
    const widget = this._options.app.shell.currentWidget;
    return (widget && this._tabs.get(widget.id)?.merging) ?? null;
  }

  private async _create(id: string, { path, sides }: IMergeOpening): Promise<ITab> {
    const { api, drafts, projects } = this._options;
    const project = await projects.at(path);
    const requests = new Requests(api, project);
    const finder = new Finder({ ...this._options, project, requests, path: () => path });
    const merging = new Merging({
      requests: new MergeRequests(api, project),
      drafts,
      id,
      path: finder.projectPath,
      sides,
      sideOf: async choice => {
        const side = await finder.sideOf(choice);
        if (side.kind === 'live' && side.path === finder.projectPath) {
          tab.merged = side.content;
        }
        return side;
      }
    });
    const tab: ITab = { path, merging, finder, merged: null };
    this._tabs.set(id, tab);
    return tab;
  }

  private async _widget(id: string, tab: ITab, picks: Version | null): Promise<MainAreaWidget> {
    const { app, editors, trans } = this._options;
    const { MergeView } = await import('./MergeView');
    const { finder, merging, path } = tab;
    const saving = new Saving(merging, this._file(tab));
    merging.changed.connect(() => saving.reset());
    const open = (factory: string): void => {
      void app.commands.execute('docmanager:open', { path, factory });
    };
    const services = {
      merging,
      saving,
      finder,
      picks,
      languages: new Languages(this._options.languages),
      editors,
      trans,
      openNotebook: () => open('Notebook'),
      openAsText: () => open('Editor')
    };
    const content = new ReactPanel(() => <MergeView {...services} />, {
      trans,
      className: 'mlc-Changes',
      signals: [merging.changed, saving.changed]
    });
    const widget = new MainAreaWidget({ content });
    // It has buttons of its own.
    widget.toolbar.hide();
    widget.id = id;
    widget.addClass('mlc-MergeTab');
    widget.title.label = trans.__('Merge: %1', PathExt.basename(path));
    widget.title.icon = mergeIcon;
    widget.title.caption = isOfConflict(merging.chosen)
      ? trans.__('Conflicts in %1', path)
      : trans.__('Versions merged into %1', path);
    widget.title.closable = true;
    widget.disposed.connect(() => {
      this._tabs.delete(id);
      merging.dispose();
    });
    return widget;
  }

  private _file(tab: ITab): IMergedFile {
    const { app, tracker } = this._options;
    const panels = (): NotebookPanel[] =>
      tracker.filter(({ context }) => context.localPath === tab.path);
    return {
      get isUnsaved() {
        // What was merged itself is not lost.
        return panels().some(panel => panel.context.model.dirty && contentOf(panel) !== tab.merged);
      },
      write: async content => {
        // As text, so that the file is what the server checked, to the letter.
        const model = { type: 'file', format: 'text', content } as const;
        await app.serviceManager.contents.save(tab.path, model);
        await Promise.all(panels().map(({ context }) => context.revert()));
      }
    };
  }

  private _find({ path, sides }: IMergeOpening): string | null {
    const isSought = ([, tab]: [string, ITab]): boolean =>
      tab.path === path && areSame(tab.merging.chosen, sides);
    return [...this._tabs].find(isSought)?.[0] ?? null;
  }

  private _argumentsOf(widget: MainAreaWidget): ReadonlyPartialJSONObject {
    const tab = this._tabs.get(widget.id);
    return tab === undefined
      ? {}
      : { ...argumentsOf({ path: tab.path, sides: tab.merging.chosen }), id: widget.id };
  }

  private readonly _tabs = new Map<string, ITab>();
  private readonly _widgets = new WidgetTracker<MainAreaWidget>({ namespace: 'mlcollab-merge' });
}
