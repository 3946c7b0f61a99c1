import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IToolbarWidgetRegistry } from '@jupyterlab/apputils';
import { ILatexTypesetter, IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { IApi, IDrafts, IProjects, ITeam } from '../core/tokens';

const OPEN_CARD = 'mlcollab:open-card';

/** Cards in outputs. It needs nothing of ours but itself, so that it works wherever notebooks are shown. */
const output: JupyterFrontEndPlugin<void> = {
  id: 'jupyter-mlcollab:card-output',
  description: 'Shows experiment cards in outputs of notebooks.',
  autoStart: true,
  requires: [IRenderMimeRegistry],
  optional: [ITranslator],
  activate: async (
    app: JupyterFrontEnd,
    rendermime: IRenderMimeRegistry,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('jupyter_mlcollab');
    const open = (path: string): void => {
      if (app.commands.hasCommand(OPEN_CARD)) {
        void app.commands.execute(OPEN_CARD, { path });
      }
    };
    const { cardRenderer } = await import('./output');
    rendermime.addFactory(cardRenderer(trans, open));
  }
};

/** The list of cards in the *Team* panel, and the page of a card. */
const cards: JupyterFrontEndPlugin<void> = {
  id: 'jupyter-mlcollab:cards',
  description: 'Lists experiment cards, and shows them.',
  autoStart: true,
  requires: [IApi, IDrafts, IProjects],
  optional: [ITeam, IToolbarWidgetRegistry, ILatexTypesetter, ITranslator],
  activate: async (
    app: JupyterFrontEnd,
    api: IApi,
    drafts: IDrafts,
    projects: IProjects,
    team: ITeam | null,
    toolbar: IToolbarWidgetRegistry | null,
    typesetter: ILatexTypesetter | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('jupyter_mlcollab');
    const { CardsRoom } = await import('./room');
    const room = new CardsRoom({ app, api, drafts, projects, typesetter, trans });
    room.addDocuments();
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
