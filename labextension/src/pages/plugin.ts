import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ILayoutRestorer } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { IDocumentManager } from '@jupyterlab/docmanager';
import { ILauncher } from '@jupyterlab/launcher';
import { INotebookTracker } from '@jupyterlab/notebook';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITableOfContentsRegistry } from '@jupyterlab/toc';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { IAnchors } from '../anchors/tokens';
import { ICommentScreen } from '../comments/tokens';
import { IApi, IDrafts, IEvents, IPeople, IProjects, ITeam } from '../core/tokens';
import { IDiffs } from '../diff/tokens';

/** Pages of shared documentation: their tabs, the *Pages* panel beside the notebook, and their list in *Team*. */
const plugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyter-mlcollab:pages',
  description: 'Shows pages of shared documentation beside notebooks.',
  autoStart: true,
  requires: [IAnchors, IApi, IDocumentManager, IDrafts, IEvents, IProjects, IRenderMimeRegistry],
  optional: [
    IDiffs,
    INotebookTracker,
    ITeam,
    ICommentScreen,
    ICommandPalette,
    ILayoutRestorer,
    ITranslator,
    IPeople,
    ILauncher,
    ITableOfContentsRegistry,
    ISettingRegistry
  ],
  activate: async (
    app: JupyterFrontEnd,
    anchors: IAnchors,
    api: IApi,
    documents: IDocumentManager,
    drafts: IDrafts,
    events: IEvents,
    projects: IProjects,
    rendermime: IRenderMimeRegistry,
    diffs: IDiffs | null,
    tracker: INotebookTracker | null,
    team: ITeam | null,
    comments: ICommentScreen | null,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null,
    translator: ITranslator | null,
    people: IPeople | null,
    launcher: ILauncher | null,
    outlines: ITableOfContentsRegistry | null,
    registry: ISettingRegistry | null
  ) => {
    const trans = (translator ?? nullTranslator).load('jupyter_mlcollab');
    const { PagesRoom } = await import('./room');
    const { addCommands } = await import('./commands');
    const services = {
      app,
      anchors,
      api,
      diffs,
      documents,
      drafts,
      events,
      projects,
      rendermime,
      tracker,
      trans
    };
    const room = new PagesRoom(services);
    room.addComments(comments);
    room.addDocuments(restorer);
    const panel = room.addPanel();
    restorer?.add(panel, panel.id);
    if (team !== null) {
      room.addSection(team);
    }
    addCommands({ app, room, panel, palette, trans });
    const { addBeside } = await import('./beside');
    const settings = registry?.load(plugin.id) ?? null;
    addBeside({ ...services, launcher, outlines, people, room, settings });
  }
};

export const plugins: JupyterFrontEndPlugin<unknown>[] = [plugin];
