import { ILayoutRestorer } from '@jupyterlab/application';
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IThemeManager } from '@jupyterlab/apputils';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { IApi, IProjects } from '../core/tokens';
import { IDiffs } from '../diff/tokens';

export const COMPARE_CARDS = 'mlcollab:compare-cards';

/** Tabs in which cards are compared. */
const comparison: JupyterFrontEndPlugin<void> = {
  id: 'jupyter-mlcollab:card-comparison',
  description: 'Compares experiment cards.',
  autoStart: true,
  requires: [IApi, IProjects],
  optional: [IDiffs, IRenderMimeRegistry, IThemeManager, ILayoutRestorer, ITranslator],
  activate: async (
    app: JupyterFrontEnd,
    api: IApi,
    projects: IProjects,
    diffs: IDiffs | null,
    rendermime: IRenderMimeRegistry | null,
    themes: IThemeManager | null,
    restorer: ILayoutRestorer | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('jupyter_mlcollab');
    const { Comparisons, openingOf } = await import('./comparing');
    const comparisons = new Comparisons({ app, api, diffs, projects, rendermime, themes, trans });
    app.commands.addCommand(COMPARE_CARDS, {
      label: trans.__('Compare cards'),
      describedBy: {
        args: {
          type: 'object',
          properties: {
            paths: { type: 'array', items: { type: 'string' } },
            how: { type: 'object' },
            id: { type: 'string' }
          },
          required: ['paths']
        }
      },
      execute: async args => {
        const opening = openingOf(args);
        await (opening && comparisons.show(opening));
      }
    });
    if (restorer !== null) {
      comparisons.restore(restorer, COMPARE_CARDS);
    }
  }
};

export const plugins: JupyterFrontEndPlugin<unknown>[] = [comparison];
