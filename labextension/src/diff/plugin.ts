import { ILayoutRestorer } from '@jupyterlab/application';
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, IToolbarWidgetRegistry } from '@jupyterlab/apputils';
import { IEditorLanguageRegistry } from '@jupyterlab/codemirror';
import { IFileBrowserFactory } from '@jupyterlab/filebrowser';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import { ILatexTypesetter } from '@jupyterlab/rendermime';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { IApi, IPeople, IProjects } from '../core/tokens';
import { plugins as merging } from './merging/plugin';
import { IDiffs } from './tokens';

const ID = 'jupyter-mlcollab:diff';

/** What changed in notebooks: the count in their toolbar, the tab that shows it, and the commands. */
const diff: JupyterFrontEndPlugin<IDiffs> = {
  id: ID,
  description: 'Shows what changed in notebooks.',
  autoStart: true,
  provides: IDiffs,
  requires: [INotebookTracker, IApi, IProjects, IPeople],
  optional: [
    IToolbarWidgetRegistry,
    ISettingRegistry,
    ICommandPalette,
    IFileBrowserFactory,
    IEditorLanguageRegistry,
    ILatexTypesetter,
    ILayoutRestorer,
    ITranslator
  ],
  activate: async (
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    api: IApi,
    projects: IProjects,
    people: IPeople,
    toolbar: IToolbarWidgetRegistry | null,
    settings: ISettingRegistry | null,
    palette: ICommandPalette | null,
    files: IFileBrowserFactory | null,
    languages: IEditorLanguageRegistry | null,
    typesetter: ILatexTypesetter | null,
    restorer: ILayoutRestorer | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('jupyter_mlcollab');
    const [
      { Diffs },
      { Shown },
      { addCommands },
      { addWays, Ways },
      { createChangesButton },
      { takeOpening }
    ] = await Promise.all([
      import('./notebooks'),
      import('./shown'),
      import('./commands'),
      import('./ways'),
      import('./ChangesButton'),
      import('./link')
    ]);
    const shown = new Shown((await settings?.load(ID).catch(() => null)) ?? null);
    const services = { app, tracker, api, projects, people, shown, languages, typesetter };
    const diffs = new Diffs({ ...services, trans });
    const options = { app, tracker, files, palette, diffs, trans };
    addCommands(options);
    addWays(options);
    if (restorer) {
      diffs.restore(restorer, Ways.openComparison);
    }
    const linked = takeOpening();
    void (linked && app.restored.then(() => diffs.show(linked)));
    toolbar?.addFactory<NotebookPanel>('Notebook', 'mlcollab-changes', panel =>
      createChangesButton(diffs.changesOf(panel), () => void diffs.open(panel), trans)
    );
    return diffs;
  }
};

export const plugins: JupyterFrontEndPlugin<unknown>[] = [diff, ...merging];
