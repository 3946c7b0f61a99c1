import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { ICommandPalette } from '@jupyterlab/apputils';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import type { ReadonlyJSONObject, ReadonlyPartialJSONObject } from '@lumino/coreutils';
import { addCommentIcon } from '../ui/icons';
import { attempt } from './attempt';
import type { Begin } from './begin';
import type { Options } from './options';
import { outputOfActiveCell, outputUnderMouse, type IOutputPlace } from './outputs';
import { onRights } from './rights';
import type { IScreenServices } from './screenservices';
import { composingOn } from './entries';
import { entryPointedAt } from './pointing';
import type { IComments, IListedThreads, IPlacedThread } from './tokens';
import { threadBeside } from './walking';
import { NO_ARGUMENTS } from '../ui/commands';

export const Commands = {
  commentOnCell: 'mlcollab:comment-on-cell',
  commentOnOutput: 'mlcollab:comment-on-output',
  commentOnNotebook: 'mlcollab:comment-on-notebook',
  commentOnEntry: 'mlcollab:comment-on-entry',
  commentOnText: 'mlcollab:comment-on-text',
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

/** Adds what can be done with the comments of the notebook in view. */
export function addCommands(options: ICommandsOptions): void {
  const { app, palette, services } = options;
  const commands: Record<string, Command> = {
    ...beginning(options),
    ...beginningOnFile(options),
    ...walking(options),
    ...changing(options),
    ...showing(services.options, services.trans)
  };
  for (const [command, definition] of Object.entries(commands)) {
    app.commands.addCommand(command, { describedBy: NO_ARGUMENTS, ...definition });
    if (command !== Commands.pickPlace && command !== Commands.commentOnEntry) {
      palette?.addItem({ command, category: services.trans.__('Team') });
    }
  }
  const { showMarkers, showResolved } = {
    showMarkers: Commands.toggleMarkers,
    showResolved: Commands.toggleResolved
  };
  // Their buttons stand where this is not asked again by itself.
  onRights(options.comments, () => app.commands.notifyCommandChanged(Commands.commentOnCell));
  services.options.changed.connect(() => {
    app.commands.notifyCommandChanged(showMarkers);
    app.commands.notifyCommandChanged(showResolved);
  });
}

function beginning(options: ICommandsOptions): Record<string, Command> {
  const { tracker, comments, begin } = options;
  const { trans } = options.services;
  const isEnabled = (): boolean => {
    const panel = readyPanel(tracker);
    return panel !== null && comments.of(panel).mayComment;
  };
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
      caption: trans.__('Comment on the first output of the cell'),
      icon: addCommentIcon,
      describedBy: { args: POINTED_ARGUMENT },
      isEnabled: args => isEnabled() && outputMeant(options, args) !== null,
      execute: args => {
        const panel = readyPanel(tracker);
        const place = outputMeant(options, args);
        return panel && place && begin.onOutput(panel, place.index, place.ordinal);
      }
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

function beginningOnFile({ comments, services }: ICommandsOptions): Record<string, Command> {
  const { trans } = services;
  return {
    [Commands.commentOnEntry]: {
      label: trans.__('Comment on this'),
      caption: trans.__('Comment on the part of the page that has the keyboard, or is pointed at'),
      icon: addCommentIcon,
      isEnabled: () =>
        comments.inView?.file != null &&
        comments.inView.text === null &&
        comments.inView.mayComment,
      execute: () => {
        const entry = comments.inView && entryPointedAt(comments.inView);
        if (entry) {
          comments.inView.compose(composingOn(entry));
        }
      }
    },
    [Commands.commentOnText]: {
      label: trans.__('Comment on the selected text'),
      caption: trans.__('Comment on what is selected in the page, or on the line of the cursor'),
      icon: addCommentIcon,
      isEnabled: () => comments.inView?.text?.mayComment === true,
      execute: () => comments.inView?.text?.begin(comments.inView.text.file.selection())
    }
  };
}

function walking({ comments, services }: ICommandsOptions): Record<string, Command> {
  const { trans } = services;
  const isEnabled = (): boolean => (comments.inView?.threads.length ?? 0) > 0;
  return {
    [Commands.nextThread]: {
      label: trans.__('Next comment'),
      caption: trans.__('Open the next thread of the notebook'),
      isEnabled,
      execute: () => walk(comments.inView, 1, services.options.showResolved)
    },
    [Commands.previousThread]: {
      label: trans.__('Previous comment'),
      caption: trans.__('Open the previous thread of the notebook'),
      isEnabled,
      execute: () => walk(comments.inView, -1, services.options.showResolved)
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
      isEnabled: () => isEnabled() && comments.inView?.mayComment === true,
      execute: () => focusReply(comments.inView)
    },
    [Commands.resolveThread]: {
      label: () =>
        openThreadOf(comments)?.thread.status === 'resolved'
          ? trans.__('Reopen the thread')
          : trans.__('Resolve the thread'),
      caption: trans.__('Resolve the open thread, or reopen it'),
      isEnabled: () => openThreadOf(comments)?.thread.canResolve === true,
      execute: () =>
        attempt(trans.__('Could not change the thread'), async () => {
          const thread = openThreadOf(comments)?.thread;
          await (thread &&
            comments.inView?.setStatus(thread, thread.status === 'open' ? 'resolved' : 'open'));
        })
    },
    [Commands.copyLink]: {
      label: trans.__('Copy link to the thread'),
      caption: trans.__('Copy a link that opens the notebook at this thread'),
      isEnabled,
      execute: async () => {
        const thread = openThreadOf(comments)?.thread;
        await (thread && comments.inView && services.copyLink(comments.inView, thread));
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

const POINTED_ARGUMENT: ReadonlyJSONObject = {
  type: 'object',
  properties: {
    pointed: { type: 'boolean', description: 'The output the context menu was opened on' }
  }
};

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

/** The output under the mouse where that was meant, else the first of the active cell. */
function outputMeant(
  { app, tracker }: ICommandsOptions,
  { pointed }: ReadonlyPartialJSONObject
): IOutputPlace | null {
  const panel = readyPanel(tracker);
  if (panel === null) {
    return null;
  }
  return pointed === true ? outputUnderMouse(app, panel) : outputOfActiveCell(panel);
}

/** The notebook in view, once it can be read. */
function readyPanel({ currentWidget }: INotebookTracker): NotebookPanel | null {
  return currentWidget?.context.isReady === true && currentWidget.content.activeCell
    ? currentWidget
    : null;
}

function openThreadOf({ inView }: IComments): IPlacedThread | null {
  return inView?.threads.find(({ thread }) => thread.id === inView.openThread) ?? null;
}

function walk(
  inView: IListedThreads | null,
  step: 1 | -1,
  showResolved: boolean
): Promise<void> | undefined {
  const listed = (inView?.threads ?? []).filter(
    ({ thread }) => thread.status === 'open' || showResolved || thread.id === inView?.openThread
  );
  const active = inView?.notebook?.panel.content.activeCellIndex ?? 0;
  const next = threadBeside(listed, inView?.openThread ?? null, active, step);
  return next === null ? undefined : inView?.open(next);
}

function focusReply(inView: IListedThreads | null): void {
  const id = CSS.escape(inView?.openThread ?? '');
  inView?.widget.node
    .querySelector<HTMLElement>(`[data-mlc-thread-view="${id}"] .mlc-Thread-reply textarea`)
    ?.focus();
}
