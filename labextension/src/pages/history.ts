import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { Contents } from '@jupyterlab/services';
import { Signal, type ISignal } from '@lumino/signaling';
import { CommitList, type Commit } from '../core/commitlist';
import { sentenceOf } from '../core/errors';
import type { IDrafts, IProjects, Project } from '../core/tokens';
import type { PageFile } from './pagefile';
import type { Requests } from './requests';
import { inEditor } from './saving';

/** So many texts are kept from before a version was restored. */
const MOST_ASIDE = 5;

/** A text that was put aside, and when. */
export interface IAside {
  readonly at: string;
  readonly text: string;
}

/** A former version of a page: a commit, what Jupyter put aside, or what was there before another was restored. */
export type Version =
  | { readonly kind: 'commit'; readonly commit: Commit }
  | { readonly kind: 'checkpoint'; readonly at: string }
  | { readonly kind: 'aside'; readonly aside: IAside };

/** A version in view, and what it is compared with. */
export interface IShown {
  readonly version: Version;
  readonly text: string;

  /** What was there before it, by its own history; null where that is not known. */
  readonly before: string | null;
  readonly against: 'before' | 'now';
}

export interface IPageHistoryOptions {
  readonly contents: Contents.IManager;
  readonly context: DocumentRegistry.Context;
  readonly drafts: IDrafts;
  readonly file: PageFile;
  readonly projects: IProjects;
  requests(project: Project): Requests;
}

/** The former versions of a page, and how one of them becomes the present one. No DOM. */
export class PageHistory {
  constructor(private readonly _options: IPageHistoryOptions) {
    const { projects, context, requests } = _options;
    this.list = new CommitList(async (before, limit) => {
      const project = await projects.at(context.localPath);
      const path = projects.pathIn(project, context.localPath);
      return requests(project).history(path, before, limit);
    });
    this.list.changed.connect(() => this._changed.emit());
  }

  readonly list: CommitList;

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isOpen(): boolean {
    return this._isOpen;
  }

  /** Those that are no commits, newest first. */
  get saves(): readonly Version[] {
    return this._saves;
  }

  get shown(): IShown | null {
    return this._shown;
  }

  /** Why a version cannot be shown or restored. */
  get problem(): string | null {
    return this._problem;
  }

  /** The page as it is now, saved or not. */
  get now(): string {
    const { sharedModel } = (this._options.context as DocumentRegistry.CodeContext).model;
    return sharedModel.getSource();
  }

  toggle(): void {
    this._isOpen = !this._isOpen;
    this._shown = null;
    this._problem = null;
    if (this._isOpen) {
      void this.list.start();
      void this._findSaves();
    }
    this._changed.emit();
  }

  /** Shows a version: a commit beside what was before it, anything else beside what is there now. Never fails. */
  async show(version: Version, against?: IShown['against']): Promise<void> {
    const asked = ++this._asked;
    this._problem = null;
    try {
      const found = await this._read(version);
      const isCommit = version.kind === 'commit';
      if (asked === this._asked) {
        this._shown = { version, ...found, against: against ?? (isCommit ? 'before' : 'now') };
      }
    } catch (problem) {
      if (asked === this._asked) {
        this._shown = null;
        this._problem = sentenceOf(problem);
      }
    }
    this._changed.emit();
  }

  /** Makes the version in view the present one. What was there is put aside first, and can be restored as well. */
  async restore(): Promise<void> {
    const { context, file } = this._options;
    const { now, shown } = this;
    if (shown === null) {
      return;
    }
    this._problem = null;
    try {
      await this._putAside(now);
      file.replace(shown.text);
      await context.save();
      this._shown = null;
    } catch (problem) {
      this._problem = sentenceOf(problem);
    }
    await this._findSaves();
  }

  private async _read(version: Version): Promise<Pick<IShown, 'before' | 'text'>> {
    if (version.kind === 'aside') {
      return { text: version.aside.text, before: null };
    }
    const { context, projects, requests } = this._options;
    const project = await projects.at(context.localPath);
    const commit = version.kind === 'commit' ? version.commit : null;
    const path = commit?.path ?? projects.pathIn(project, context.localPath);
    const found = await requests(project).version(path, commit?.hash ?? null);
    return { text: inEditor(found.text), before: found.before && inEditor(found.before) };
  }

  private async _findSaves(): Promise<void> {
    const { contents, context } = this._options;
    const asides = await this._asides();
    const checkpoints = await contents.listCheckpoints(context.path).catch(() => []);
    const found: Version[] = asides.map(aside => ({ kind: 'aside', aside }));
    found.push(...checkpoints.map(one => ({ kind: 'checkpoint', at: one.last_modified }) as const));
    this._saves = found.sort((one, other) => timeOf(other) - timeOf(one));
    this._changed.emit();
  }

  private async _putAside(text: string): Promise<void> {
    const asides = await this._asides();
    if (asides[0]?.text !== text) {
      const kept = [{ at: new Date().toISOString(), text }, ...asides].slice(0, MOST_ASIDE);
      await this._options.drafts.set(this._key, JSON.stringify(kept));
    }
  }

  private async _asides(): Promise<IAside[]> {
    const kept = await this._options.drafts.get(this._key);
    return kept === '' ? [] : (JSON.parse(kept) as IAside[]);
  }

  private get _key(): string {
    return `page-aside\n${this._options.context.path}`;
  }

  private readonly _changed = new Signal<this, void>(this);
  private _asked = 0;
  private _isOpen = false;
  private _problem: string | null = null;
  private _saves: readonly Version[] = [];
  private _shown: IShown | null = null;
}

function timeOf(version: Version): number {
  return Date.parse(
    version.kind === 'aside' ? version.aside.at : 'at' in version ? version.at : ''
  );
}

/** Whether two are the same version. */
export function isSame(one: Version, other: Version | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
