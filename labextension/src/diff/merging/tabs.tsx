import type { JupyterFrontEnd } from '@jupyterlab/application';
import { MainAreaWidget } from '@jupyterlab/apputils';
import type { IEditorServices } from '@jupyterlab/codeeditor';
import type { IEditorLanguageRegistry } from '@jupyterlab/codemirror';
import { PathExt } from '@jupyterlab/coreutils';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import { find } from '@lumino/algorithm';
import React from 'react';
import type { IApi, IDrafts, IProjects } from '../../core/tokens';
import { mergeIcon } from '../../ui/icons';
import { ReactPanel } from '../../ui/ReactPanel';
import { Languages } from '../languages';
import { Merging } from './model';
import { MergeRequests } from './requests';
import { Saving, type IMergedFile } from './saving';

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

/** The tabs that show notebooks in conflict. */
export class Merges {
  constructor(private readonly _options: IMergesOptions) {}

  /** Shows the merge of a notebook, by its path as JupyterLab names it. */
  async open(serverPath: string): Promise<void> {
    const { api, app, drafts, projects } = this._options;
    const { shell } = app;
    const id = `mlcollab-merge-${serverPath}`;
    if (find(shell.widgets('main'), widget => widget.id === id)) {
      shell.activateById(id);
      // Git may be in another conflict by now; decisions about the same one stay.
      await this._tabs.get(id)?.load();
      return;
    }
    const project = await projects.at(serverPath);
    const merging = new Merging({
      requests: new MergeRequests(api, project),
      drafts,
      id,
      path: projects.pathIn(project, serverPath)
    });
    this._tabs.set(id, merging);
    shell.add(await this._tab(id, serverPath, merging), 'main');
    shell.activateById(id);
    await merging.load();
  }

  /** The merge in the tab in view; null when that shows none. */
  get current(): Merging | null {
    const widget = this._options.app.shell.currentWidget;
    return (widget && this._tabs.get(widget.id)) ?? null;
  }

  private async _tab(id: string, serverPath: string, merging: Merging): Promise<MainAreaWidget> {
    const { app, editors, trans } = this._options;
    const { MergeView } = await import('./MergeView');
    const saving = new Saving(merging, this._file(serverPath));
    merging.changed.connect(() => saving.reset());
    const open = (factory: string): void => {
      void app.commands.execute('docmanager:open', { path: serverPath, factory });
    };
    const services = {
      merging,
      saving,
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
    widget.title.label = trans.__('Merge: %1', PathExt.basename(serverPath));
    widget.title.icon = mergeIcon;
    widget.title.caption = trans.__('Conflicts in %1', serverPath);
    widget.title.closable = true;
    widget.disposed.connect(() => {
      this._tabs.delete(id);
      merging.dispose();
    });
    return widget;
  }

  private _file(serverPath: string): IMergedFile {
    const { app, tracker } = this._options;
    const panels = (): NotebookPanel[] =>
      tracker.filter(({ context }) => context.localPath === serverPath);
    return {
      get isUnsaved() {
        return panels().some(({ context }) => context.model.dirty);
      },
      write: async content => {
        // As text, so that the file is what the server checked, to the letter.
        const model = { type: 'file', format: 'text', content } as const;
        await app.serviceManager.contents.save(serverPath, model);
        await Promise.all(panels().map(({ context }) => context.revert()));
      }
    };
  }

  private readonly _tabs = new Map<string, Merging>();
}
