import { Signal, type ISignal } from '@lumino/signaling';
import { sentenceOf } from '../core/errors';
import type { IApi, IProjects } from '../core/tokens';
import type { PictureLook } from '../ui/ImagePair';
import { Requests } from './requests';
import type { FileAtCommit } from './tokens';

/** What is shown of a file: how it was, or that compared with how it is saved now. */
export type FileLook = 'compared' | 'then';

/** Two texts, or two pictures as addresses; `now` is null where there is nothing to compare with. */
export interface IFileContent {
  readonly kind: 'picture' | 'text';
  readonly then: string;
  readonly now: string | null;
}

/** What is to be said of a file beside what it holds. */
export type FileNews =
  'gone' | 'kind' | 'moved' | 'much' | 'now-problem' | 'same' | 'then-problem' | 'unseen';

export interface IFileAtOptions {
  readonly api: IApi;
  readonly projects: IProjects;

  /** As JupyterLab names it. */
  readonly path: string;

  /** Any name that git knows the commit by. */
  readonly commit: string;

  /** Whether there is such a file today, by its path as JupyterLab names it. Never fails. */
  isThere(path: string): Promise<boolean>;
}

/** A file as a commit has it, and as it is saved now. No DOM. */
export class FileAt {
  constructor(private readonly _options: IFileAtOptions) {}

  get path(): string {
    return this._options.path;
  }

  get commit(): string {
    return this._options.commit;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Null until known. */
  get found(): FileAtCommit | null {
    return this._found;
  }

  /** Why nothing is known of it. */
  get problem(): string | null {
    return this._problem;
  }

  /** Where the file is today, as JupyterLab names it; null where it is gone, or out of what the server shows. */
  get nowPath(): string | null {
    return this._nowPath;
  }

  get look(): FileLook {
    return this._look;
  }

  set look(look: FileLook) {
    this._look = look;
    this._changed.emit();
  }

  get pictureLook(): PictureLook {
    return this._pictureLook;
  }

  set pictureLook(look: PictureLook) {
    this._pictureLook = look;
    this._changed.emit();
  }

  /** Asks the server, again where it has answered before. Never fails. */
  async load(): Promise<void> {
    const asked = ++this._asked;
    const { api, commit, path, projects } = this._options;
    try {
      const project = await projects.at(path);
      const found = await new Requests(api, project).fileAt(projects.pathIn(project, path), commit);
      if (asked !== this._asked) {
        return;
      }
      this._found = found;
      this._problem = null;
      this._nowPath = found.nowPath === null ? null : projects.serverPath(project, found.nowPath);
    } catch (problem) {
      const isThere = await this._options.isThere(path);
      if (asked !== this._asked) {
        return;
      }
      this._nowPath = isThere ? path : null;
      this._problem = sentenceOf(problem);
    }
    this._changed.emit();
  }

  private _asked = 0;
  private readonly _changed = new Signal<this, void>(this);
  private _found: FileAtCommit | null = null;
  private _look: FileLook = 'compared';
  private _nowPath: string | null = null;
  private _pictureLook: PictureLook = 'side';
  private _problem: string | null = null;
}

/** What there is to see of a file; null where it is no text and no picture. */
export function contentOf({ change, now, then }: FileAtCommit): IFileContent | null {
  if (then.picture !== null) {
    return { kind: 'picture', then: then.picture, now: now?.picture ?? null };
  }
  if (then.text === null) {
    return null;
  }
  return { kind: 'text', then: then.text, now: change === null ? null : (now?.text ?? null) };
}

/** What is to be said of a file, in the order it is said. */
export function newsOf(found: FileAtCommit): readonly FileNews[] {
  const { nowPath, path, same, then } = found;
  const news: FileNews[] = nowPath === null ? ['gone'] : nowPath === path ? [] : ['moved'];
  if (same) {
    news.push('same');
  }
  if (then.problem !== null) {
    news.push('then-problem');
  } else if (nowPath !== null && !same) {
    news.push(...changeOf(found));
  }
  return news;
}

/** What is to be said of a file that can be shown as it was, and is not the same today. */
function changeOf(found: FileAtCommit): readonly FileNews[] {
  const { now, then } = found;
  if (now?.problem !== null) {
    return ['now-problem'];
  }
  if ((then.text === null) !== (now.text === null)) {
    return ['kind'];
  }
  if (then.text === now.text) {
    return now.text === null ? [] : ['unseen'];
  }
  return found.change === null ? ['much'] : [];
}
