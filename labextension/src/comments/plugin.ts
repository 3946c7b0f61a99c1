import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, IToolbarWidgetRegistry } from '@jupyterlab/apputils';
import { IEditorExtensionRegistry } from '@jupyterlab/codemirror';
import { IDocumentManager } from '@jupyterlab/docmanager';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import { ILatexTypesetter } from '@jupyterlab/rendermime';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { IAnchors } from '../anchors/tokens';
import { IDiffs } from '../diff/tokens';
import { IApi, IDrafts, IEvents, IOutbox, IPeople, IProjects } from '../core/tokens';
import { IComments, ICommentScreen } from './tokens';

const ID = 'jupyter-mlcollab:comments';
const SHOW_COMMENTS = 'mlcollab:show-comments';

/** The threads of open notebooks. */
const comments: JupyterFrontEndPlugin<IComments> = {
  id: 'jupyter-mlcollab:threads',
  description: 'Knows the threads of open notebooks and other files, and the inbox.',
  autoStart: true,
  requires: [
    INotebookTracker,
    IDocumentManager,
    IAnchors,
    IApi,
    IEvents,
    IOutbox,
    IPeople,
    IProjects
  ],
  optional: [ITranslator],
  provides: IComments,
  activate: async (
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    documents: IDocumentManager,
    anchors: IAnchors,
    api: IApi,
    events: IEvents,
    outbox: IOutbox,
    people: IPeople,
    projects: IProjects,
    translator: ITranslator | null
  ) => {
    const { Comments } = await import('./comments');
    const { InView } = await import('./inview');
    const trans = (translator ?? nullTranslator).load('jupyter_mlcollab');
    const services = { anchors, api, events, outbox, people, projects, trans };
    return new Comments(tracker, new InView(tracker, app.shell), documents, services);
  }
};

/** Comments beside the cells they are about: markers, threads, marks in the text, and the commands. */
const screen: JupyterFrontEndPlugin<ICommentScreen> = {
  id: ID,
  description: 'Shows comments beside the cells they are about.',
  autoStart: true,
  provides: ICommentScreen,
  requires: [INotebookTracker, IComments, IAnchors, IOutbox, IPeople, IDrafts],
  optional: [
    IEditorExtensionRegistry,
    IToolbarWidgetRegistry,
    ILatexTypesetter,
    ISettingRegistry,
    ICommandPalette,
    IDiffs,
    ITranslator
  ],
  activate: async (
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    comments: IComments,
    anchors: IAnchors,
    outbox: IOutbox,
    people: IPeople,
    drafts: IDrafts,
    editors: IEditorExtensionRegistry | null,
    toolbar: IToolbarWidgetRegistry | null,
    typesetter: ILatexTypesetter | null,
    settings: ISettingRegistry | null,
    palette: ICommandPalette | null,
    diffs: IDiffs | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('jupyter_mlcollab');
    const { createScreen } = await import('./notebookscreen');
    const screen = createScreen({
      app,
      tracker,
      comments,
      anchors,
      outbox,
      people,
      drafts,
      editors,
      typesetter,
      settings: (await settings?.load(ID).catch(() => null)) ?? null,
      palette,
      diffs,
      trans
    });
    toolbar?.addFactory<NotebookPanel>('Notebook', 'mlcollab-comments', panel =>
      screen.addCountTo(panel, () => void app.commands.execute(SHOW_COMMENTS))
    );
    return screen;
  }
};

export const plugins: JupyterFrontEndPlugin<unknown>[] = [comments, screen];
