import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { ICommandPalette } from '@jupyterlab/apputils';
import type { INotebookTracker } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IApi, IProjects } from '../core/tokens';
import { cardIcon } from '../ui/icons';

/** Makes a card from the notebook in view. */
export const MAKE_CARD = 'mlcollab:make-card';

export interface IMakingOptions {
  readonly app: JupyterFrontEnd;
  readonly api: IApi;
  readonly projects: IProjects;
  readonly tracker: INotebookTracker;
  readonly palette: ICommandPalette | null;
  readonly trans: TranslationBundle;
}

/** Adds the way to a card for who wrote no code. */
export function addMaking(options: IMakingOptions): void {
  const { app, api, palette, projects, tracker, trans } = options;
  const { commands, serviceManager } = app;
  commands.addCommand(MAKE_CARD, {
    label: trans.__('Make a card from this notebook'),
    caption: trans.__('Fill in a card with what the notebook shows'),
    icon: cardIcon,
    describedBy: { args: { type: 'object', properties: {} } },
    isEnabled: () => tracker.currentWidget !== null,
    execute: async () => {
      const panel = tracker.currentWidget;
      if (panel !== null) {
        const { openMakeDialog } = await import('./askmake');
        await openMakeDialog(panel, {
          api,
          contents: serviceManager.contents,
          projects,
          trans,
          show: path => commands.execute('docmanager:open', { path })
        });
      }
    }
  });
  palette?.addItem({ command: MAKE_CARD, category: trans.__('Team') });
}
