import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { ICommandPalette } from '@jupyterlab/apputils';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import type { ReadonlyJSONObject } from '@lumino/coreutils';
import { addCommentIcon } from '../ui/icons';
import type { Begin } from './begin';
import type { Options } from './options';
import type { IScreenServices } from './screenservices';
import type { IComments, INotebookThreads, IPlacedThread } from './tokens';

export const Commands = {
  commentOnCell: 'mlcollab:comment-on-cell',
  commentOnOutput: 'mlcollab:comment-on-output',
  commentOnNotebook: 'mlcollab:comment-on-notebook',
  nextThread: 'mlcollab:next-thread',
  previousThread: 'mlcollab:previous-thread',
  replyToThread: 'mlcollab:reply-to-thread',
  resolveThread: 'mlcollab:resolve-thread',
  copyLink: 'mlcollab:copy-link',
  pickPlace: 'mlcollab:pick-place',
  toggleResolved: 'mlcollab:toggle-resolved',
  toggleMarkers: 'mlcollab:toggle-comments'
} as const;

export interface ICommandsOptions {
  readonly app: JupyterFrontEnd;
  readonly tracker: INotebookTracker;
  readonly comments: IComments;
  readonly begin: Begin;
  readonly services: IScreenServices;
  readonly palette: ICommandPalette | null;
}

type Command = CommandRegistry.ICommandOptions;

const NO_ARGUMENTS = { args: { type: 'object', properties: {} } } as const;

/** Adds what can be done with the comments of the notebook in view. Failures are shown by JupyterLab. */
export function addCommands(options: ICommandsOptions): void {
  const { app, palette, services } = options;
  const commands: Record<string, Command> = {
    ...beginning(options),
    ...walking(options),
    ...changing(options),
    ...showing(services.options, services.trans)
  };
  for (const [command, definition] of Object.entries(commands)) {
    app.commands.addCommand(command, { describedBy: NO_ARGUMENTS, ...definition });
    if (command !== Commands.commentOnOutput && command !== Commands.pickPlace) {
      palette?.addItem({ command, category: services.trans.__('Team') });
    }
  }
  const { showMarkers, showResolved } = {
    showMarkers: Commands.toggleMarkers,
    showResolved: Commands.toggleResolved
  };
  services.options.changed.connect(() => {
    app.commands.notifyCommandChanged(showMarkers);
    app.commands.notifyCommandChanged(showResolved);
  });
}

function beginning({ app, tracker, begin, services }: ICommandsOptions): Record<string, Command> {
  const { trans } = services;
  const isEnabled = (): boolean => readyPanel(tracker) !== null;
  const inPanel = (run: (panel: NotebookPanel) => void | Promise<void>) => () => {
    const panel = readyPanel(tracker);
    return panel === null ? undefined : run(panel);
  };
  return {
    [Commands.commentOnCell]: {
      label: trans.__('Comment on the cell'),
      caption: trans.__('Comment on the selected text, or on the cell'),
      icon: addCommentIcon,
      isEnabled,
      execute: inPanel(panel => begin.onSelection(panel, panel.content.activeCellIndex))
    },
    [Commands.commentOnOutput]: {
      label: trans.__('Comment on the output'),
      caption: trans.__('Comment on this output'),
      icon: addCommentIcon,
      isEnabled,
      execute: inPanel(panel => {
        const place = outputUnderMouse(app, panel);
        return place && begin.onOutput(panel, place.index, place.ordinal);
      })
    },
    [Commands.commentOnNotebook]: {
      label: trans.__('Comment on the notebook'),
      caption: trans.__('Comment on the notebook as a whole'),
      icon: addCommentIcon,
      isEnabled,
      execute: inPanel(panel => begin.onNotebook(panel))
    }
  };
}

function walking({ comments, services }: ICommandsOptions): Record<string, Command> {
  const { trans } = services;
  const isEnabled = (): boolean => (comments.current?.threads.length ?? 0) > 0;
  return {
    [Commands.nextThread]: {
      label: trans.__('Next comment'),
      caption: trans.__('Open the next thread of the notebook'),
      isEnabled,
      execute: () => walk(comments.current, 1, services.options.showResolved)
    },
    [Commands.previousThread]: {
      label: trans.__('Previous comment'),
      caption: trans.__('Open the previous thread of the notebook'),
      isEnabled,
      execute: () => walk(comments.current, -1, services.options.showResolved)
    }
  };
}

function changing({ comments, services }: ICommandsOptions): Record<string, Command> {
  const { trans } = services;
  const isEnabled = (): boolean => openThreadOf(comments) !== null;
  return {
    [Commands.replyToThread]: {
      label: trans.__('Reply'),
      caption: trans.__('Write a reply in the open thread'),
      isEnabled,
      execute: () => focusReply(comments.current)
    },
    [Commands.resolveThread]: {
      label: () =>
        openThreadOf(comments)?.thread.status === 'resolved'
          ? trans.__('Reopen the thread')
          : trans.__('Resolve the thread'),
      caption: trans.__('Resolve the open thread, or reopen it'),
      isEnabled: () => openThreadOf(comments)?.thread.canResolve === true,
      execute: async () => {
        const thread = openThreadOf(comments)?.thread;
        await (thread &&
          comments.current?.setStatus(thread, thread.status === 'open' ? 'resolved' : 'open'));
      }
    },
    [Commands.copyLink]: {
      label: trans.__('Copy link to the thread'),
      caption: trans.__('Copy a link that opens the notebook at this thread'),
      isEnabled,
      execute: async () => {
        const thread = openThreadOf(comments)?.thread;
        await (thread && comments.current && services.copyLink(comments.current, thread));
      }
    },
    [Commands.pickPlace]: {
      label: trans.__('Pick the cell of a thread'),
      caption: trans.__('Click the cell that a thread belongs to'),
      describedBy: { args: THREAD_ARGUMENT },
      isEnabled: () => comments.current !== null,
      execute: args => {
        const placed = comments.current?.threads.find(({ thread }) => thread.id === args.thread);
        if (comments.current && placed) {
          services.pickPlace(comments.current, placed.thread);
        }
      }
    }
  };
}

const THREAD_ARGUMENT: ReadonlyJSONObject = {
  type: 'object',
  required: ['thread'],
  properties: { thread: { type: 'string', description: 'The id of the thread' } }
};

function showing(options: Options, trans: TranslationBundle): Record<string, Command> {
  return {
    [Commands.toggleResolved]: {
      label: trans.__('Show resolved comments'),
      caption: trans.__('Show resolved threads beside their cells, too'),
      isToggled: () => options.showResolved,
      execute: () => options.set('showResolved', !options.showResolved)
    },
    [Commands.toggleMarkers]: {
      label: trans.__('Show comments in notebooks'),
      caption: trans.__('Show markers beside cells and marks in their text'),
      isToggled: () => options.showMarkers,
      execute: () => options.set('showMarkers', !options.showMarkers)
    }
  };
}

/** The notebook in view, once it can be read. */
function readyPanel({ currentWidget }: INotebookTracker): NotebookPanel | null {
  return currentWidget?.context.isReady === true && currentWidget.content.activeCell
    ? currentWidget
    : null;
}

function openThreadOf({ current }: IComments): IPlacedThread | null {
  return current?.threads.find(({ thread }) => thread.id === current.openThread) ?? null;
}

/** Opens the thread after or before the open one; without one, after or before the active cell. Goes round at the ends. */
function walk(
  current: INotebookThreads | null,
  step: 1 | -1,
  showResolved: boolean
): Promise<void> | undefined {
  const listed = (current?.threads ?? []).filter(
    ({ thread }) => thread.status === 'open' || showResolved || thread.id === current?.openThread
  );
  if (current === null || listed.length === 0) {
    return undefined;
  }
  const open = listed.findIndex(({ thread }) => thread.id === current.openThread);
  const active = current.panel.content.activeCellIndex;
  const isAfter = ({ cellIndex }: IPlacedThread): boolean => (cellIndex ?? Infinity) >= active;
  const first = listed.findIndex(isAfter);
  const from = open >= 0 ? open + step : step === 1 ? Math.max(0, first) : first - 1;
  return current.open(listed.at(from % listed.length)?.thread.id ?? null);
}

function focusReply(current: INotebookThreads | null): void {
  const id = CSS.escape(current?.openThread ?? '');
  current?.panel.node
    .querySelector<HTMLElement>(`[data-mlc-thread-view="${id}"] .mlc-Thread-reply textarea`)
    ?.focus();
}

/** Which output of which cell the context menu was opened on. */
function outputUnderMouse(
  app: JupyterFrontEnd,
  panel: NotebookPanel
): { index: number; ordinal: number } | undefined {
  const node = app.contextMenuHitTest(({ classList }) => classList.contains('jp-OutputArea-child'));
  const index = panel.content.widgets.findIndex(cell => node && cell.node.contains(node));
  const area = panel.content.widgets[index]?.node.querySelector('.jp-Cell-outputArea');
  const ordinal = [...(area?.children ?? [])]
    .filter(({ classList }) => classList.contains('jp-OutputArea-child'))
    .findIndex(child => child.contains(node ?? null));
  return node && ordinal >= 0 ? { index, ordinal } : undefined;
}
