import type { Target } from '../anchors/tokens';
import { sentenceOf } from '../core/errors';
import { ThreadsElsewhere } from './threadselsewhere';
import type { IPicks, Thread } from './tokens';

/** The threads of a file that is no notebook, where a person picks another place for one by pointing at it. */
export abstract class PickableThreads extends ThreadsElsewhere implements IPicks {
  get picking(): Thread | null {
    return this._picking;
  }

  get pickProblem(): string | null {
    return this._pickProblem;
  }

  pick(thread: Thread | null): void {
    this._picking = thread;
    this._pickProblem = null;
    this._emit();
  }

  async settle(thread: Thread, isHere: boolean): Promise<void> {
    const target = isHere ? this._targetOf(thread.id) : null;
    if (target !== null || !isHere) {
      await this._change(requests => requests.place(thread, target));
    }
  }

  abstract readonly picked: IPicks['picked'];

  /** What a thread would be about that is put where it stands now; null where it stands nowhere. */
  protected abstract _targetOf(threadId: string): Target | null;

  /** Puts a thread on what was picked for it, and opens it there. */
  protected async _putThere(thread: Thread, target: Target): Promise<void> {
    try {
      await this._change(requests => requests.place(thread, target));
      this.pick(null);
      await this.open(thread.id);
    } catch (error) {
      this._pickProblem = sentenceOf(error);
      this._emit();
    }
  }

  readonly picks = this;
  private _picking: Thread | null = null;
  private _pickProblem: string | null = null;
}
