import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ILayoutRestorer } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { IApi, IEvents, IOutbox, IPeople, IProjects, ITeam } from '../core/tokens';
import { IComments } from './tokens';

const PLUGIN_ID = 'jupyter-mlcollab:comments-panel';

/** The *Comments* panel, the *Inbox*, asking for a look, and news of what happens elsewhere. */
const plugin: JupyterFrontEndPlugin<void> = {
  id: PLUGIN_ID,
  description: 'Lists comments, and what waits for the person.',
  autoStart: true,
  requires: [IApi, IComments, IEvents, IOutbox, IPeople, IProjects],
  optional: [ITeam, ITranslator, ICommandPalette, ISettingRegistry, ILayoutRestorer],
  activate: async (
    app: JupyterFrontEnd,
    api: IApi,
    comments: IComments,
    events: IEvents,
    outbox: IOutbox,
    people: IPeople,
    projects: IProjects,
    team: ITeam | null,
    translator: ITranslator | null,
    palette: ICommandPalette | null,
    registry: ISettingRegistry | null,
    restorer: ILayoutRestorer | null
  ) => {
    const trans = (translator ?? nullTranslator).load('jupyter_mlcollab');
    const { PanelRoom } = await import('./panelroom');
    const room = new PanelRoom({ app, api, comments, events, outbox, people, projects, trans });
    const panel = room.addCommentsPanel();
    restorer?.add(panel, panel.id);
    const showInbox = team && room.addInbox(team);
    room.addCommands(palette, showInbox);
    room.addBanners();
    room.announce(registry?.load(PLUGIN_ID) ?? null, showInbox);
  }
};

export const plugins: JupyterFrontEndPlugin<unknown>[] = [plugin];
