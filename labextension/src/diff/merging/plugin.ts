import { ILayoutRestorer } from '@jupyterlab/application';
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { IEditorServices } from '@jupyterlab/codeeditor';
import { IEditorLanguageRegistry } from '@jupyterlab/codemirror';
import { IFileBrowserFactory } from '@jupyterlab/filebrowser';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { IApi, IDrafts, IProjects } from '../../core/tokens';

/** The tab that brings three versions of a notebook into one, such as those of a conflict in git. */
const merge: JupyterFrontEndPlugin<void> = {
  id: 'jupyter-mlcollab:merge',
  description: 'Merges versions of notebooks, and resolves conflicts.',
  autoStart: true,
  requires: [INotebookTracker, IApi, IProjects, IDrafts, IEditorServices],
  optional: [
    ICommandPalette,
    IFileBrowserFactory,
    IEditorLanguageRegistry,
    ILayoutRestorer,
    ITranslator
  ],
  activate: async (
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    api: IApi,
    projects: IProjects,
    drafts: IDrafts,
    editors: IEditorServices,
    palette: ICommandPalette | null,
    files: IFileBrowserFactory | null,
    languages: IEditorLanguageRegistry | null,
    restorer: ILayoutRestorer | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('jupyter_mlcollab');
    const [{ KnownConflicts }, { OpenedInConflict }, { Merges }, { addCommands, MergeCommands }] =
      await Promise.all([
        import('./known'),
        import('./opening'),
        import('./tabs'),
        import('./commands')
      ]);
    const { contents } = app.serviceManager;
    const known = new KnownConflicts({ api, projects, contents });
    const merges = new Merges({ app, tracker, api, projects, drafts, editors, languages, trans });
    addCommands({ app, tracker, files, palette, trans, known, merges });
    if (restorer !== null) {
      merges.restore(restorer, MergeCommands.open);
    }
    app.docRegistry.addWidgetExtension(
      'Notebook',
      new OpenedInConflict({
        known,
        translator: translator ?? nullTranslator,
        restored: app.restored,
        open: path => merges.open(path)
      })
    );
    if (files !== null) {
      known.follow(files);
    }
  }
};

export const plugins: JupyterFrontEndPlugin<unknown>[] = [merge];
