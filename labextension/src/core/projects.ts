import { PathExt } from '@jupyterlab/coreutils';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { IApi, IProjects, Project } from './tokens';

/** Remembers the project of each folder it was asked for. */
export class Projects implements IProjects {
  constructor(private readonly api: IApi) {}

  get current(): Project | null {
    return this.held;
  }

  get currentChanged(): ISignal<this, Project | null> {
    return this.currentChangedSignal;
  }

  get isShared(): boolean {
    return this.shared;
  }

  get sharedChanged(): ISignal<this, void> {
    return this.sharedChangedSignal;
  }

  setShared(isShared: boolean): void {
    if (isShared !== this.shared) {
      this.shared = isShared;
      this.sharedChangedSignal.emit();
    }
  }

  at(serverPath: string): Promise<Project> {
    const isFolder = serverPath.endsWith('/');
    return this.ofFolder(trimmed(isFolder ? serverPath : PathExt.dirname(serverPath)));
  }

  pathIn(project: Project, serverPath: string): string {
    const folder = trimmed(project.serverFolder);
    const path = trimmed(serverPath);
    return joined(project.pathPrefix, below(folder, path) ?? path);
  }

  serverPath(project: Project, path: string): string | null {
    const rest = below(trimmed(project.pathPrefix), trimmed(path));
    return rest === null ? null : joined(project.serverFolder, rest);
  }

  async refresh(): Promise<void> {
    this.folders.clear();
    await this.follow(this.viewed);
  }

  /** Makes the project of the file or folder in view the current one; keeps the old one when it cannot be found. */
  async follow(serverPath: string): Promise<void> {
    this.viewed = serverPath;
    const project = await this.at(serverPath).catch(() => null);
    if (project !== null && this.viewed === serverPath && !same(project, this.held)) {
      if (project.id !== this.held?.id) {
        this.setShared(false);
      }
      this.held = project;
      this.currentChangedSignal.emit(project);
    }
  }

  private ofFolder(folder: string): Promise<Project> {
    const known = this.folders.get(folder);
    if (known !== undefined) {
      return known;
    }
    const asked = this.api.got(
      this.api.client.GET('/projects', { params: { query: { path: folder } } })
    );
    this.folders.set(folder, asked);
    asked.catch(() => this.folders.delete(folder));
    return asked;
  }

  private readonly folders = new Map<string, Promise<Project>>();
  private readonly currentChangedSignal = new Signal<this, Project | null>(this);
  private readonly sharedChangedSignal = new Signal<this, void>(this);
  private shared = false;
  private held: Project | null = null;
  private viewed = '';
}

function same(project: Project, other: Project | null): boolean {
  return JSON.stringify(project) === JSON.stringify(other);
}

function trimmed(path: string): string {
  return path.replace(/^\/+|\/+$/g, '');
}

/** `path` without the folder it lies in; null when it lies elsewhere. */
function below(folder: string, path: string): string | null {
  if (folder === '') {
    return path;
  }
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : null;
}

function joined(folder: string, path: string): string {
  const parent = trimmed(folder);
  return parent === '' ? path : `${parent}/${path}`;
}
