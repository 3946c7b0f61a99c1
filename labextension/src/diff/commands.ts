import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { ICommandPalette } from '@jupyterlab/apputils';
import type { IFileBrowserFactory } from '@jupyterlab/filebrowser';
import type { INotebookTracker } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import { changesIcon } from '../ui/icons';
import type { Changes } from './model';
import type { Diffs } from './notebooks';
import type { Row } from './tokens';
import { NO_ARGUMENTS } from '../ui/commands';

export const Commands = {
  showChanges: 'mlcollab:show-changes',
  compareWithHead: 'mlcollab:compare-with-head',
  compareWithCheckpoint: 'mlcollab:compare-with-checkpoint',
  nextChange: 'mlcollab:next-change',
  previousChange: 'mlcollab:previous-change',
  markSeen: 'mlcollab:mark-change-seen',
  collapse: 'mlcollab:collapse-change'
} as const;

export interface ICommandsOptions {
  readonly app: JupyterFrontEnd;
  readonly tracker: INotebookTracker;
  readonly files: IFileBrowserFactory | null;
  readonly palette: ICommandPalette | null;
  readonly trans: TranslationBundle;
  readonly diffs: Diffs;
}

type Command = CommandRegistry.ICommandOptions;

/** Adds what opens a comparison and what goes through one. */
export function addCommands(options: ICommandsOptions): void {
  const { app, palette, trans } = options;
  const commands = { ...opening(options), ...walking(options) };
  for (const [command, definition] of Object.entries(commands)) {
    app.commands.addCommand(command, { describedBy: NO_ARGUMENTS, ...definition });
  }
  for (const command of [Commands.showChanges, Commands.nextChange, Commands.previousChange]) {
    palette?.addItem({ command, category: trans.__('Team') });
  }
}

function opening({ tracker, files, diffs, trans }: ICommandsOptions): Record<string, Command> {
  const selected = (): string | null => {
    const [item] = files?.tracker.currentWidget?.selectedItems() ?? [];
    return item?.type === 'notebook' ? item.path : null;
  };
  const compare = async (against: 'head' | 'checkpoint'): Promise<void> => {
    const path = selected();
    await (path && diffs.openFile(path, against));
  };
  return {
    [Commands.showChanges]: {
      label: trans.__('Show changes'),
      caption: trans.__('Show what changed in the notebook since the last commit'),
      icon: changesIcon,
      isEnabled: () => tracker.currentWidget !== null,
      execute: async () => {
        const panel = tracker.currentWidget;
        await (panel && diffs.open(panel));
      }
    },
    [Commands.compareWithHead]: {
      label: trans.__('Compare with HEAD'),
      caption: trans.__('Show what changed in the saved notebook since the last commit'),
      icon: changesIcon,
      isVisible: () => selected() !== null,
      execute: () => compare('head')
    },
    [Commands.compareWithCheckpoint]: {
      label: trans.__('Compare with checkpoint'),
      caption: trans.__('Show what changed in the saved notebook since its checkpoint'),
      icon: changesIcon,
      isVisible: () => selected() !== null,
      execute: () => compare('checkpoint')
    }
  };
}

function walking({ diffs, trans }: ICommandsOptions): Record<string, Command> {
  const isEnabled = (): boolean => diffs.current !== null;
  return {
    [Commands.nextChange]: {
      label: trans.__('Next change'),
      caption: trans.__('Go to the next cell that changed'),
      isEnabled,
      execute: () => diffs.current?.go(1)
    },
    [Commands.previousChange]: {
      label: trans.__('Previous change'),
      caption: trans.__('Go to the cell that changed before'),
      isEnabled,
      execute: () => diffs.current?.go(-1)
    },
    ...settingAside(diffs, trans)
  };
}

function settingAside(diffs: Diffs, trans: TranslationBundle): Record<string, Command> {
  const isEnabled = (): boolean => (diffs.current?.currentRow ?? null) !== null;
  const withRow = (work: (changes: Changes, row: Row) => void) => (): void => {
    const changes = diffs.current;
    const row = changes?.currentRow;
    if (changes && row) {
      work(changes, row);
    }
  };
  return {
    [Commands.markSeen]: {
      label: trans.__('Mark change as seen'),
      caption: trans.__('Put the change aside until its cell changes again, and go to the next'),
      isEnabled,
      execute: withRow((changes, row) => {
        changes.markSeen(row, !changes.isSeen(row));
        if (changes.isSeen(row)) {
          changes.go(1);
        }
      })
    },
    [Commands.collapse]: {
      label: trans.__('Collapse or expand change'),
      caption: trans.__('Close what differs in the cell, or open it again'),
      isEnabled,
      execute: withRow((changes, row) => changes.collapse(row, !changes.isCollapsed(row)))
    }
  };
}
