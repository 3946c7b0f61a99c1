import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, IToolbarWidgetRegistry } from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ILatexTypesetter, IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { ICommentScreen } from '../comments/tokens';
import { IApi, IDrafts, IEvents, IProjects, ITeam } from '../core/tokens';

const OPEN_CARD = 'mlcollab:open-card';

/** Cards in outputs. It needs nothing of ours, so that it works wherever notebooks are shown. */
const output: JupyterFrontEndPlugin<void> = {
  id: 'jupyter-mlcollab:card-output',
  description: 'Shows experiment cards in outputs of notebooks.',
  autoStart: true,
  requires: [IRenderMimeRegistry],
  optional: [IApi, IProjects, INotebookTracker, ITranslator],
  activate: async (
    app: JupyterFrontEnd,
    rendermime: IRenderMimeRegistry,
    api: IApi | null,
    projects: IProjects | null,
    tracker: INotebookTracker | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('jupyter_mlcollab');
    const { contents } = app.serviceManager;
    const { cardRenderer } = await import('./output');
    const { fileAddress } = await import('./addresses');
    const drafting = api && projects && { api, contents, projects, trans };
    const services = {
      keep:
        drafting &&
        (async (bundle: Readonly<Record<string, unknown>>, node: HTMLElement) => {
          const { keepCard } = await import('./drafting');
          const panel = tracker?.find(each => each.node.contains(node)) ?? null;
          return keepCard(drafting, bundle, panel);
        }),
      open: (path: string) => {
        if (app.commands.hasCommand(OPEN_CARD)) {
          void app.commands.execute(OPEN_CARD, { path });
        }
      },
      addressOf: (path: string) => {
        const project = projects?.current ?? null;
        const serverPath = project && (projects?.serverPath(project, path) ?? null);
        return serverPath && fileAddress(app.serviceManager.serverSettings.baseUrl, serverPath);
      },
      projectChanged: projects ? [projects.currentChanged] : []
    };
    rendermime.addFactory(cardRenderer(trans, services));
  }
};

/** The list of cards in the *Team* panel, and the page of a card. */
const cards: JupyterFrontEndPlugin<void> = {
  id: 'jupyter-mlcollab:cards',
  description: 'Lists experiment cards, and shows them.',
  autoStart: true,
  requires: [IApi, IDrafts, IEvents, IProjects],
  optional: [
    ICommentScreen,
    ITeam,
    INotebookTracker,
    ICommandPalette,
    IToolbarWidgetRegistry,
    ILatexTypesetter,
    ITranslator
  ],
  activate: async (
    app: JupyterFrontEnd,
    api: IApi,
    drafts: IDrafts,
    events: IEvents,
    projects: IProjects,
    comments: ICommentScreen | null,
    team: ITeam | null,
    tracker: INotebookTracker | null,
    palette: ICommandPalette | null,
    toolbar: IToolbarWidgetRegistry | null,
    typesetter: ILatexTypesetter | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('jupyter_mlcollab');
    const { CardsRoom } = await import('./room');
    const room = new CardsRoom({
      app,
      api,
      comments,
      drafts,
      events,
      projects,
      tracker,
      typesetter,
      trans
    });
    room.addDocuments();
    if (tracker !== null) {
      const { addMaking } = await import('./commands');
      addMaking({ app, api, palette, projects, tracker, trans });
    }
    if (toolbar !== null) {
      room.addChip(toolbar);
    }
    if (team !== null) {
      room.addSection(team);
    }
    app.commands.addCommand(OPEN_CARD, {
      label: trans.__('Open card'),
      describedBy: {
        args: { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] }
      },
      execute: ({ path }) => typeof path === 'string' && room.open(path)
    });
  }
};

export const plugins: JupyterFrontEndPlugin<unknown>[] = [output, cards];
