import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { IEditorServices } from '@jupyterlab/codeeditor';
import { IEditorLanguageRegistry } from '@jupyterlab/codemirror';
import { IFileBrowserFactory } from '@jupyterlab/filebrowser';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { IApi, IDrafts, IProjects } from '../../core/tokens';

/** Notebooks that git has in conflict: the tab that brings their versions into one. */
const merge: JupyterFrontEndPlugin<void> = {
  id: 'jupyter-mlcollab:merge',
  description: 'Resolves conflicts in notebooks.',
  autoStart: true,
  requires: [INotebookTracker, IApi, IProjects, IDrafts, IEditorServices],
  optional: [ICommandPalette, IFileBrowserFactory, IEditorLanguageRegistry, ITranslator],
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
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('jupyter_mlcollab');
    const [{ KnownConflicts }, { OpenedInConflict }, { Merges }, { addCommands }] =
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
