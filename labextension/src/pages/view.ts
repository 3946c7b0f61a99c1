import type { JupyterFrontEnd } from '@jupyterlab/application';
import { DocumentWidget } from '@jupyterlab/docregistry';
import type { NotebookPanel, INotebookTracker } from '@jupyterlab/notebook';
import { Signal, type ISignal } from '@lumino/signaling';
import { sentenceOf } from '../core/errors';
import type { Pages } from './pages';
import type { PageAround } from './tokens';

const REST_MILLISECONDS = 50;
const CARD_FILE = '/card.json';

/** What is in view in JupyterLab, and the pages about it. */
export class InView {
  constructor(
    private readonly _pages: Pages,
    private readonly _tracker: INotebookTracker | null,
    private readonly _shell: JupyterFrontEnd.IShell
  ) {
    _shell.currentChanged?.connect(this._onNotebook, this);
    _tracker?.currentChanged.connect(this._onNotebook, this);
    _tracker?.activeCellChanged.connect(this._onCell, this);
    _pages.changed.connect(this._ask, this);
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** The notebook in view; null when there is none. */
  get notebook(): NotebookPanel | null {
    return this._tracker?.currentWidget ?? null;
  }

  /** The path in the project of the card in view; null when none is. */
  get cardPath(): string | null {
    const widget = this._shell.currentWidget;
    const path = widget instanceof DocumentWidget ? widget.context.localPath : '';
    return path.endsWith(CARD_FILE) ? this._pages.pathIn(path) : null;
  }

  /** The path in the project of the card or notebook in view; null when there is none. */
  get path(): string | null {
    const { cardPath, notebook } = this;
    return cardPath ?? (notebook && this._pages.pathIn(notebook.context.localPath));
  }

  /** The pages about it, nearest first; null until known. Those about other cells are left out. */
  get around(): readonly PageAround[] | null {
    const cell = this._tracker?.activeCell?.model.id ?? null;
    return (
      this._around?.filter(({ nearness, cell: about }) => nearness !== 'cell' || about === cell) ??
      null
    );
  }

  /** Pages about its other cells, once each. */
  get elsewhere(): readonly PageAround[] {
    const here = new Set(this.around?.map(({ path }) => path));
    const others = new Map(
      (this._around ?? []).filter(({ path }) => !here.has(path)).map(page => [page.path, page])
    );
    return [...others.values()];
  }

  /** Why they are not known. */
  get problem(): string | null {
    return this._problem;
  }

  /** Begins to follow what is in view. */
  start(): void {
    if (!this._isFollowing) {
      this._isFollowing = true;
      this._onNotebook();
      this._ask();
    }
  }

  dispose(): void {
    this._isFollowing = false;
    window.clearTimeout(this._timer);
    Signal.clearData(this);
  }

  private _onNotebook(): void {
    const about = [this._pages.project?.id, this.path].join(' ');
    if (about !== this._about) {
      this._about = about;
      this._around = null;
      this._problem = null;
      this._changed.emit();
      this._ask();
    }
  }

  private _onCell(): void {
    this._changed.emit();
  }

  /** Asks a moment later, so that walking through tabs asks once. */
  private _ask(): void {
    if (this._isFollowing) {
      window.clearTimeout(this._timer);
      this._timer = window.setTimeout(() => void this._load(), REST_MILLISECONDS);
    }
  }

  private async _load(): Promise<void> {
    const { path } = this;
    const { project, requests } = this._pages;
    // Another project may have a notebook of the same path.
    const isStill = (): boolean => path === this.path && project?.id === this._pages.project?.id;
    if (path === null || requests === null) {
      return;
    }
    try {
      const around = await requests.around(path);
      if (isStill()) {
        this._around = around;
        this._problem = null;
      }
    } catch (problem) {
      this._problem = isStill() ? sentenceOf(problem) : this._problem;
    }
    this._changed.emit();
  }

  private readonly _changed = new Signal<this, void>(this);
  private _about = '';
  private _around: readonly PageAround[] | null = null;
  private _problem: string | null = null;
  private _timer = 0;
  private _isFollowing = false;
}
