import type { ILayoutRestorer, JupyterFrontEnd } from '@jupyterlab/application';
import { MainAreaWidget, WidgetTracker, type IThemeManager } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import React from 'react';
import { newId } from '../core/ids';
import type { IApi, IProjects, Project } from '../core/tokens';
import type { IDiffs } from '../diff/tokens';
import { changesIcon } from '../ui/icons';
import { ReactPanel } from '../ui/ReactPanel';
import { fileAddress } from './addresses';
import { CardComparison, type ICardComparisonProps } from './CardComparison';
import { Compared, type IHowCompared } from './compared';
import type { ExportForm } from './ComparisonExport';
import { besides } from './figures';
import { plotWith } from './plotting';
import { Requests } from './requests';

export interface IComparingServices {
  readonly app: JupyterFrontEnd;
  readonly api: IApi;
  readonly diffs: IDiffs | null;
  readonly projects: IProjects;
  readonly rendermime: IRenderMimeRegistry | null;
  readonly themes: IThemeManager | null;
  readonly trans: TranslationBundle;
}

/** Cards to compare, as the layout of tabs remembers them. */
export interface IOpeningComparison {
  /** Of the cards' files, as JupyterLab names them; the first is what the others are measured against. */
  readonly paths: readonly string[];
  readonly how: IHowCompared;

  /** The name a tab had before a reload: it then comes back where it was, without being activated. */
  readonly id?: string;
}

/** What `argumentsOf` wrote, or what another command says; null when these are no two cards. */
export function openingOf(args: ReadonlyPartialJSONObject): IOpeningComparison | null {
  const { id, how, paths } = args;
  const named = Array.isArray(paths) ? paths.filter(path => typeof path === 'string') : [];
  return named.length < 2
    ? null
    : {
        paths: named,
        how: (how ?? {}) as IHowCompared,
        ...(typeof id === 'string' ? { id } : {})
      };
}

/** The tabs in which cards are compared. */
export class Comparisons {
  constructor(private readonly _services: IComparingServices) {}

  /** Has tabs come back after a reload, by a command that opens them. */
  restore(restorer: ILayoutRestorer, command: string): void {
    void restorer.restore(this._widgets, {
      command,
      args: widget => this._arguments.get(widget)?.() ?? {},
      name: widget => widget.id
    });
  }

  /** Opens a tab that compares cards. Throws `Refused` where the project cannot be found. */
  async show({ paths, how, id }: IOpeningComparison): Promise<void> {
    const { api, app, projects, trans } = this._services;
    const project = await projects.at(paths[0] ?? '');
    const requests = new Requests(api, project);
    const compared = new Compared(
      paths.map(path => projects.pathIn(project, path)),
      (asked, all) => requests.comparison(asked, all),
      how
    );
    const props = {
      ...this._props(compared, project),
      exported: (form: ExportForm) =>
        requests.exportedComparison(compared.paths, compared.showsAll, form)
    };
    const content = new ReactPanel(() => <CardComparison {...props} />, {
      trans,
      className: 'mlc-CardComparison',
      signals: [compared.changed]
    });
    const widget = new MainAreaWidget({ content });
    // It has buttons of its own.
    widget.toolbar.hide();
    widget.id = id ?? `mlcollab-cards-${newId()}`;
    widget.title.icon = changesIcon;
    widget.title.label = trans._n('%1 card compared', '%1 cards compared', paths.length);
    widget.title.closable = true;
    this._arguments.set(widget, () => ({
      id: widget.id,
      paths: compared.paths.map(path => projects.serverPath(project, path) ?? path),
      how: { ...compared.how }
    }));
    // Tracked before it is shown: a layout that comes back waits for it.
    await this._widgets.add(widget);
    compared.changed.connect(() => void this._widgets.save(widget));
    app.shell.add(widget, 'main', { activate: id === undefined });
    if (id === undefined) {
      app.shell.activateById(widget.id);
    }
    await compared.load();
  }

  private _props(compared: Compared, project: Project): Omit<ICardComparisonProps, 'exported'> {
    const { app, diffs, projects, rendermime, themes, trans } = this._services;
    const { baseUrl } = app.serviceManager.serverSettings;
    const addressOf = (path: string): string | null => {
      const serverPath = projects.serverPath(project, path);
      return serverPath === null ? null : fileAddress(baseUrl, serverPath);
    };
    return {
      compared,
      trans,
      plot: plotWith(rendermime),
      themeChanged: themes?.themeChanged ?? null,
      open: path => {
        const serverPath = projects.serverPath(project, path);
        if (serverPath !== null) {
          void app.commands.execute('docmanager:open', { path: serverPath });
        }
      },
      pictureOf: (card, figure) => besides(PathExt.dirname(card.path), addressOf)(figure),
      showNotebooks:
        diffs &&
        (async (before, after) => {
          const serverPath = projects.serverPath(project, after.notebook ?? '');
          await diffs.openCommits(
            serverPath ?? after.notebook ?? '',
            { path: before.notebook ?? '', commit: before.commit ?? '' },
            { path: after.notebook ?? '', commit: after.commit ?? '' }
          );
        })
    };
  }

  private readonly _arguments = new WeakMap<MainAreaWidget, () => ReadonlyPartialJSONObject>();
  private readonly _widgets = new WidgetTracker<MainAreaWidget>({
    namespace: 'mlcollab-cards-compared'
  });
}
