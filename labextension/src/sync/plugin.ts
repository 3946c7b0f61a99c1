import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { IApi, IEvents, IPeople, IProjects, ITeam } from '../core/tokens';

const PLUGIN_ID = 'jupyter-mlcollab:sync';

/** Sharing the team's comments through the repository's git remote, from the *Team* panel. */
const plugin: JupyterFrontEndPlugin<void> = {
  id: PLUGIN_ID,
  description: 'Shares comments through a git remote.',
  autoStart: true,
  requires: [IApi, IEvents, IPeople, IProjects, ITeam],
  optional: [ITranslator, ISettingRegistry],
  activate: async (
    app: JupyterFrontEnd,
    api: IApi,
    events: IEvents,
    people: IPeople,
    projects: IProjects,
    team: ITeam,
    translator: ITranslator | null,
    registry: ISettingRegistry | null
  ) => {
    const trans = (translator ?? nullTranslator).load('jupyter_mlcollab');
    const { SharingRoom } = await import('./room');
    const room = new SharingRoom({ api, events, people, projects, team, trans });
    room.shareByItself(app.commands, registry?.load(PLUGIN_ID) ?? null);
    void app.restored.then(() => room.start());
  }
};

export const plugins: JupyterFrontEndPlugin<unknown>[] = [plugin];
