import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { Contents } from '@jupyterlab/services';
import { Signal, type ISignal } from '@lumino/signaling';
import { Refused, sentenceOf } from '../core/errors';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDrafts, IProjects, Project } from '../core/tokens';
import { applyText, settledText } from './parts';
import type { Requests } from './requests';
import { inEditor, readText } from './saving';
import { tasksOf } from './text';
import type { OpenPage as PageFacts, PageFile } from './tokens';

const REST_MILLISECONDS = 200;
const PERSONAL = 'onboarding';

/** So often others write in between before a person is asked to try again. */
const TURNS = 8;

export interface IOpenPageOptions {
  readonly context: DocumentRegistry.CodeContext;
  readonly contents: Contents.IManager;
  readonly projects: IProjects;
  readonly drafts: IDrafts;
  readonly trans: TranslationBundle;
  readonly requests: (project: Project) => Requests;

  /** Takes in what others have written into the file. */
  follow(): Promise<void>;
}

interface IKept {
  /** The text of the file that the server worked on. */
  readonly before: string;
  readonly file: PageFile;
}

/** The page in one tab: its text as it is in JupyterLab, saved or not, and what the server knows of its file. */
export class OpenPage {
  constructor(private readonly _options: IOpenPageOptions) {
    const { context } = _options;
    this._latest = context.ready.then(() => {
      context.model.contentChanged.connect(this._onText, this);
      context.fileChanged.connect(this._onFile, this);
      context.pathChanged.connect(this._onPath, this);
      this._changed.emit();
      return this.load();
    });
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** The whole text; null until it was read. */
  get text(): string | null {
    const { context } = this._options;
    return context.isReady ? context.model.sharedModel.getSource() : null;
  }

  /** What is known of the file as it was saved last; null until then. */
  get facts(): PageFacts | null {
    return this._facts;
  }

  /** Why that is not known. */
  get problem(): string | null {
    return this._problem;
  }

  /** The project the page is in; null until known. */
  get project(): Project | null {
    return this._project;
  }

  /** Where files are that the page names by a path they left: by that path as JupyterLab has it, the project's now. */
  get moved(): ReadonlyMap<string, string> {
    return this._moved;
  }

  get isReadOnly(): boolean {
    return !this._mayWrite || this._options.context.contentsModel?.writable === false;
  }

  /** Whether the person's role lets them write pages; taken for true until known. */
  get mayWrite(): boolean {
    return this._mayWrite;
  }

  /** Ticks are each person's own. */
  get isPersonal(): boolean {
    return this._facts?.type === PERSONAL;
  }

  /** The ticks of this person, by number of the item, where they are their own. */
  get ticks(): ReadonlySet<number> {
    return this._ticks;
  }

  /** Asks again what is known of the file. Never fails: `problem` says why it did. */
  load(): Promise<void> {
    this._latest = this._load();
    return this._latest;
  }

  private async _load(): Promise<void> {
    const { context, projects, requests } = this._options;
    const asked = ++this._asked;
    try {
      const project = await projects.at(context.localPath);
      const [facts, mayWrite] = await Promise.all([
        requests(project).page(projects.pathIn(project, context.localPath)),
        this._project?.id === project.id
          ? this._mayWrite
          : requests(project)
              .mayWrite()
              .catch(() => true)
      ]);
      if (asked === this._asked) {
        this._project = project;
        this._mayWrite = mayWrite;
        this._facts = facts;
        this._problem = null;
        this._moved = new Map(
          facts.moved.map(({ movedTo, path }) => [
            projects.serverPath(project, path) ?? path,
            movedTo
          ])
        );
        await this._readTicks();
      }
    } catch (problem) {
      this._problem = asked === this._asked ? sentenceOf(problem) : this._problem;
    }
    if (!this._isDisposed) {
      this._changed.emit();
    }
  }

  /** Ticks an item of a checklist, or takes the tick away. */
  async tick(index: number): Promise<void> {
    // Until it is known whose ticks these are, one of the person's own would be written for all.
    // A question that was overtaken by another tells nothing: that one does.
    for (let known: unknown = null; known !== this._latest;) {
      known = this._latest;
      await this._latest;
    }
    if (this.isPersonal) {
      const ticks = new Set(this._ticks);
      if (!ticks.delete(index)) {
        ticks.add(index);
      }
      this._ticks = ticks;
      this._changed.emit();
      await this._options.drafts.set(this._ticksKey, [...ticks].join(' '));
      return;
    }
    const task = tasksOf(this.text ?? '')[index];
    if (task !== undefined) {
      const { context } = this._options;
      const wasSaved = !context.model.dirty;
      context.model.sharedModel.updateSource(task.offset, task.offset + 1, task.done ? ' ' : 'x');
      if (wasSaved) {
        await context.save();
      }
    }
  }

  /**
   * Takes what a citation's source says today, or keeps the page as it is for a reason.
   *
   * @throws Refused - with the server's sentence, or because the page is not saved or was changed meanwhile
   */
  async settle(key: string, note: string | null): Promise<void> {
    const { context, trans } = this._options;
    if (this._facts === null || this._project === null) {
      return;
    }
    // With live co-editing the server saves, and somebody may always be writing.
    if (context.model.dirty && !context.model.collaborative) {
      await context.save();
      await this.load();
    }
    if (context.model.dirty && !context.model.collaborative) {
      throw new Refused('conflict', trans.__('Save the page first.'), 409);
    }
    const kept = await this._kept(key, note);
    if (kept === null) {
      return;
    }
    // What is not saved, or was typed meanwhile, would be thrown away.
    if (!(await this._edit(kept.before, inEditor(kept.file.text)))) {
      throw new Refused(
        'conflict',
        trans.__('The page was changed meanwhile. Look at it again first.'),
        409
      );
    }
    await context.save();
    await this.load();
  }

  /**
   * Makes an edit of the file's text in the text as it is now.
   *
   * @returns false where somebody has changed the same lines
   */
  private async _edit(before: string, after: string): Promise<boolean> {
    const { context, requests } = this._options;
    const model = context.model.sharedModel;
    for (let turn = 0; this._project !== null && turn < TURNS; turn += 1) {
      const now = model.getSource();
      const text =
        now === before
          ? after
          : settledText(await requests(this._project).merged(before, after, now));
      if (text === null) {
        return false;
      }
      if (model.getSource() === now) {
        applyText(model, text, true);
        return true;
      }
    }
    return false;
  }

  /** What the server answers, once more where others wrote the page meanwhile, and the text of the file before. */
  private async _kept(key: string, note: string | null): Promise<IKept | null> {
    const { contents, context, follow, requests } = this._options;
    for (let turn = 0; this._facts !== null && this._project !== null; turn += 1) {
      const before = inEditor((await readText(contents, context.path)).raw);
      try {
        return { before, file: await requests(this._project).kept(this._facts, key, note) };
      } catch (problem) {
        if (turn > 0 || !(problem instanceof Refused) || problem.code !== 'conflict') {
          throw problem;
        }
      }
      await follow();
      await this.load();
    }
    return null;
  }

  dispose(): void {
    this._isDisposed = true;
    window.clearTimeout(this._timer);
    Signal.clearData(this);
  }

  private async _readTicks(): Promise<void> {
    if (this.isPersonal) {
      const before = this._ticks;
      const kept = (await this._options.drafts.get(this._ticksKey)) || (await this._formerTicks());
      if (this._ticks === before) {
        this._ticks = new Set(kept.split(' ').filter(Boolean).map(Number));
      }
    }
  }

  /** What the person ticked when the page had another name; it goes along. */
  private async _formerTicks(): Promise<string> {
    const { drafts } = this._options;
    for (const path of this._facts?.formerPaths ?? []) {
      const kept = await drafts.get(this._keyOfTicks(path));
      if (kept !== '') {
        void drafts.set(this._ticksKey, kept);
        void drafts.set(this._keyOfTicks(path), '');
        return kept;
      }
    }
    return '';
  }

  private get _ticksKey(): string {
    return this._keyOfTicks(this._facts?.path ?? '');
  }

  private _keyOfTicks(path: string): string {
    return `ticks:${this._project?.id ?? ''}:${path}`;
  }

  private _onText(): void {
    window.clearTimeout(this._timer);
    this._timer = window.setTimeout(() => this._changed.emit(), REST_MILLISECONDS);
  }

  private _onFile(): void {
    void this.load();
  }

  private _onPath(): void {
    void this._moveTicks();
  }

  /** The page has another name: what the person ticked goes along. */
  private async _moveTicks(): Promise<void> {
    const ticks = this._ticks;
    await this.load();
    if (this.isPersonal && this._ticks.size === 0 && ticks.size > 0) {
      this._ticks = ticks;
      this._changed.emit();
      await this._options.drafts.set(this._ticksKey, [...ticks].join(' '));
    }
  }

  /** The last question about the file. */
  private _latest: Promise<void>;
  private readonly _changed = new Signal<this, void>(this);
  private _facts: PageFacts | null = null;
  private _moved: ReadonlyMap<string, string> = new Map();
  private _project: Project | null = null;
  private _mayWrite = true;
  private _problem: string | null = null;
  private _ticks: ReadonlySet<number> = new Set();
  private _timer = 0;
  private _asked = 0;
  private _isDisposed = false;
}
