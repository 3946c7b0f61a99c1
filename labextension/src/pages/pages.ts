import type { Contents } from '@jupyterlab/services';
import { FollowedList } from '../core/followedlist';
import type { IApi, IProjects, Project, Schemas } from '../core/tokens';
import { Requests } from './requests';
import type { PageRow } from './tokens';

export const SUFFIX = '.md';

export interface IPagesOptions {
  readonly api: IApi;
  readonly projects: IProjects;
  readonly contents: Contents.IManager;
}

/** The pages of the project in view, followed while somebody looks at them. It changes, too, when what they cite may have. */
export class Pages extends FollowedList<Schemas['PageList']> {
  constructor(private readonly _options: IPagesOptions) {
    super(_options);
  }

  /** By path; null until known. */
  get rows(): readonly PageRow[] | null {
    return this._listed?.pages ?? null;
  }

  /** Where the project keeps its pages. */
  get folders(): readonly string[] {
    return this._listed?.folders ?? [];
  }

  /** What asks about the project in view; null until it is known. */
  get requests(): Requests | null {
    const { project } = this;
    return project && new Requests(this._options.api, project);
  }

  /** The page to begin with; null when the project names none. */
  get startPage(): PageRow | null {
    return this.rows?.find(({ start }) => start) ?? null;
  }

  /** A path of JupyterLab's as the project names it; null before the project is known. */
  pathIn(serverPath: string): string | null {
    const { project } = this;
    return project && this._options.projects.pathIn(project, serverPath);
  }

  protected _ask(project: Project): Promise<Schemas['PageList']> {
    return new Requests(this._options.api, project).list();
  }

  protected _isOne(serverPath: string): boolean {
    return serverPath.endsWith(SUFFIX);
  }

  /** A notebook or card was saved, which pages may cite. */
  protected override _onOtherFile(): void {
    this._changed.emit();
  }
}
