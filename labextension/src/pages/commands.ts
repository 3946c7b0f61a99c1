import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { ICommandPalette } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Widget } from '@lumino/widgets';
import type { PagesRoom } from './room';
import { NO_ARGUMENTS } from '../ui/commands';
import { pageIcon } from '../ui/icons';

/** Brings the *Pages* panel into view. */
export const SHOW_PANEL = 'mlcollab:show-pages';

/** Opens the page to begin with. */
export const START_COMMAND = 'mlcollab:open-start-page';

export interface IPageCommandsOptions {
  readonly app: JupyterFrontEnd;
  readonly room: PagesRoom;
  readonly panel: Widget;
  readonly palette: ICommandPalette | null;
  readonly trans: TranslationBundle;
}

/** What people do with pages from the palette, the context menu of a cell, and the context menu of a file. */
export function addCommands({ app, palette, panel, room, trans }: IPageCommandsOptions): void {
  const { commands, shell } = app;
  commands.addCommand(SHOW_PANEL, {
    label: trans.__('Show pages'),
    describedBy: NO_ARGUMENTS,
    execute: () => shell.activateById(panel.id)
  });
  commands.addCommand('mlcollab:new-page', {
    label: trans.__('New page…'),
    describedBy: NO_ARGUMENTS,
    isEnabled: () => room.pages.project !== null,
    execute: () => room.begin(room.inView.path)
  });
  commands.addCommand('mlcollab:cite-cell', {
    label: trans.__('Cite in a page…'),
    describedBy: NO_ARGUMENTS,
    isEnabled: () => room.inView.path !== null,
    execute: () => room.cite()
  });
  addStartCommand(commands, room, trans);
  const category = trans.__('Pages');
  for (const command of [SHOW_PANEL, 'mlcollab:new-page', 'mlcollab:cite-cell', START_COMMAND]) {
    palette?.addItem({ command, category });
  }
  app.contextMenu.addItem({
    command: 'mlcollab:cite-cell',
    selector: '.jp-Notebook .jp-Cell',
    rank: 12
  });
}

function addStartCommand(
  commands: JupyterFrontEnd['commands'],
  room: PagesRoom,
  trans: TranslationBundle
): void {
  commands.addCommand(START_COMMAND, {
    label: trans.__('Start here'),
    caption: trans.__('The page to begin with'),
    icon: pageIcon,
    describedBy: NO_ARGUMENTS,
    isEnabled: () => {
      // JupyterLab asks once the palette is seen: pages are not read before somebody looks for one.
      room.pages.start();
      return room.pages.startPage !== null;
    },
    execute: () => {
      const { startPage } = room.pages;
      if (startPage !== null) {
        room.open(startPage.path);
      }
    }
  });
  room.pages.changed.connect(() => commands.notifyCommandChanged(START_COMMAND));
}
