import type { JupyterFrontEnd } from '@jupyterlab/application';
import { MainAreaWidget } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { find } from '@lumino/algorithm';
import React from 'react';
import type { IApi, IPeople, Project } from '../core/tokens';
import { download } from '../ui/download';
import { historyIcon } from '../ui/icons';
import { ReactPanel } from '../ui/ReactPanel';
import { asCsv, asJson, type Format } from './download';
import type { Entry, ILogFilter } from './entry';
import { HistoryPanel } from './HistoryPanel';
import { everything, fetchFrom, newest, type FetchEntries } from './log';

export interface IHistoryServices {
  readonly api: IApi;
  readonly people: IPeople;
  readonly project: Project;
  readonly trans: TranslationBundle;
}

/** Shows the history of a project in the main area, where it is open already if it is. */
export function showHistory(app: JupyterFrontEnd, services: IHistoryServices): void {
  const id = `mlcollab-history-${services.project.id}`;
  if (!find(app.shell.widgets('main'), widget => widget.id === id)) {
    const widget = createHistory(services);
    widget.id = id;
    app.shell.add(widget, 'main');
  }
  app.shell.activateById(id);
}

function createHistory({ api, people, project, trans }: IHistoryServices): MainAreaWidget {
  const fetchEntries = fetchFrom(api, project);
  const content = new ReactPanel(
    () => (
      <HistoryPanel
        project={project}
        trans={trans}
        fetchEntries={fetchEntries}
        newest={() => newest(api, project)}
        people={async () => (await people.list(project)).map(({ person }) => person)}
        save={(format, filter) => save(project, fetchEntries, format, filter)}
      />
    ),
    { trans, className: 'mlc-HistoryHost' }
  );
  const widget = new MainAreaWidget({ content });
  widget.title.label = trans.__('History');
  widget.title.icon = historyIcon;
  widget.title.caption = trans.__('Who did what in %1', project.name);
  return widget;
}

async function save(
  { name }: Project,
  fetchEntries: FetchEntries,
  format: Format,
  filter: ILogFilter
): Promise<void> {
  const entries: Entry[] = [];
  for await (const page of everything(fetchEntries, filter)) {
    entries.push(...page);
  }
  const file = `${name || 'project'}-history.${format}`;
  if (format === 'csv') {
    download(file, asCsv(entries), 'text/csv;charset=utf-8');
  } else {
    download(file, asJson(entries), 'application/json');
  }
}
