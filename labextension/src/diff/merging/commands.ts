import type { JupyterFrontEnd } from '@jupyterlab/application';
import { InputDialog, Notification, type ICommandPalette } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import type { IFileBrowserFactory } from '@jupyterlab/filebrowser';
import type { INotebookTracker } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import { READ_MILLISECONDS, sentenceOf } from '../../core/errors';
import { mergeIcon } from '../../ui/icons';
import type { KnownConflicts } from './known';
import { isOfConflict, openingOf, type IMergeOpening } from './sides';
import type { Merges } from './tabs';
import { NO_ARGUMENTS } from '../../ui/commands';

export const MergeCommands = {
  resolve: 'mlcollab:resolve-conflicts',
  resolveSelected: 'mlcollab:resolve-selected-conflicts',
  mergeWith: 'mlcollab:merge-with',
  mergeSelectedWith: 'mlcollab:merge-selected-with',
  open: 'mlcollab:open-merge',
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

const OPENING = {
  args: {
    type: 'object',
    required: ['path'],
    properties: {
      path: { type: 'string', description: 'The notebook, as JupyterLab names it.' },
      base: { type: 'string', description: 'What both come from: merge_base:HEAD...main …' },
      ours: { type: 'string', description: 'Ours: open, file … Without any, git’s conflict.' },
      theirs: { type: 'string', description: 'Theirs: revision:main …' },
      basePath: { type: 'string', description: 'The path of another notebook as the base.' },
      oursPath: { type: 'string', description: 'The path of another notebook as ours.' },
      theirsPath: { type: 'string', description: 'The path of another notebook as theirs.' },
      id: { type: 'string', description: 'The tab that comes back after a reload.' }
    }
  }
} as const;

/** Adds what opens a merge and what goes through one. */
export function addCommands(options: IMergeCommandsOptions): void {
  const { app, palette, trans } = options;
  const commands = {
    ...opening(options),
    ...choosing(options),
    ...fromLayout(options),
    ...walking(options)
  };
  for (const [command, definition] of Object.entries(commands)) {
    app.commands.addCommand(command, { describedBy: NO_ARGUMENTS, ...definition });
  }
  const { resolve, mergeWith, next, previous } = MergeCommands;
  for (const command of [resolve, mergeWith, next, previous]) {
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

function choosing({
  files,
  merges,
  tracker,
  trans
}: IMergeCommandsOptions): Record<string, Command> {
  const selected = (): string | null => {
    const items = [...(files?.tracker.currentWidget?.selectedItems() ?? [])];
    const [item] = items;
    return items.length === 1 && item?.type === 'notebook' ? item.path : null;
  };
  const words = {
    label: trans.__('Merge with …'),
    caption: trans.__('Choose a version to merge into the notebook'),
    icon: mergeIcon
  };
  return {
    [MergeCommands.mergeWith]: {
      ...words,
      isEnabled: () => tracker.currentWidget !== null,
      execute: async () => {
        const panel = tracker.currentWidget;
        await (panel && merges.openPicker(panel.context.localPath));
      }
    },
    [MergeCommands.mergeSelectedWith]: {
      ...words,
      isVisible: () => selected() !== null,
      execute: async () => {
        const path = selected();
        await (path && merges.openPicker(path));
      }
    }
  };
}

function fromLayout({ known, merges, trans }: IMergeCommandsOptions): Record<string, Command> {
  /** Whether a tab that comes back still has something to show. */
  const isOver = async ({ path, sides }: IMergeOpening): Promise<boolean> => {
    // What cannot be found out is said in the tab.
    const found = isOfConflict(sides) ? await known.look(path).catch(() => null) : null;
    return found !== null && !found.some(each => each.isMergeable);
  };
  return {
    [MergeCommands.open]: {
      label: trans.__('Open a merge'),
      describedBy: OPENING,
      execute: async args => {
        const opening = openingOf(args);
        const { id } = args;
        const how = typeof id === 'string' ? { id } : {};
        if (opening !== null && !('id' in how && (await isOver(opening)))) {
          await merges.show(opening, how);
        }
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
    Notification.error(sentenceOf(problem), { autoClose: READ_MILLISECONDS });
  }
}
