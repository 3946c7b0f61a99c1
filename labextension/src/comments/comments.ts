import type { IDocumentManager } from '@jupyterlab/docmanager';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';
import type { Widget } from '@lumino/widgets';
import { sentenceOf } from '../core/errors';
import type { Change, IEvents, Project, Schemas } from '../core/tokens';
import type { ICompared } from '../diff/tokens';
import { ComparedThreads } from './compared';
import { FileThreads } from './filethreads';
import { TextThreads } from './textthreads';
import type { InView } from './inview';
import { NotebookThreads } from './model';
import type { IThreadServices } from './threadsatpath';
import type {
  ICommentedFile,
  ICommentedText,
  IComments,
  IComparedThreads,
  IFileThreads,
  IListedThreads,
  Inbox,
  INotebookThreads,
  IOpenFile,
  ITextThreads
} from './tokens';

/** News about an inbox that arrive within this time are fetched together, in milliseconds. */
const GATHER_MS = 200;
const TEXT_ENDINGS = /\.(md|markdown)$/i;

/** The threads of all open notebooks and other files, and the inbox of the project in view. */
export class Comments implements IComments {
  constructor(
    private readonly _tracker: INotebookTracker,
    private readonly _inView: InView,
    private readonly _documents: IDocumentManager,
    private readonly _services: IThreadServices
  ) {
    const { events, projects } = _services;
    _tracker.currentChanged.connect(this._onCurrentChanged, this);
    _inView.changed.connect(this._onInView, this);
    projects.currentChanged.connect(this._onProjectChanged, this);
    events.changed.connect(this._onNews, this);
    this._onCurrentChanged();
    this._onProjectChanged();
  }

  get inView(): IListedThreads | null {
    const { file } = this._inView;
    return (file && this._files.get(file)) ?? this.current;
  }

  get inViewChanged(): ISignal<this, IListedThreads | null> {
    return this._inViewChanged;
  }

  get current(): INotebookThreads | null {
    const panel = this._tracker.currentWidget;
    return panel === null ? null : this.of(panel);
  }

  get currentChanged(): ISignal<this, INotebookThreads | null> {
    return this._currentChanged;
  }

  get inbox(): Inbox | null {
    return this._inbox;
  }

  get inboxProblem(): string | null {
    return this._inboxProblem;
  }

  get inboxChanged(): ISignal<this, Inbox | null> {
    return this._inboxChanged;
  }

  of(panel: NotebookPanel): INotebookThreads {
    const known = this._models.get(panel);
    if (known !== undefined) {
      return known;
    }
    const model = new NotebookThreads(panel, this._services);
    this._models.set(panel, model);
    model.read.connect(() => this._refreshSoon());
    return model;
  }

  ofComparison(compared: ICompared): IComparedThreads {
    const model = new ComparedThreads(compared, this._services);
    model.read.connect(() => this._refreshSoon());
    return model;
  }

  ofFile(file: ICommentedFile): IFileThreads {
    const model = new FileThreads(file, this._services);
    this._follow(file, model);
    this._inView.add(file);
    return model;
  }

  ofText(text: ICommentedText): ITextThreads {
    const model = new TextThreads(text, this._services);
    this._follow(text, model);
    return model;
  }

  openTextsWith(factory: string): void {
    this._textFactory = factory;
  }

  openText(serverPath: string): void {
    this._openText(serverPath);
  }

  addTab(text: ICommentedText, tab: Widget): void {
    this._inView.add(text, tab);
  }

  async refreshInbox(): Promise<void> {
    const { api, projects } = this._services;
    const project = projects.current;
    if (project === null) {
      return;
    }
    const isCurrent = (): boolean => projects.current?.id === project.id;
    const params = { path: { project: project.id } };
    try {
      const inbox = await api.got(api.client.GET('/projects/{project}/inbox', { params }));
      if (isCurrent()) {
        this._setInbox(inbox);
      }
    } catch (error) {
      if (isCurrent()) {
        this._setInbox(this._inbox, sentenceOf(error));
      }
      throw error;
    }
  }

  async openThread(project: Project, path: string, threadId: string): Promise<void> {
    const serverPath = this._services.projects.serverPath(project, path);
    if (serverPath === null) {
      throw new Error(
        this._services.trans.__('This file lies outside the folder that JupyterLab shows.')
      );
    }
    const known = this._inView.reveal(serverPath);
    if (known !== null) {
      await this._files.get(known)?.open(threadId);
      return;
    }
    const widget = TEXT_ENDINGS.test(serverPath)
      ? this._openText(serverPath)
      : this._documents.openOrReveal(serverPath);
    if (widget !== undefined && this._tracker.has(widget)) {
      await widget.context.ready;
      await this.of(widget as NotebookPanel).open(threadId);
      return;
    }
    const file = widget && this._inView.fileIn(widget);
    await (file && this._files.get(file)?.open(threadId));
  }

  search(
    project: Project,
    query: { shelf?: 'open' | 'resolved' | 'mine' | 'mentions'; search?: string }
  ): Promise<Schemas['ThreadList']> {
    const { api } = this._services;
    const params = { path: { project: project.id }, query };
    return api.got(api.client.GET('/projects/{project}/threads', { params }));
  }

  async notebooks(project: Project): Promise<Schemas['NotebookSummary'][]> {
    const { api } = this._services;
    const params = { path: { project: project.id } };
    const answer = await api.got(api.client.GET('/projects/{project}/notebooks', { params }));
    return answer.notebooks;
  }

  private _openText(serverPath: string): ReturnType<IDocumentManager['openOrReveal']> {
    return this._documents.openOrReveal(serverPath, this._textFactory ?? undefined);
  }

  private _follow(file: IOpenFile, model: FileThreads | TextThreads): void {
    model.read.connect(() => this._refreshSoon());
    this._files.set(file, model);
  }

  private _onInView(): void {
    for (const [file, { isDisposed }] of this._files) {
      if (isDisposed) {
        this._files.delete(file);
      }
    }
    this._inViewChanged.emit(this.inView);
  }

  private _onCurrentChanged(): void {
    this._currentChanged.emit(this.current);
  }

  private _onProjectChanged(): void {
    const { current } = this._services.projects;
    this._watching?.dispose();
    this._watching = current === null ? null : this._services.events.watch(current);
    this._setInbox(null);
    this._refreshSoon();
  }

  private _onNews(_: IEvents, news: { project: string; change: Change | null }): void {
    if (news.project === this._services.projects.current?.id) {
      this._refreshSoon();
    }
  }

  /** A failure leaves the last known inbox standing; where there is none, `inboxProblem` says why. */
  private _refreshSoon(): void {
    clearTimeout(this._gathering);
    this._gathering = setTimeout(() => {
      this.refreshInbox().catch(() => undefined);
    }, GATHER_MS);
  }

  private _setInbox(inbox: Inbox | null, problem: string | null = null): void {
    this._inbox = inbox;
    this._inboxProblem = problem;
    this._inboxChanged.emit(inbox);
  }

  private readonly _inViewChanged = new Signal<this, IListedThreads | null>(this);
  private readonly _files = new Map<IOpenFile, FileThreads | TextThreads>();
  private readonly _currentChanged = new Signal<this, INotebookThreads | null>(this);
  private readonly _inboxChanged = new Signal<this, Inbox | null>(this);
  private readonly _models = new WeakMap<NotebookPanel, NotebookThreads>();
  private _textFactory: string | null = null;
  private _watching: IDisposable | null = null;
  private _inbox: Inbox | null = null;
  private _inboxProblem: string | null = null;
  private _gathering: ReturnType<typeof setTimeout> | undefined;
}
