import type { Contents } from '@jupyterlab/services';
import type { CommandRegistry } from '@lumino/commands';
import { changesIcon, historyIcon } from '../ui/icons';
import type { ICommandsOptions } from './commands';
import { openingOf } from './link';
import { NO_ARGUMENTS } from '../ui/commands';

/** Ways into a comparison beside those since the last commit and the checkpoint. */
export const Ways = {
  openComparison: 'mlcollab:open-comparison',
  compareWith: 'mlcollab:compare-with',
  compareSelected: 'mlcollab:compare-selected',
  showCommits: 'mlcollab:show-commits',
  showCommitsOfFile: 'mlcollab:show-commits-of-file'
} as const;

type Command = CommandRegistry.ICommandOptions;

const OPENING = {
  args: {
    type: 'object',
    required: ['path'],
    properties: {
      path: { type: 'string', description: 'The notebook, as JupyterLab names it.' },
      old: { type: 'string', description: 'The old side: revision:HEAD~2, index:0, checkpoint …' },
      new: { type: 'string', description: 'The new side: open, file …' },
      oldPath: { type: 'string', description: 'The path of another notebook on the old side.' },
      newPath: { type: 'string', description: 'The path of another notebook on the new side.' },
      id: { type: 'string', description: 'The tab that comes back after a reload.' },
      showsCommits: { type: 'boolean', description: 'Whether the commits stand beside.' }
    }
  }
} as const;

/** Adds them. */
export function addWays(options: ICommandsOptions): void {
  const { app, palette, trans } = options;
  const commands = { ...fromFiles(options), ...fromNotebook(options), ...fromLayout(options) };
  for (const [command, definition] of Object.entries(commands)) {
    app.commands.addCommand(command, { describedBy: NO_ARGUMENTS, ...definition });
  }
  palette?.addItem({ command: Ways.showCommits, category: trans.__('Team') });
}

function fromFiles({ files, diffs, trans }: ICommandsOptions): Record<string, Command> {
  const selected = (): Contents.IModel[] => [
    ...(files?.tracker.currentWidget?.selectedItems() ?? [])
  ];
  const areNotebooks = (count: number): boolean => {
    const items = selected();
    return items.length === count && items.every(({ type }) => type === 'notebook');
  };
  const onOne = (run: (path: string) => Promise<void>) => async (): Promise<void> => {
    const [item] = selected();
    await (item && run(item.path));
  };
  return {
    [Ways.compareWith]: {
      label: trans.__('Compare with …'),
      caption: trans.__('Choose what to compare the notebook with'),
      icon: changesIcon,
      isVisible: () => areNotebooks(1),
      execute: onOne(path => diffs.openPicker(path))
    },
    [Ways.compareSelected]: {
      label: trans.__('Compare selected'),
      caption: trans.__('Compare the two selected notebooks, the older one first'),
      icon: changesIcon,
      isVisible: () => areNotebooks(2),
      execute: async () => {
        const [older, newer] = selected().sort((one, other) =>
          one.last_modified.localeCompare(other.last_modified)
        );
        await (older && newer && diffs.openPair(older.path, newer.path));
      }
    },
    [Ways.showCommitsOfFile]: {
      label: trans.__('Show commits'),
      caption: trans.__('List the commits that touched the notebook'),
      icon: historyIcon,
      isVisible: () => areNotebooks(1),
      execute: onOne(path => diffs.openHistory(path))
    }
  };
}

function fromNotebook({ tracker, diffs, trans }: ICommandsOptions): Record<string, Command> {
  return {
    [Ways.showCommits]: {
      label: trans.__('Show commits of this notebook'),
      caption: trans.__('List the commits that touched the notebook'),
      icon: historyIcon,
      isEnabled: () => tracker.currentWidget !== null,
      execute: async () => {
        const panel = tracker.currentWidget;
        await (panel && diffs.openHistory(panel.context.localPath));
      }
    }
  };
}

function fromLayout({ diffs, trans }: ICommandsOptions): Record<string, Command> {
  return {
    [Ways.openComparison]: {
      label: trans.__('Open a comparison'),
      describedBy: OPENING,
      execute: async args => {
        const opening = openingOf(args);
        const { id, showsCommits } = args;
        await (opening &&
          diffs.show(opening, {
            ...(typeof id === 'string' ? { id } : {}),
            showsCommits: showsCommits === true
          }));
      }
    }
  };
}
