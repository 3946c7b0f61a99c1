import type { JupyterFrontEnd } from '@jupyterlab/application';
import { InputDialog, Notification, type ICommandPalette } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import type { IFileBrowserFactory } from '@jupyterlab/filebrowser';
import type { INotebookTracker } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import { sentenceOf } from '../../core/errors';
import { mergeIcon } from '../../ui/icons';
import type { KnownConflicts } from './known';
import type { Merges } from './tabs';

export const MergeCommands = {
  resolve: 'mlcollab:resolve-conflicts',
  resolveSelected: 'mlcollab:resolve-selected-conflicts',
  next: 'mlcollab:next-conflict',
  previous: 'mlcollab:previous-conflict'
} as const;

export interface IMergeCommandsOptions {
  readonly app: JupyterFrontEnd;
  readonly tracker: INotebookTracker;
  readonly files: IFileBrowserFactory | null;
  readonly palette: ICommandPalette | null;
  readonly trans: TranslationBundle;
  readonly known: KnownConflicts;
  readonly merges: Merges;
}

type Command = CommandRegistry.ICommandOptions;

const NO_ARGUMENTS = { args: { type: 'object', properties: {} } } as const;

/** Adds what opens a merge and what goes through one. */
export function addCommands(options: IMergeCommandsOptions): void {
  const { app, palette, trans } = options;
  const commands = { ...opening(options), ...walking(options) };
  for (const [command, definition] of Object.entries(commands)) {
    app.commands.addCommand(command, { describedBy: NO_ARGUMENTS, ...definition });
  }
  for (const command of [MergeCommands.resolve, MergeCommands.next, MergeCommands.previous]) {
    palette?.addItem({ command, category: trans.__('Team') });
  }
}

function opening(options: IMergeCommandsOptions): Record<string, Command> {
  const { files, known, merges, trans } = options;
  const selected = (): string | null => {
    const [item] = files?.tracker.currentWidget?.selectedItems() ?? [];
    return item !== undefined && known.has(item.path) ? item.path : null;
  };
  return {
    [MergeCommands.resolve]: {
      label: trans.__('Resolve conflicts'),
      caption: trans.__('Show a notebook that git has in conflict, to decide what it becomes'),
      icon: mergeIcon,
      execute: () => choose(options)
    },
    [MergeCommands.resolveSelected]: {
      label: trans.__('Resolve conflicts'),
      caption: trans.__('Decide what becomes of the notebook that git has in conflict'),
      icon: mergeIcon,
      isVisible: () => selected() !== null,
      execute: async () => {
        const path = selected();
        await (path && merges.open(path));
      }
    }
  };
}

function walking({ merges, trans }: IMergeCommandsOptions): Record<string, Command> {
  const isEnabled = (): boolean => merges.current !== null;
  return {
    [MergeCommands.next]: {
      label: trans.__('Next conflict'),
      caption: trans.__('Go to the next conflict of the merge'),
      isEnabled,
      execute: () => merges.current?.go(1)
    },
    [MergeCommands.previous]: {
      label: trans.__('Previous conflict'),
      caption: trans.__('Go to the conflict before in the merge'),
      isEnabled,
      execute: () => merges.current?.go(-1)
    }
  };
}

/** Opens the one notebook in conflict where the person is, or asks which: the notebook they work on, and the folder. */
async function choose({
  app,
  files,
  known,
  merges,
  tracker,
  trans
}: IMergeCommandsOptions): Promise<void> {
  const { contents } = app.serviceManager;
  const folder = contents.localPath(files?.tracker.currentWidget?.model.path ?? '');
  try {
    const notebook = tracker.currentWidget?.context.localPath;
    const folders = new Set([folder, notebook === undefined ? folder : PathExt.dirname(notebook)]);
    const found = await Promise.all([...folders].map(each => known.look(`${each}/`)));
    const mergeable = found.flat().filter(each => each.isMergeable);
    const paths = [...new Set(mergeable.map(({ path }) => path))];
    const [only] = paths;
    if (only === undefined) {
      Notification.info(trans.__('Git has no notebook in conflict here.'), { autoClose: 5000 });
      return;
    }
    const title = trans.__('Resolve conflicts');
    const label = trans.__('Notebook');
    const chosen =
      paths.length === 1 ? only : (await InputDialog.getItem({ title, label, items: paths })).value;
    await (chosen !== null && merges.open(chosen));
  } catch (problem) {
    Notification.error(sentenceOf(problem));
  }
}
