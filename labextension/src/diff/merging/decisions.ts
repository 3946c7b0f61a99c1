import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { IDrafts } from '../../core/tokens';
import { isWritable, sourceWith } from './results';
import type { Decision, MergeAnswer, PartTakes, ResolveRequest, Take } from './tokens';

interface IKept {
  readonly decided: readonly (readonly [number, Decision])[];
  readonly sources: readonly (readonly [number, string])[];

  /** Missing in what was kept before there were parts. */
  readonly parts?: readonly (readonly [number, PartTakes])[];
}

/** What a person decided about the conflicts of a merge, kept in the browser until the result is saved. */
export class Decisions {
  private constructor(
    private readonly _merge: Pick<MergeAnswer, 'conflicts' | 'rows'>,
    private readonly _drafts: IDrafts,
    private readonly _key: string,
    kept: IKept
  ) {
    this._decided = new Map(kept.decided);
    this._sources = new Map(kept.sources);
    this._parts = new Map(kept.parts ?? []);
  }

  /** What was decided before about the same conflicts, as far as this browser knows. */
  static async of(merge: MergeAnswer, drafts: IDrafts): Promise<Decisions> {
    const key = `merge\n${merge.path}\n${fingerprintOf(merge)}`;
    const text = await drafts.get(key);
    const kept = text === '' ? { decided: [], sources: [] } : (JSON.parse(text) as IKept);
    return new Decisions(merge, drafts, key, kept);
  }

  /** The conflicts nobody has decided about, or not about all of their parts. */
  get left(): number[] {
    return this._merge.conflicts.flatMap((_, at) => (this._isOpen(at) ? [at] : []));
  }

  /** Null while it is open. */
  of(conflict: number): Decision | null {
    return this._decided.get(conflict) ?? null;
  }

  /** What was taken for each part of a source. */
  partsOf(conflict: number): PartTakes {
    const count = this._merge.conflicts[conflict]?.hunks.length ?? 0;
    const decision = this._decided.get(conflict);
    if (decision === 'parts') {
      return this._parts.get(conflict) ?? [];
    }
    const whole = decision === undefined || decision === 'written' ? null : decision;
    return Array.from({ length: count }, () => whole);
  }

  /** Takes a version for one part of a source; the others stay as they are. */
  decidePart(conflict: number, part: number, take: Take): void {
    const takes = this.partsOf(conflict).map((taken, at) => (at === part ? take : taken));
    this._parts.set(conflict, takes);
    this.decide(conflict, 'parts');
  }

  /** Takes a version for all that is open in a conflict. */
  decideRest(conflict: number, take: Take): void {
    if (this._decided.get(conflict) === 'parts') {
      this._parts.set(
        conflict,
        this.partsOf(conflict).map(taken => taken ?? take)
      );
      this._keep();
    } else {
      this.decide(conflict, take);
    }
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
    this._parts.delete(conflict);
    this._keep();
  }

  write(row: number, source: string): void {
    this._sources.set(row, source);
    this._keep();
  }

  request(fileSha256: string | null): ResolveRequest {
    const resolutions = [...this._decided].flatMap(([conflict, take]) =>
      take === 'written' || take === 'parts' ? [] : [{ conflict, take }]
    );
    const sources = [...this._decided].flatMap(([at, decision]) => {
      const conflict = this._merge.conflicts[at];
      const row = conflict?.rows[0];
      if (conflict === undefined || row === undefined || !isWritable(conflict)) {
        return [];
      }
      const source = this._sourceFor(at, decision, row);
      return source === null ? [] : [{ row, source }];
    });
    return { resolutions, sources, fileSha256 };
  }

  /** The result was saved: nothing has to be kept any more. */
  forget(): void {
    void this._drafts.set(this._key, '');
  }

  private _isOpen(at: number): boolean {
    const decision = this._decided.get(at);
    return decision === undefined || (decision === 'parts' && this.partsOf(at).some(each => !each));
  }

  /** The source that a person wrote or put together; null when one version was taken. */
  private _sourceFor(at: number, decision: Decision, index: number): string | null {
    const [conflict, row] = [this._merge.conflicts[at], this._merge.rows[index]];
    if (decision === 'parts' && conflict !== undefined && row !== undefined) {
      return sourceWith(row, conflict, this.partsOf(at));
    }
    return decision === 'written' ? (this._sources.get(index) ?? '') : null;
  }

  private _keep(): void {
    const kept: IKept = {
      decided: [...this._decided],
      sources: [...this._sources],
      parts: [...this._parts]
    };
    const isEmpty = kept.decided.length + kept.sources.length === 0;
    void this._drafts.set(this._key, isEmpty ? '' : JSON.stringify(kept));
  }

  private readonly _decided: Map<number, Decision>;
  private readonly _parts: Map<number, PartTakes>;
  private readonly _sources: Map<number, string>;
}

/** The same for the same conflicts in the same places, whenever they are merged. */
export function fingerprintOf({ rows, conflicts }: MergeAnswer): string {
  const inConflict = rows.map(row => (row.conflicts.length > 0 ? row : null));
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify([conflicts, inConflict]))));
}
