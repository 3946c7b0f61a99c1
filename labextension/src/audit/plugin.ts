import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { IApi, IPeople, IProjects, type Me, type Project } from '../core/tokens';
import { historyIcon } from '../ui/icons';

const SHOW_HISTORY = 'mlcollab:show-history';

/** The history of a project, for those who may see it. */
const plugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyter-mlcollab:audit',
  description: 'Shows who did what in a project.',
  autoStart: true,
  requires: [IApi, IPeople, IProjects],
  optional: [ITranslator, ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    api: IApi,
    people: IPeople,
    projects: IProjects,
    translator: ITranslator | null,
    palette: ICommandPalette | null
  ) => {
    const trans = (translator ?? nullTranslator).load('jupyter_mlcollab');
    const permission = new Permission(people, projects);
    app.commands.addCommand(SHOW_HISTORY, {
      label: trans.__('Show history'),
      caption: trans.__('Show who did what in this project'),
      icon: historyIcon,
      describedBy: { args: { type: 'object', properties: {} } },
      isEnabled: () => permission.project !== null,
      isVisible: () => permission.project !== null,
      execute: async () => {
        const { project } = permission;
        if (project) {
          const { showHistory } = await import('./history');
          showHistory(app, { api, people, project, trans });
        }
      }
    });
    permission.follow(() => app.commands.notifyCommandChanged(SHOW_HISTORY));
    palette?.addItem({ command: SHOW_HISTORY, category: trans.__('Team') });
  }
};

/** Knows whether the person may see the history of the project in view. The server decides again when it is asked. */
class Permission {
  constructor(
    private readonly _people: IPeople,
    private readonly _projects: IProjects
  ) {}

  /** The project in view if its history may be seen, else null. */
  get project(): Project | null {
    return this._project;
  }

  /** Asks whenever the project or the person changes, and calls back with every answer. */
  follow(onAnswer: () => void): void {
    this._onAnswer = onAnswer;
    this._projects.currentChanged.connect(this._ask, this);
    this._people.meChanged.connect(this._ask, this);
    this._ask();
  }

  private _ask(): void {
    const project = this._projects.current;
    const set = (me: Me | null): void => {
      if (project?.id === this._projects.current?.id) {
        this._project = me?.can.includes('audit') ? project : null;
        this._onAnswer();
      }
    };
    if (project) {
      this._people.me(project).then(set, () => set(null));
    } else {
      set(null);
    }
  }

  private _project: Project | null = null;
  private _onAnswer: () => void = () => undefined;
}

export const plugins: JupyterFrontEndPlugin<unknown>[] = [plugin];
