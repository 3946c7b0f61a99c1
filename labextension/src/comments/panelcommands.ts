import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { ICommandPalette } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IPeople, IProjects } from '../core/tokens';
import { lookIcon } from '../ui/icons';
import { attempt } from './attempt';
import { nameOf } from './label';
import { onRights } from './rights';
import type { IComments } from './tokens';
import { NO_ARGUMENTS } from '../ui/commands';

export const PanelCommands = {
  showComments: 'mlcollab:show-comments',
  askForLook: 'mlcollab:ask-for-look',
  showInbox: 'mlcollab:show-inbox'
} as const;

export interface IPanelCommandsOptions {
  readonly app: JupyterFrontEnd;
  readonly comments: IComments;
  readonly people: IPeople;
  readonly projects: IProjects;
  readonly palette: ICommandPalette | null;
  readonly trans: TranslationBundle;
  showComments(): void;

  /** Null when there is no *Team* panel. */
  readonly showInbox: (() => void) | null;
}

/** What the panels do, as commands. */
export function addPanelCommands(options: IPanelCommandsOptions): void {
  const { app, comments, palette, trans, showComments, showInbox } = options;
  app.commands.addCommand(PanelCommands.showComments, {
    label: trans.__('Show comments'),
    caption: trans.__('Show the comments on the notebook in view'),
    describedBy: NO_ARGUMENTS,
    execute: showComments
  });
  app.commands.addCommand(PanelCommands.askForLook, {
    label: args => (args.toolbar === true ? '' : trans.__('Ask for a look')),
    caption: trans.__('Ask people to look at this notebook'),
    icon: lookIcon,
    describedBy: {
      args: {
        type: 'object',
        properties: {
          toolbar: { type: 'boolean', description: trans.__('Show the icon only') },
          unsent: { type: 'string', description: trans.__('The id of a request that was not sent') }
        }
      }
    },
    isEnabled: () => comments.current?.mayComment === true,
    execute: ({ unsent }) =>
      attempt(trans.__('Could not ask for a look'), () => askForLook(options, unsent))
  });
  onRights(comments, () => app.commands.notifyCommandChanged(PanelCommands.askForLook));
  if (showInbox) {
    app.commands.addCommand(PanelCommands.showInbox, {
      label: trans.__('Show inbox'),
      caption: trans.__('Show what waits for you'),
      describedBy: NO_ARGUMENTS,
      execute: showInbox
    });
  }
  const listed = [PanelCommands.showComments, PanelCommands.askForLook];
  for (const command of showInbox ? [...listed, PanelCommands.showInbox] : listed) {
    palette?.addItem({ command, category: trans.__('Team') });
  }
}

async function askForLook(
  { comments, people, projects, trans }: IPanelCommandsOptions,
  unsent: unknown
): Promise<void> {
  const threads = comments.current;
  const project = threads?.project ?? projects.current;
  if (!threads || !project) {
    return;
  }
  const me = await people.ensureDeclared(project);
  if (me) {
    const known = await people.list(project);
    const before = threads.otherUnsent.find(({ id }) => id === unsent);
    const { openAskForLook } = await import('./askdialog');
    openAskForLook({
      people: known,
      me: me.person.username,
      notebook: nameOf(threads.path),
      trans,
      first: before?.body,
      onSend: (chosen, line) =>
        before === undefined
          ? threads.askForLook(chosen, line)
          : threads.resend(before, { people: chosen, line })
    });
  }
}
