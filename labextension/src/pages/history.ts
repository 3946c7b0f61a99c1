import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { Contents } from '@jupyterlab/services';
import { Signal, type ISignal } from '@lumino/signaling';
import { CommitList, type Commit } from '../core/commitlist';
import { sentenceOf } from '../core/errors';
import type { IDrafts, IProjects, Project, Schemas } from '../core/tokens';
import type { PageFile } from './pagefile';
import type { Requests } from './requests';
import { inEditor } from './saving';

/** So many texts are kept from before a version was restored. */
const MOST_ASIDE = 5;
const SOON_MS = 500;

/** A text that was put aside, and when. */
export interface IAside {
  readonly at: string;
  readonly text: string;
}

/** What somebody saved. */
export type Save = Schemas['PageSave'];

/**
 * A former version of a page: a commit, what somebody saved, what Jupyter put aside, or what was there before another
 * was restored.
 */
export type Version =
  | { readonly kind: 'commit'; readonly commit: Commit }
  | { readonly kind: 'save'; readonly save: Save }
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

  /** All that are known, newest first. What is older than the last commit waits until that one's followers are here. */
  get versions(): readonly Version[] {
    const { commits, hasMore } = this.list;
    const last = hasMore ? commits.at(-1) : undefined;
    const others = this._saves.filter(
      one => last === undefined || timeOf(one) > Date.parse(last.at)
    );
    return newestFirst([
      ...others,
      ...commits.map(commit => ({ kind: 'commit', commit }) as const)
    ]);
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

  /** To be called after each save. The server puts down who saved once it has answered, so it is asked a moment later. */
  refreshSoon(): void {
    if (this._isOpen) {
      window.setTimeout(() => void this._findSaves(), SOON_MS);
    }
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

  /** Shows a version beside what was before it where that is known, else beside what is there now. Never fails. */
  async show(version: Version, against?: IShown['against']): Promise<void> {
    const asked = ++this._asked;
    this._problem = null;
    try {
      const found = await this._read(version);
      if (asked === this._asked) {
        this._shown = {
          version,
          ...found,
          against: against ?? (hasBefore(version) ? 'before' : 'now')
        };
      }
    } catch (problem) {
      if (asked === this._asked) {
        this._shown = null;
        this._problem = sentenceOf(problem);
      }
    }
    this._changed.emit();
  }

  /** Shows the page as a commit has it, by any name that git knows the commit by. Never fails. */
  async showRevision(revision: string): Promise<void> {
    if (!this._isOpen) {
      this.toggle();
    }
    const { context, projects } = this._options;
    const project = await projects.at(context.localPath);
    const path = projects.pathIn(project, context.localPath);
    const named = { hash: revision, shortHash: revision, path, earlierPath: path };
    await this.show({ kind: 'commit', commit: { ...named, author: '', at: '', subject: '' } });
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
    const found = await (version.kind === 'save'
      ? requests(project).save(path, version.save.number)
      : requests(project).version(path, commit?.hash ?? null));
    return { text: inEditor(found.text), before: found.before && inEditor(found.before) };
  }

  private async _findSaves(): Promise<void> {
    const { contents, context } = this._options;
    const [asides, checkpoints, saves] = await Promise.all([
      this._asides(),
      contents.listCheckpoints(context.path).catch(() => []),
      this._savesOnServer().catch(() => [])
    ]);
    const found: Version[] = asides.map(aside => ({ kind: 'aside', aside }));
    found.push(...checkpoints.map(one => ({ kind: 'checkpoint', at: one.last_modified }) as const));
    found.push(...saves.map(save => ({ kind: 'save', save }) as const));
    this._saves = newestFirst(found);
    this._changed.emit();
  }

  private async _savesOnServer(): Promise<readonly Save[]> {
    const { context, projects, requests } = this._options;
    const project = await projects.at(context.localPath);
    return requests(project).saves(projects.pathIn(project, context.localPath));
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

/** When a version came to be. */
export function momentOf(version: Version): string {
  switch (version.kind) {
    case 'commit':
      return version.commit.at;
    case 'save':
      return version.save.at;
    case 'aside':
      return version.aside.at;
    case 'checkpoint':
      return version.at;
  }
}

/** Whether a version says what was there before it. */
export function hasBefore(version: Version): boolean {
  return version.kind === 'commit' || version.kind === 'save';
}

/**
 * Whether two are the same version. What somebody goes on saving stays the same one.
 *
 * @param other - may name a commit by the beginning of its hash
 */
export function isSame(one: Version, other: Version | null): boolean {
  if (one.kind === 'commit' && other?.kind === 'commit') {
    return one.commit.hash.startsWith(other.commit.hash);
  }
  return one.kind === 'save' && other?.kind === 'save'
    ? one.save.number === other.save.number
    : JSON.stringify(one) === JSON.stringify(other);
}

function newestFirst(versions: readonly Version[]): Version[] {
  return [...versions].sort((one, other) => timeOf(other) - timeOf(one));
}

function timeOf(version: Version): number {
  return Date.parse(momentOf(version));
}
