import { Signal, type ISignal } from '@lumino/signaling';
import type { MergeRequests } from './merging/requests';

export interface IConflictOptions {
  readonly requests: Pick<MergeRequests, 'conflicts'>;

  /** The notebook's path in its project, as it is now. */
  path(): string;
}

/** Whether git has a notebook in conflict, as it was when that was last asked. */
export class Conflict {
  constructor(private readonly _options: IConflictOptions) {}

  /** False too where one side deleted the notebook: there is nothing to merge then. */
  get isMergeable(): boolean {
    return this._isMergeable;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Asks again. Where git cannot answer, nothing is known of a conflict. */
  async look(): Promise<void> {
    const { path, requests } = this._options;
    const { notebooks } = await requests.conflicts(path()).catch(() => ({ notebooks: [] }));
    const isMergeable = notebooks.some(({ stages }) => stages.includes(2) && stages.includes(3));
    if (isMergeable !== this._isMergeable) {
      this._isMergeable = isMergeable;
      this._changed.emit();
    }
  }

  private readonly _changed = new Signal<this, void>(this);
  private _isMergeable = false;
}
