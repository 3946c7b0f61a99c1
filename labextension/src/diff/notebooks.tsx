import type { JupyterFrontEnd } from '@jupyterlab/application';
import { MainAreaWidget } from '@jupyterlab/apputils';
import type { IEditorLanguageRegistry } from '@jupyterlab/codemirror';
import { PathExt } from '@jupyterlab/coreutils';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { ILatexTypesetter } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import { find } from '@lumino/algorithm';
import type { ISignal } from '@lumino/signaling';
import React from 'react';
import { changesIcon } from '../ui/icons';
import { ReactPanel } from '../ui/ReactPanel';
import { Counting, type ICountingServices } from './counting';
import { goToCell } from './going';
import { Languages } from './languages';
import { Changes } from './model';
import { Requests } from './requests';
import { asOpen, asSaved, atCheckpoint, atHead, type SideSource } from './sides';
import type { IDiffs, INotebookChanges } from './tokens';

export interface IDiffsOptions extends ICountingServices {
  readonly app: JupyterFrontEnd;
  readonly tracker: INotebookTracker;
  readonly languages: IEditorLanguageRegistry | null;
  readonly typesetter: ILatexTypesetter | null;
  readonly trans: TranslationBundle;
}

/** A notebook, and what it is compared with. */
interface ISubject {
  readonly name: string;
  readonly old: SideSource;
  readonly new: SideSource;

  /** Tells that the unsaved notebook is another now; null of one that is compared as saved. */
  readonly edited: ISignal<unknown, void> | null;

  /** The notebook's path as JupyterLab names it, as it is now. */
  serverPath(): string;
}

/** The tabs that show what changed, and the counts of open notebooks. */
export class Diffs implements IDiffs {
  constructor(private readonly _options: IDiffsOptions) {
    _options.tracker.currentChanged.connect((_, panel) => {
      void (panel && this._counting.get(panel)?.recount());
    });
  }

  async open(panel: NotebookPanel): Promise<void> {
    await panel.context.ready;
    await this._show({
      name: `open-${panel.id}`,
      old: atHead,
      new: asOpen(panel),
      edited: this.changesOf(panel).changed,
      serverPath: () => panel.context.localPath
    });
  }

  /** Compares a saved notebook, by its path as JupyterLab names it. */
  async openFile(serverPath: string, against: 'head' | 'checkpoint'): Promise<void> {
    await this._show({
      name: `${against}-${serverPath}`,
      old: against === 'head' ? atHead : atCheckpoint,
      new: asSaved,
      edited: null,
      serverPath: () => serverPath
    });
  }

  changesOf(panel: NotebookPanel): INotebookChanges {
    const known = this._counting.get(panel);
    if (known !== undefined) {
      return known;
    }
    const counting = new Counting(panel, this._options);
    this._counting.set(panel, counting);
    return counting;
  }

  /** The comparison in the tab in view; null when that shows none. */
  get current(): Changes | null {
    const widget = this._options.app.shell.currentWidget;
    return (widget && this._tabs.get(widget.id)) ?? null;
  }

  private async _show(subject: ISubject): Promise<void> {
    const { shell } = this._options.app;
    const id = `mlcollab-changes-${subject.name}`;
    if (find(shell.widgets('main'), widget => widget.id === id)) {
      shell.activateById(id);
      await this._tabs.get(id)?.refresh();
      return;
    }
    const { projects, api, shown } = this._options;
    const project = await projects.at(subject.serverPath());
    const changes = new Changes({
      requests: new Requests(api, project),
      shown,
      old: subject.old,
      new: subject.new,
      id,
      path: () => projects.pathIn(project, subject.serverPath())
    });
    this._tabs.set(id, changes);
    shell.add(await this._tab(id, subject, changes), 'main');
    shell.activateById(id);
    await changes.refresh();
  }

  private async _tab(id: string, subject: ISubject, changes: Changes): Promise<MainAreaWidget> {
    const { app, tracker, typesetter, trans } = this._options;
    const { ChangesView } = await import('./ChangesView');
    const languages = new Languages(this._options.languages);
    const content = new ReactPanel(
      () => (
        <ChangesView
          changes={changes}
          languages={languages}
          typesetter={typesetter}
          trans={trans}
          goToCell={(row, detail) =>
            void goToCell({ app, tracker, changes, row, detail, path: subject.serverPath() })
          }
        />
      ),
      { trans, className: 'mlc-Changes', signals: [changes.changed, changes.shown.changed] }
    );
    const widget = new MainAreaWidget({ content });
    widget.id = id;
    widget.title.label = trans.__('Changes: %1', PathExt.basename(subject.serverPath()));
    widget.title.icon = changesIcon;
    widget.title.caption = trans.__('What changed in %1', subject.serverPath());
    widget.title.closable = true;
    const follow = (): void => void (widget.isVisible && changes.refresh());
    subject.edited?.connect(follow);
    widget.disposed.connect(() => {
      subject.edited?.disconnect(follow);
      this._tabs.delete(id);
      changes.dispose();
    });
    return widget;
  }

  private readonly _counting = new WeakMap<NotebookPanel, Counting>();
  private readonly _tabs = new Map<string, Changes>();
}
