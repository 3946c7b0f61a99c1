import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { ILauncher } from '@jupyterlab/launcher';
import type { INotebookTracker } from '@jupyterlab/notebook';
import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { ITableOfContentsRegistry } from '@jupyterlab/toc';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IApi, IPeople, IProjects } from '../core/tokens';
import { START_COMMAND } from './commands';
import { addOutline } from './outline';
import type { PagesRoom } from './room';
import { StartingPoint } from './startingpoint';
import { markNotebooks, startWhenRead, Words } from './words';
import { Writing } from './writing';

export interface IBesideOptions {
  readonly app: JupyterFrontEnd;
  readonly api: IApi;
  readonly launcher: ILauncher | null;
  readonly outlines: ITableOfContentsRegistry | null;
  readonly people: IPeople | null;
  readonly projects: IProjects;
  readonly room: PagesRoom;
  readonly settings: Promise<ISettingRegistry.ISettings> | null;
  readonly tracker: INotebookTracker | null;
  readonly trans: TranslationBundle;
}

/** Puts pages where JupyterLab has a place for them: its editor, its table of contents, its launcher. */
export function addBeside(options: IBesideOptions): void {
  const { api, app, launcher, outlines, people, projects, room, settings, tracker, trans } =
    options;
  const { contents } = app.serviceManager;
  const { inView, pages, tabs } = room;
  app.docRegistry.addWidgetExtension(
    'Editor',
    new Writing({ api, contents, inView, people, projects, trans })
  );
  if (outlines !== null) {
    addOutline(outlines, tabs);
  }
  const words = new Words({ api, projects, contents });
  void settings?.then(known => words.obey(known)).catch(() => undefined);
  if (tracker !== null) {
    markNotebooks(tracker);
  }
  startWhenRead(words, tracker, tabs);
  if (launcher !== null) {
    const start = new StartingPoint(pages, launcher, START_COMMAND);
    void app.restored.then(() => start.follow(app.shell));
  }
}
