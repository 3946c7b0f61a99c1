import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { INotebookTracker } from '@jupyterlab/notebook';
import { Signal, type ISignal } from '@lumino/signaling';
import type { Widget } from '@lumino/widgets';
import type { ICommentedFile } from './tokens';

/** Which of the commented files was looked at last: a notebook, or one of the files it is told of. */
export class InView {
  constructor(
    private readonly _tracker: INotebookTracker,
    private readonly _shell: Pick<JupyterFrontEnd.IShell, 'currentWidget' | 'currentChanged'>
  ) {
    _shell.currentChanged?.connect(this._look, this);
    _tracker.currentChanged.connect(this._onNotebook, this);
  }

  /** Null when it is the current notebook, or none. */
  get file(): ICommentedFile | null {
    return this._file;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  add(file: ICommentedFile): void {
    this._files.set(file.widget, file);
    file.widget.disposed.connect(() => this._remove(file));
    this._look();
  }

  /** A notebook that is opened in the background becomes the current one, and does not come into view. */
  private _onNotebook(): void {
    this._look();
    this._changed.emit();
  }

  private _look(): void {
    const widget = this._shell.currentWidget;
    const file = widget && (this._files.get(widget) ?? null);
    if (file !== null || (widget !== null && this._tracker.has(widget))) {
      this._become(file);
    }
  }

  private _remove(file: ICommentedFile): void {
    this._files.delete(file.widget);
    if (this._file === file) {
      this._become(null);
    }
  }

  private _become(file: ICommentedFile | null): void {
    if (file !== this._file) {
      this._file = file;
      this._changed.emit();
    }
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _files = new Map<Widget, ICommentedFile>();
  private _file: ICommentedFile | null = null;
}
