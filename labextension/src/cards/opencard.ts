import type { Contents } from '@jupyterlab/services';
import { Signal, type ISignal } from '@lumino/signaling';
import { sentenceOf } from '../core/errors';
import type { IDrafts, IProjects, Project } from '../core/tokens';
import { Editing } from './editing';
import type { IValues } from './fields';
import { writeFiles, type IWrittenFile } from '../core/files';
import { pathWithin } from './figures';
import { Publishing, type IPublished, type Waiver } from './publishing';
import type { Act, CardFile, Requests, Side } from './requests';

export interface IOpenCardOptions {
  readonly projects: IProjects;
  readonly drafts: IDrafts;
  readonly contents: Contents.IManager;
  readonly document: ICardDocument;
  readonly requests: (project: Project) => Requests;

  /** Said instead of saving over edits in another tab. */
  readonly unsavedSentence: string;
}

/** The file in JupyterLab, however many tabs show it. */
export interface ICardDocument {
  /** Where it is now: it may be renamed while it is open. */
  readonly serverPath: string;

  /** Somebody edits it as text and has not saved. */
  readonly isUnsaved: boolean;

  /** Shows what was saved by other means. */
  showSaved(): Promise<void>;
}

/** The card in one tab, as its file says, and what a person does to it. */
export class OpenCard {
  constructor(private readonly _options: IOpenCardOptions) {}

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** What was read last; null until then. */
  get file(): CardFile | null {
    return this._file;
  }

  /** Why the file cannot be read as it is now. */
  get problem(): string | null {
    return this._problem;
  }

  /** The form, while the card is edited. */
  get editing(): Editing | null {
    return this._editing;
  }

  /** The folder of the card's file, as JupyterLab names it. */
  get folder(): string {
    const path = this._path;
    return path.slice(0, Math.max(0, path.lastIndexOf('/')));
  }

  /** Reads the file, also when it was read before. Never fails: `problem` says why it did. */
  async load(): Promise<void> {
    const asked = ++this._asked;
    const isLatest = (): boolean => asked === this._asked;
    try {
      const { file, requests } = await this._read();
      if (isLatest()) {
        this._requests = requests;
        this._show(file);
        await this._resume(file);
      }
    } catch (problem) {
      if (isLatest()) {
        this._problem = sentenceOf(problem);
        this._changed.emit();
      }
    }
  }

  /** Opens the form. */
  edit(): void {
    if (this._file !== null && this._editing === null) {
      this._editing = new Editing(this._file, {
        drafts: this._options.drafts,
        draftKey: this._draftKey,
        save: (file, values) => this._saveValues(file, values),
        reload: async () => (await this._read()).file
      });
      this._editing.changed.connect(() => this._changed.emit());
      this._changed.emit();
    }
  }

  closeForm(): void {
    this._editing = null;
    this._changed.emit();
  }

  /** One step of the card's life. Throws `Refused`. */
  async step(act: Act, note = ''): Promise<void> {
    if (this._file !== null && this._requests !== null) {
      this._show(await this._requests.step(this._file, act, note));
    }
  }

  /**
   * Keeps one side's values where a merge left two, in these fields or, where none are named, in all. Throws `Refused`.
   */
  async decide(fields: readonly string[], take: Side): Promise<void> {
    if (this._file !== null && this._requests !== null) {
      this._expectSaved();
      await this._save(await this._requests.decided(this._file, fields, take));
    }
  }

  /** A try to publish the card as it was read; null before that. */
  publishing(): Publishing | null {
    const [file, requests] = [this._file, this._requests];
    return file && requests
      ? new Publishing(file, {
          scan: signal => requests.scan(file.path, signal),
          edit: async (before, values) => {
            await this._saveValues(before, values);
            return (await this._read()).file;
          },
          publish: (current, waivers) => this._publish(current, waivers, requests)
        })
      : null;
  }

  dispose(): void {
    this._asked++;
    Signal.clearData(this);
  }

  private async _publish(
    file: CardFile,
    waivers: readonly Waiver[],
    requests: Requests
  ): Promise<IPublished> {
    const { contents, document } = this._options;
    this._expectSaved();
    const { files, questions, summary } = await requests.publication(file, waivers);
    const written = files.map(each => this._placed(each, file));
    await writeFiles(contents, written);
    await document.showSaved();
    const { file: now } = await this._read();
    const published = await requests.step(now, 'publish');
    this._show(published);
    const html = written.find(({ path }) => path.endsWith('.html'))?.path ?? null;
    return { file: published, paths: written.map(({ path }) => path), questions, summary, html };
  }

  /** Where a file of the project goes, as JupyterLab names it: into the card's folder, and nowhere else. */
  private _placed(
    { path, text, base64 }: { path: string; text: string | null; base64: string | null },
    file: CardFile
  ): IWrittenFile {
    const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1);
    const name = path.startsWith(folder) ? path.slice(folder.length) : path;
    const place = pathWithin(this.folder, name);
    if (place === null) {
      throw new Error(path);
    }
    return { path: place, text, base64 };
  }

  private async _saveValues(file: CardFile, values: IValues): Promise<void> {
    this._expectSaved();
    await this._save(await (this._requests ?? (await this._read()).requests).edited(file, values));
  }

  private async _save(text: string): Promise<void> {
    const { contents, document } = this._options;
    await contents.save(this._path, { type: 'file', format: 'text', content: text });
    await document.showSaved();
    await this.load();
  }

  private async _read(): Promise<{ file: CardFile; requests: Requests }> {
    const { projects, requests: requestsOf } = this._options;
    const path = this._path;
    const project = await projects.at(path);
    const requests = requestsOf(project);
    return { requests, file: await requests.card(projects.pathIn(project, path)) };
  }

  private _show(file: CardFile): void {
    this._file = file;
    this._problem = null;
    this._changed.emit();
  }

  /** Opens the form again where something was written and not saved before the page was loaded again. */
  private async _resume(file: CardFile): Promise<void> {
    if (!this._isResumed) {
      this._isResumed = true;
      if ((await this._options.drafts.get(this._draftKey)) !== '' && this._file === file) {
        this.edit();
      }
    }
  }

  private get _draftKey(): string {
    // Drafts that begin so follow their file when it is renamed.
    return `new\n${this._path}\ncard`;
  }

  private get _path(): string {
    return this._options.document.serverPath;
  }

  private _expectSaved(): void {
    if (this._options.document.isUnsaved) {
      throw new Error(this._options.unsavedSentence);
    }
  }

  private readonly _changed = new Signal<this, void>(this);
  private _file: CardFile | null = null;
  private _problem: string | null = null;
  private _requests: Requests | null = null;
  private _editing: Editing | null = null;
  private _isResumed = false;
  private _asked = 0;
}
