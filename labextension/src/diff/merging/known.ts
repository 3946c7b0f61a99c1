import type { FileBrowser, IFileBrowserFactory } from '@jupyterlab/filebrowser';
import type { Contents } from '@jupyterlab/services';
import type { IApi, IProjects } from '../../core/tokens';
import { MergeRequests } from './requests';

export interface IKnownConflictsOptions {
  readonly api: IApi;
  readonly projects: IProjects;
  readonly contents: Contents.IManager;
}

/** A notebook in conflict, by its path as JupyterLab names it. */
export interface IConflicted {
  readonly path: string;

  /** Whether both sides have the notebook: else one deleted it, and there is nothing to merge. */
  readonly isMergeable: boolean;
}

/** The notebooks that git has in conflict, as far as they were asked for. */
export class KnownConflicts {
  constructor(private readonly _options: IKnownConflictsOptions) {}

  /** Looks again whenever a file browser does, so that its menu knows what to offer. */
  follow(files: IFileBrowserFactory): void {
    const watch = ({ model }: FileBrowser): void => {
      const look = (): void => {
        if ([...model.items()].some(({ type }) => type === 'notebook')) {
          void this.look(`${this._options.contents.localPath(model.path)}/`).catch(() => undefined);
        }
      };
      model.refreshed.connect(look);
      look();
    };
    files.tracker.forEach(watch);
    files.tracker.widgetAdded.connect((_, browser) => watch(browser));
  }

  /** Whether a notebook was in conflict when its project was last asked. */
  has(serverPath: string): boolean {
    const path = this._options.contents.localPath(serverPath);
    return [...this._known.values()].some(paths => paths.has(path));
  }

  /** @param serverPath - a notebook, or a folder with a trailing slash: then of its whole project */
  async look(serverPath: string): Promise<IConflicted[]> {
    const { api, projects } = this._options;
    const project = await projects.at(serverPath);
    const path = serverPath.endsWith('/') ? undefined : projects.pathIn(project, serverPath);
    const { notebooks } = await new MergeRequests(api, project).conflicts(path);
    const found = notebooks.flatMap(({ path: name, stages }) => {
      const place = projects.serverPath(project, name);
      const isMergeable = stages.includes(2) && stages.includes(3);
      return place === null ? [] : [{ path: place, isMergeable }];
    });
    if (path === undefined) {
      const mergeable = found.filter(each => each.isMergeable);
      this._known.set(project.id, new Set(mergeable.map(each => each.path)));
    }
    return found;
  }

  /** By project. */
  private readonly _known = new Map<string, ReadonlySet<string>>();
}
