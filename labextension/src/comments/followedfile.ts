import { Signal, type ISignal } from '@lumino/signaling';
import type { INotebookFile } from './whereabouts';

/** A file that something else shows, which tells when anything about it has changed. */
export interface IShownFile {
  readonly serverPath: string;
  readonly changed: ISignal<unknown, unknown>;
}

/** The path of a file that is shown elsewhere, followed through renames. */
export class FollowedFile implements INotebookFile {
  constructor(private readonly _shown: IShownFile) {
    this._path = _shown.serverPath;
    _shown.changed.connect(this._onChanged, this);
  }

  readonly ready = Promise.resolve();

  get localPath(): string {
    return this._shown.serverPath;
  }

  get pathChanged(): Signal<this, string> {
    return this._pathChanged;
  }

  private _onChanged(): void {
    if (this._path !== this._shown.serverPath) {
      this._path = this._shown.serverPath;
      this._pathChanged.emit(this._path);
    }
  }

  private readonly _pathChanged = new Signal<this, string>(this);
  private _path: string;
}
