import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { Signal, type ISignal } from '@lumino/signaling';
import { Refused, sentenceOf } from '../../core/errors';
import type { Merging } from './model';

/** What would be lost: edits of the file since git wrote it, what was saved meanwhile, unsaved edits in a tab. */
export type Question = 'edited' | 'changed' | 'unsaved';

export type SaveState =
  | { readonly kind: 'idle' | 'busy' }
  | { readonly kind: 'saved'; readonly problem: string | null }
  | { readonly kind: 'asking'; readonly question: Question }
  | { readonly kind: 'failed'; readonly sentence: string };

/** The notebook's file, and the tabs that show it. */
export interface IMergedFile {
  /** Whether an open tab has edits of the notebook that are not saved. */
  readonly isUnsaved: boolean;

  /** Saves the text, and shows it where the notebook is open. */
  write(content: string): Promise<void>;
}

/** A file by its hash; null when there is none. */
interface IFileState {
  readonly sha256: string | null;
}

/** Saves the result of a merge, and asks first where something else would be lost. */
export class Saving {
  constructor(
    private readonly _merging: Merging,
    private readonly _file: IMergedFile
  ) {}

  get state(): SaveState {
    return this._state;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  async save(): Promise<void> {
    if (this._state.kind === 'busy') {
      return;
    }
    const question = this._open();
    if (question !== null) {
      this._set({ kind: 'asking', question });
      return;
    }
    this._set({ kind: 'busy' });
    try {
      const { content, problem } = await this._merging.resolved(this._sha256());
      await this._file.write(content);
      this._seen = { sha256: bytesToHex(sha256(utf8ToBytes(content))) };
      this._agreed.clear();
      this._merging.forget();
      this._set({ kind: 'saved', problem });
    } catch (problem) {
      this._fail(problem);
    }
  }

  /** Goes on although something will be lost. */
  async agree(): Promise<void> {
    if (this._state.kind === 'asking') {
      this._agreed.add(this._state.question);
      this._seen = this._found ?? this._seen;
      this._found = null;
      await this.save();
    }
  }

  cancel(): void {
    this._agreed.clear();
    this._found = null;
    this._set({ kind: 'idle' });
  }

  /** The person decided anew: what was said about saving holds no more. */
  reset(): void {
    if (this._state.kind === 'saved' || this._state.kind === 'failed') {
      this._set({ kind: 'idle' });
    }
  }

  private _open(): Question | null {
    const { answer } = this._merging;
    const isEdited = this._seen === null && answer?.fileEdited === true;
    const open = { unsaved: this._file.isUnsaved, edited: isEdited };
    const asked = (['unsaved', 'edited'] as const).filter(each => open[each]);
    return asked.find(each => !this._agreed.has(each)) ?? null;
  }

  private _sha256(): string | null {
    return this._seen === null ? (this._merging.answer?.fileSha256 ?? null) : this._seen.sha256;
  }

  private _fail(problem: unknown): void {
    const details = problem instanceof Refused ? problem.details : null;
    if (problem instanceof Refused && problem.code === 'conflict' && details !== null) {
      // Agreeing is about the file as it is now. When it changes once more, it is asked once more.
      const now = details.fileSha256;
      this._found = { sha256: typeof now === 'string' ? now : null };
      this._set({ kind: 'asking', question: 'changed' });
      return;
    }
    this._agreed.clear();
    this._set({ kind: 'failed', sentence: sentenceOf(problem) });
  }

  private _set(state: SaveState): void {
    this._state = state;
    this._changed.emit();
  }

  private readonly _agreed = new Set<Question>();
  private readonly _changed = new Signal<this, void>(this);

  /** The file that a question is about. */
  private _found: IFileState | null = null;

  /** The file as this view knows it since the merge: as the person agreed to replace it, or as they saved it. */
  private _seen: IFileState | null = null;
  private _state: SaveState = { kind: 'idle' };
}
