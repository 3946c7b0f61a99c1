import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { IDrafts } from '../../core/tokens';
import { isWritable } from './results';
import type { Decision, MergeAnswer, ResolveRequest } from './tokens';

interface IKept {
  readonly decided: readonly (readonly [number, Decision])[];
  readonly sources: readonly (readonly [number, string])[];
}

/** What a person decided about the conflicts of a merge, kept in the browser until the result is saved. */
export class Decisions {
  private constructor(
    private readonly _merge: Pick<MergeAnswer, 'conflicts'>,
    private readonly _drafts: IDrafts,
    private readonly _key: string,
    kept: IKept
  ) {
    this._decided = new Map(kept.decided);
    this._sources = new Map(kept.sources);
  }

  /** What was decided before about the same conflicts, as far as this browser knows. */
  static async of(merge: MergeAnswer, drafts: IDrafts): Promise<Decisions> {
    const key = `merge\n${merge.path}\n${fingerprintOf(merge)}`;
    const text = await drafts.get(key);
    const kept = text === '' ? { decided: [], sources: [] } : (JSON.parse(text) as IKept);
    return new Decisions(merge, drafts, key, kept);
  }

  /** The conflicts nobody has decided about. */
  get left(): number[] {
    return this._merge.conflicts.flatMap((_, at) => (this._decided.has(at) ? [] : [at]));
  }

  /** Null while it is open. */
  of(conflict: number): Decision | null {
    return this._decided.get(conflict) ?? null;
  }

  /** What the person wrote for a row, also while another decision counts; null when nothing. */
  sourceOf(row: number): string | null {
    return this._sources.get(row) ?? null;
  }

  decide(conflict: number, decision: Decision): void {
    this._decided.set(conflict, decision);
    this._keep();
  }

  /** Opens the conflict again. What was written for it stays, for when it is written again. */
  undo(conflict: number): void {
    this._decided.delete(conflict);
    this._keep();
  }

  write(row: number, source: string): void {
    this._sources.set(row, source);
    this._keep();
  }

  request(fileSha256: string | null): ResolveRequest {
    const resolutions = [...this._decided].flatMap(([conflict, take]) =>
      take === 'written' ? [] : [{ conflict, take }]
    );
    const sources = [...this._decided].flatMap(([at, decision]) => {
      const conflict = this._merge.conflicts[at];
      const row = conflict?.rows[0];
      const isWritten = decision === 'written' && conflict !== undefined && isWritable(conflict);
      return isWritten && row !== undefined ? [{ row, source: this._sources.get(row) ?? '' }] : [];
    });
    return { resolutions, sources, fileSha256 };
  }

  /** The result was saved: nothing has to be kept any more. */
  forget(): void {
    void this._drafts.set(this._key, '');
  }

  private _keep(): void {
    const kept: IKept = { decided: [...this._decided], sources: [...this._sources] };
    const isEmpty = kept.decided.length + kept.sources.length === 0;
    void this._drafts.set(this._key, isEmpty ? '' : JSON.stringify(kept));
  }

  private readonly _decided: Map<number, Decision>;
  private readonly _sources: Map<number, string>;
}

/** The same for the same conflicts in the same places, whenever they are merged. */
export function fingerprintOf({ rows, conflicts }: MergeAnswer): string {
  const inConflict = rows.map(row => (row.conflicts.length > 0 ? row : null));
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify([conflicts, inConflict]))));
}
