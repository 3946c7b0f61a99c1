import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { IApi, IPeople, IProjects } from '../core/tokens';

const CHANGE_NAME = 'mlcollab:change-name';

/** Who is at this browser. */
const people: JupyterFrontEndPlugin<IPeople> = {
  id: 'jupyter-mlcollab:people',
  description: 'Knows who is at this browser, and asks where the sign-in does not tell.',
  provides: IPeople,
  requires: [IApi],
  optional: [ITranslator],
  activate: async (_app: JupyterFrontEnd, api: IApi, translator: ITranslator | null) => {
    const { People } = await import('../core/people');
    const trans = (translator ?? nullTranslator).load('jupyter_mlcollab');
    return new People(api, async (suggestion, problem) => {
      const { askName } = await import('./NameQuestion');
      return askName(trans, suggestion, problem);
    });
  }
};

const commands: JupyterFrontEndPlugin<void> = {
  id: 'jupyter-mlcollab:access',
  description: 'Adds the command that changes your name.',
  autoStart: true,
  requires: [IPeople, IProjects],
  optional: [ITranslator, ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    people: IPeople,
    projects: IProjects,
    translator: ITranslator | null,
    palette: ICommandPalette | null
  ) => {
    const trans = (translator ?? nullTranslator).load('jupyter_mlcollab');
    app.commands.addCommand(CHANGE_NAME, {
      label: trans.__('Change your name'),
      caption: trans.__('Change the name others see beside what you write'),
      describedBy: { args: { type: 'object', properties: {} } },
      execute: async () => {
        const project = projects.current ?? (await projects.at(''));
        const me = await people.me(project);
        if (me.person.verified) {
          const { Notification } = await import('@jupyterlab/apputils');
          const sentence = trans.__('Your name comes from your sign-in: %1', me.person.displayName);
          Notification.info(sentence, { autoClose: 5000 });
          return;
        }
        await people.declareAgain(project);
      }
    });
    palette?.addItem({ command: CHANGE_NAME, category: trans.__('Team') });
  }
};

export const plugins: JupyterFrontEndPlugin<unknown>[] = [people, commands];
