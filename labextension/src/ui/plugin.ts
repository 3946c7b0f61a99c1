import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ILayoutRestorer } from '@jupyterlab/application';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { IPeople, IProjects, ITeam } from '../core/tokens';

const RANK = 350;

/** The *Team* panel. */
const team: JupyterFrontEndPlugin<ITeam> = {
  id: 'jupyter-mlcollab:team',
  description: 'Adds the Team panel to the left side bar.',
  autoStart: true,
  provides: ITeam,
  requires: [IProjects, IPeople],
  optional: [ITranslator, ILayoutRestorer],
  activate: async (
    app: JupyterFrontEnd,
    projects: IProjects,
    people: IPeople,
    translator: ITranslator | null,
    restorer: ILayoutRestorer | null
  ) => {
    const { TeamPanel } = await import('./TeamPanel');
    const panel = new TeamPanel({
      projects,
      people,
      translator: translator ?? nullTranslator,
      activate: () => app.shell.activateById(panel.id)
    });
    app.shell.add(panel, 'left', { rank: RANK, type: 'Team' });
    restorer?.add(panel, panel.id);
    return panel;
  }
};

export const plugins: JupyterFrontEndPlugin<unknown>[] = [team];
