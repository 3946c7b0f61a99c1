import type { JupyterFrontEnd } from '@jupyterlab/application';
import { Notification, type ICommandPalette } from '@jupyterlab/apputils';
import type { IEditorExtensionRegistry } from '@jupyterlab/codemirror';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { Widget } from '@lumino/widgets';
import type { IAnchors } from '../anchors/tokens';
import type { IOutbox } from '../core/tokens';
import type { IDiffs } from '../diff/tokens';
import { copy } from '../ui/clipboard';
import type { IComposerServices } from '../ui/Composer';
import { Begin } from './begin';
import { addCommands } from './commands';
import { createCommentCount } from './CommentCount';
import { ComparedAddition } from './comparedaddition';
import { textForChat } from './copying';
import { Editors } from './editors';
import { placeLabel } from './label';
import { Options } from './options';
import { FileComments } from './filecomments';
import { TextComments } from './textcomments';
import { followPermalink } from './permalink';
import { pickPlace } from './picking';
import { equipNotebooks } from './screen';
import type { IScreenServices } from './screenservices';
import { selectionMarks } from './SelectionMarks';
import { partsOf } from './standing';
import type { IComments, ICommentScreen } from './tokens';

export interface IScreenOptions extends IComposerServices {
  readonly app: JupyterFrontEnd;
  readonly tracker: INotebookTracker;
  readonly comments: IComments;
  readonly anchors: IAnchors;
  readonly outbox: IOutbox;
  readonly editors: IEditorExtensionRegistry | null;
  readonly settings: ISettingRegistry.ISettings | null;
  readonly palette: ICommandPalette | null;
  readonly diffs: IDiffs | null;
}

export interface IScreen extends ICommentScreen {
  /** The toolbar's *Comments 3* for a notebook. */
  addCountTo(panel: NotebookPanel, show: () => void): Widget;
}

/** Puts comments on the screen: in every notebook that is open or will be, and on the pages of other rooms. */
export function createScreen(options: IScreenOptions): IScreen {
  const { app, tracker, comments, anchors, trans, palette } = options;
  const editors = new Editors();
  const begin = new Begin(comments, anchors, editors, trans);
  const services = screenServices(options, begin, editors);
  const open = (threadId: string): void => void comments.current?.open(threadId);
  if (options.editors !== null) {
    editors.register(options.editors, selectionMarks(open));
  }
  addCommands({ app, tracker, comments, begin, services, palette });
  equipNotebooks(tracker, comments, services);
  options.diffs?.decorate(compared => new ComparedAddition(compared, comments, services));
  const findLinked = followPermalink(app, tracker, comments);
  return {
    on: file => {
      const threads = comments.ofFile(file);
      findLinked(threads);
      return new FileComments(threads, services);
    },
    onText: text => {
      const threads = comments.ofText(text);
      findLinked(threads);
      return new TextComments(threads, comments, services);
    },
    openTextsWith: factory => comments.openTextsWith(factory),
    openThread: (project, path, threadId) => comments.openThread(project, path, threadId),
    addCountTo: (panel, show) => createCommentCount(comments.of(panel), show, trans)
  };
}

function screenServices(
  { anchors, outbox, people, drafts, typesetter, settings, trans }: IScreenOptions,
  begin: Begin,
  editors: Editors
): IScreenServices {
  const copied = async (text: string): Promise<void> => {
    await copy(text);
    Notification.success(trans.__('Copied'), { autoClose: 1500 });
  };
  return {
    anchors,
    outbox,
    people,
    drafts,
    typesetter,
    trans,
    editors,
    options: new Options(settings),
    commentOnCell: (panel, index) => begin.onCell(panel, index),
    commentOnSelection: (panel, index) => begin.onSelection(panel, index),
    pickPlace: (threads, thread) => pickPlace(threads, thread, trans),
    copyLink: (threads, thread) => copied(threads.permalink(thread.id)),
    copyForChat: (threads, placed) => {
      const place = placeLabel(partsOf(threads, placed, trans));
      return copied(textForChat(placed, place, threads.permalink(placed.thread.id)));
    }
  };
}
