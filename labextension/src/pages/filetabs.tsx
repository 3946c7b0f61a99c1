import type { ILayoutRestorer, JupyterFrontEnd } from '@jupyterlab/application';
import { MainAreaWidget, WidgetTracker } from '@jupyterlab/apputils';
import { PageConfig, PathExt } from '@jupyterlab/coreutils';
import type { IDocumentManager } from '@jupyterlab/docmanager';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Message } from '@lumino/messaging';
import React, { lazy, Suspense } from 'react';
import { newId } from '../core/ids';
import type { IApi, IProjects } from '../core/tokens';
import type { IDiffs } from '../diff/tokens';
import { historyIcon } from '../ui/icons';
import { ReactPanel } from '../ui/ReactPanel';
import { Skeleton } from '../ui/Skeleton';
import { FACTORY, PageDocument } from './document';
import { FileAt } from './fileat';
import { SUFFIX } from './pages';

const FileAtView = lazy(async () => ({ default: (await import('./FileAtView')).FileAtView }));

/** Shows a file as a commit has it. */
export const OPEN_FILE_AT = 'mlcollab:open-file-at';

const ARGUMENTS = {
  args: {
    type: 'object',
    required: ['path', 'commit'],
    properties: {
      path: { type: 'string', description: 'The file, as JupyterLab names it.' },
      commit: { type: 'string', description: 'Any name that git knows the commit by.' },
      id: { type: 'string', description: 'The tab that comes back after a reload.' }
    }
  }
} as const;

export interface IFileTabsOptions {
  readonly api: IApi;
  readonly app: JupyterFrontEnd;
  readonly diffs: IDiffs | null;
  readonly documents: IDocumentManager;
  readonly projects: IProjects;
  readonly trans: TranslationBundle;
}

/** The tabs that show files as commits have them. */
export class FileTabs {
  /** @param restorer - has tabs come back after a reload */
  constructor(
    private readonly _options: IFileTabsOptions,
    restorer: ILayoutRestorer | null
  ) {
    const { app, trans } = _options;
    app.commands.addCommand(OPEN_FILE_AT, {
      label: trans.__('Open a file as a commit has it'),
      describedBy: ARGUMENTS,
      execute: async ({ commit, id, path }) => {
        if (typeof path === 'string' && typeof commit === 'string') {
          await this.open(path, commit, typeof id === 'string' ? id : null);
        }
      }
    });
    void restorer?.restore(this._tabs, {
      command: OPEN_FILE_AT,
      args: ({ file, id }) => ({ path: file.path, commit: file.commit, id }),
      name: ({ id }) => id
    });
  }

  /** Shows what a link to a file in a commit leads to: a page in its history, a notebook compared, any other here. */
  async follow(path: string, commit: string): Promise<void> {
    const { diffs, documents } = this._options;
    if (path.endsWith('.ipynb') && diffs !== null) {
      // Of what lies out of the project the tab of a file says so.
      await diffs.openSince(path, commit).catch(() => this.open(path, commit));
      return;
    }
    // A page that is gone has no tab that could show its history.
    const page = path.endsWith(SUFFIX) && (await this._isThere(path));
    const widget = page ? documents.openOrReveal(path, FACTORY) : undefined;
    await (widget instanceof PageDocument ? widget.showCommit(commit) : this.open(path, commit));
  }

  /**
   * Shows a file, where it is shown already if it is.
   *
   * @param id - the name a tab had before a reload: it then comes back without being activated
   */
  async open(path: string, commit: string, id: string | null = null): Promise<void> {
    const { app, trans } = this._options;
    const shown = this._tabs.find(({ file }) => file.path === path && file.commit === commit);
    if (shown !== undefined) {
      app.shell.activateById(shown.id);
      return;
    }
    const isThere = (other: string): Promise<boolean> => this._isThere(other);
    const file = new FileAt({ ...this._options, path, commit, isThere });
    const tab = new FileTab(file, this._content(file));
    tab.id = id ?? `mlcollab-file-at-${newId()}`;
    tab.title.label = trans.__('%1 as of %2', PathExt.basename(path), commit.slice(0, SHORT));
    tab.title.caption = trans.__('%1 as of %2', path, commit);
    await this._tabs.add(tab);
    // Jupyter Notebook 7 has one notebook in the middle, and takes others below it.
    const area = PageConfig.getOption('notebookPage') ? 'down' : 'main';
    app.shell.add(tab, area, { activate: id === null });
  }

  private async _isThere(path: string): Promise<boolean> {
    const { contents } = this._options.app.serviceManager;
    return contents.get(path, { content: false }).then(
      ({ type }) => type !== 'directory',
      () => false
    );
  }

  private _content(file: FileAt): ReactPanel {
    const { app, diffs, trans } = this._options;
    return new ReactPanel(
      () => (
        <Suspense fallback={<Skeleton trans={trans} rows={6} />}>
          <FileAtView
            diffs={diffs}
            file={file}
            trans={trans}
            open={path => void app.commands.execute('docmanager:open', { path })}
          />
        </Suspense>
      ),
      { trans, className: 'mlc-FileAtHost', signals: [file.changed] }
    );
  }

  private readonly _tabs = new WidgetTracker<FileTab>({ namespace: 'mlcollab-files-at' });
}

/** As long as a hash is shown; names of tags and branches are mostly shorter. */
const SHORT = 12;

/** Asks again what is there whenever it comes into view. */
class FileTab extends MainAreaWidget<ReactPanel> {
  constructor(
    readonly file: FileAt,
    content: ReactPanel
  ) {
    super({ content });
    // It has a bar of its own.
    this.toolbar.hide();
    this.title.icon = historyIcon;
    this.title.closable = true;
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    if (this.isVisible) {
      void this.file.load();
    }
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    void this.file.load();
  }
}
