import type { JupyterFrontEnd } from '@jupyterlab/application';
import { PathExt } from '@jupyterlab/coreutils';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Refused, sentenceOf } from '../core/errors';
import type { IProjects, Project } from '../core/tokens';
import type { Choice } from './choice';
import type { IKnown } from './offers';
import type { Requests } from './requests';
import { sideOf } from './sides';
import type { Side } from './tokens';

const NEWEST_COMMITS = 30;
const SUFFIX = '.ipynb';

/** What the picker of a side asks for. */
export interface IFinder {
  /** What a side can be. Never fails: what could not be found out is left out, and said. */
  known(): Promise<IKnown>;

  /**
   * Another notebook by a path as people type it: from the notebook's own folder, or with a slash in front from the
   * folder the server shows.
   *
   * @throws Refused - it is in another project
   */
  notebookAt(typed: string): Promise<Choice>;
}

export interface IFinderOptions {
  readonly app: JupyterFrontEnd;
  readonly tracker: INotebookTracker;
  readonly projects: IProjects;
  readonly project: Project;
  readonly requests: Requests;
  readonly trans: TranslationBundle;

  /** The notebook's path as JupyterLab names it, as it is now. */
  path(): string;
}

/** Versions of a notebook: which there are, and what a chosen one is now. */
export class Finder implements IFinder {
  constructor(private readonly _options: IFinderOptions) {}

  /** The notebook's path in its project. */
  get projectPath(): string {
    const { path, project, projects } = this._options;
    return projects.pathIn(project, path());
  }

  async known(): Promise<IKnown> {
    const { path, requests } = this._options;
    const [versions, history, notebooks] = await Promise.allSettled([
      requests.versions(this.projectPath),
      requests.history(this.projectPath, null, NEWEST_COMMITS),
      this._notebooksNear()
    ]);
    return {
      isOpen: this.panel(path()) !== null,
      versions: versions.status === 'fulfilled' ? versions.value : null,
      gitProblem: versions.status === 'rejected' ? sentenceOf(versions.reason) : null,
      commits: history.status === 'fulfilled' ? history.value.commits : [],
      notebooks: notebooks.status === 'fulfilled' ? notebooks.value : []
    };
  }

  async notebookAt(typed: string): Promise<Choice> {
    const { projects, project: own, trans } = this._options;
    const path = typed.startsWith('/')
      ? PathExt.normalize(typed.slice(1))
      : PathExt.join(PathExt.dirname(this._options.path()), typed);
    const project = await projects.at(path);
    if (project.id !== own.id) {
      const sentence = trans.__(
        'This notebook belongs to another project. Copy it into this one to compare them.'
      );
      throw new Refused('invalid', sentence, 400);
    }
    return { kind: 'file', path: projects.pathIn(project, path) };
  }

  /** What a chosen side is now. */
  sideOf(choice: Choice): Promise<Side> {
    return sideOf(choice, choice.path ?? this.projectPath, this.panel(this.serverPath(choice)));
  }

  /** The notebook a side is of, as JupyterLab names it. */
  serverPath({ kind, path }: Choice): string {
    const { project, projects } = this._options;
    // A commit may know the notebook by an earlier name.
    if (path === undefined || kind === 'revision') {
      return this._options.path();
    }
    return projects.serverPath(project, path) ?? path;
  }

  /** The notebook where it is open; null where it is not. */
  panel(serverPath: string): NotebookPanel | null {
    return this._options.tracker.find(({ context }) => context.localPath === serverPath) ?? null;
  }

  /** Notebooks in the same folder, and those that are open, of this project. */
  private async _notebooksNear(): Promise<string[]> {
    const { app, path: own, project, projects, tracker } = this._options;
    const open: string[] = [];
    tracker.forEach(({ context }) => open.push(context.localPath));
    const { contents } = app.serviceManager;
    const folder = await contents.get(PathExt.dirname(own()), { content: true });
    const entries = (folder.content as { path: string }[]).map(({ path }) => path);
    const found = [...new Set([...open, ...entries])].filter(path => path.endsWith(SUFFIX));
    const owned = await Promise.all(
      found.map(async path => (await projects.at(path)).id === project.id)
    );
    return found
      .filter((path, index) => owned[index] === true && path !== own())
      .map(path => projects.pathIn(project, path));
  }
}
