import type { JupyterFrontEnd } from '@jupyterlab/application';
import { MainAreaWidget } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import type { IApi, Project } from '../core/tokens';
import { changesIcon } from '../ui/icons';
import { ReactPanel } from '../ui/ReactPanel';
import { CardComparison } from './CardComparison';
import { Compared } from './compared';
import { Requests } from './requests';

export interface IComparingServices {
  readonly app: JupyterFrontEnd;
  readonly api: IApi;
  readonly trans: TranslationBundle;

  /** Shows a card by the path of its file in the project. */
  open(path: string): void;
}

/** Opens a tab that compares cards, by the paths of their files in the project. */
export function showComparison(
  { app, api, open, trans }: IComparingServices,
  project: Project,
  paths: readonly string[]
): void {
  const requests = new Requests(api, project);
  const compared = new Compared(paths, (asked, all) => requests.comparison(asked, all));
  const content = new ReactPanel(
    () => <CardComparison compared={compared} trans={trans} open={open} />,
    { trans, className: 'mlc-CardComparison', signals: [compared.changed] }
  );
  const widget = new MainAreaWidget({ content });
  // It has buttons of its own.
  widget.toolbar.hide();
  widget.id = `mlcollab-cards-${++opened}`;
  widget.title.icon = changesIcon;
  widget.title.label = trans._n('%1 card compared', '%1 cards compared', paths.length);
  widget.title.closable = true;
  app.shell.add(widget, 'main');
  app.shell.activateById(widget.id);
  void compared.load();
}

let opened = 0;
