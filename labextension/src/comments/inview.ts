import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { INotebookTracker } from '@jupyterlab/notebook';
import { Signal, type ISignal } from '@lumino/signaling';
import type { Widget } from '@lumino/widgets';
import type { IOpenFile } from './tokens';

/** Which of the commented files was looked at last: a notebook, or one of the files it is told of. */
export class InView {
  constructor(
    private readonly _tracker: INotebookTracker,
    private readonly _shell: Pick<
      JupyterFrontEnd.IShell,
      'activateById' | 'currentWidget' | 'currentChanged'
    >
  ) {
    _shell.currentChanged?.connect(this._look, this);
    _tracker.currentChanged.connect(this._onNotebook, this);
  }

  /** Null when it is the current notebook, or none. */
  get file(): IOpenFile | null {
    return this._file;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** A tab shows a file. */
  add(file: IOpenFile, widget: Widget = file.widget): void {
    this._files.set(widget, file);
    widget.disposed.connect(() => this._remove(file, widget));
    this._look();
  }

  /** Brings the tab of a file at a path to the front; null where none shows it. */
  reveal(serverPath: string): IOpenFile | null {
    const file = [...this._files.values()].find(each => each.serverPath === serverPath) ?? null;
    if (file !== null) {
      this._shell.activateById(file.widget.id);
    }
    return file;
  }

  /** The file that a tab shows; null where it is none of them. */
  fileIn(widget: Widget): IOpenFile | null {
    return this._files.get(widget) ?? null;
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

  private _remove(file: IOpenFile, widget: Widget): void {
    this._files.delete(widget);
    if (this._file === file && ![...this._files.values()].includes(file)) {
      this._become(null);
    }
  }

  private _become(file: IOpenFile | null): void {
    if (file !== this._file) {
      this._file = file;
      this._changed.emit();
    }
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _files = new Map<Widget, IOpenFile>();
  private _file: IOpenFile | null = null;
}
