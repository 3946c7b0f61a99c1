import { diff } from '@codemirror/merge';
import type { Schemas } from '../core/tokens';

export type MergedPart = Schemas['MergedPart'];

/** What a person takes at a place where two edits meet; `written` is a text of their own. */
export type Take = 'mine' | 'theirs' | 'both' | 'written';

const LIMITS = { scanLimit: 500, timeout: 100 };

/** The part of a shared text that is needed to change it. */
export interface IEditable {
  getSource(): string;
  updateSource(start: number, end: number, value?: string): void;
  transact(act: () => void, undoable?: boolean): void;
}

/**
 * Makes a text another one by changing only what differs, so that cursors stay where they are.
 *
 * @param isOwn - whether it is an edit of the person, which their editor's *Undo* takes back
 */
export function applyText(model: IEditable, text: string, isOwn: boolean): void {
  const changes = diff(model.getSource(), text, LIMITS);
  model.transact(() => {
    // From the end on, so that the places before stay right.
    for (const { fromA, toA, fromB, toB } of [...changes].reverse()) {
      model.updateSource(fromA, toA, text.slice(fromB, toB));
    }
  }, isOwn);
}

/** The text of a merge; null where a person has to decide. */
export function settledText(parts: readonly MergedPart[]): string | null {
  const lines = parts.flatMap(part => part.lines ?? [null]);
  return lines.includes(null) ? null : lines.join('\n');
}

/** Three texts as one place to be decided, for when nobody could bring them together by line. */
export function wholeConflict(base: string, ours: string, theirs: string): MergedPart[] {
  const [one, two, three] = [base, ours, theirs].map(text => text.split('\n'));
  return [{ lines: null, base: one ?? [], ours: two ?? [], theirs: three ?? [] }];
}

interface IDecision {
  readonly take: Take;

  /** What the person wrote; kept while they take something else. Null until they do. */
  readonly written: string | null;
}

/** The places of a page that two people changed, each in another way, and what is taken there. */
export class Conflict {
  /**
   * @param ours - the text in the editor that was merged
   * @param theirs - that of the file
   * @param before - another merge of the page, whose decisions hold where nothing else stands there by now
   */
  constructor(
    readonly parts: readonly MergedPart[],
    readonly ours: string,
    readonly theirs: string,
    before: Conflict | null
  ) {
    this._decisions = new Map(
      parts.flatMap(part => {
        const decision = part.lines === null ? before?._decisions.get(keyOf(part)) : undefined;
        return decision === undefined ? [] : [[keyOf(part), decision]];
      })
    );
  }

  /** The places, in order. */
  get places(): readonly MergedPart[] {
    return this.parts.filter(({ lines }) => lines === null);
  }

  /** How many of them nobody has decided about. */
  get left(): number {
    return this.places.filter(place => this.takenAt(place) === null).length;
  }

  takenAt(place: MergedPart): Take | null {
    return this._decisions.get(keyOf(place))?.take ?? null;
  }

  take(place: MergedPart, take: Take): void {
    const written = this._decisions.get(keyOf(place))?.written ?? null;
    const begun = take === 'written' ? this._taken(place).join('\n') : null;
    this._decisions.set(keyOf(place), { take, written: written ?? begun });
  }

  /** What the person wrote for a place, begun with what they had taken. */
  writtenAt(place: MergedPart): string {
    return this._decisions.get(keyOf(place))?.written ?? '';
  }

  write(place: MergedPart, written: string): void {
    this._decisions.set(keyOf(place), { take: 'written', written });
  }

  /** The page with what was taken; the person's own lines where nothing is decided. */
  get text(): string {
    return this.parts.flatMap(part => part.lines ?? this._taken(part)).join('\n');
  }

  private _taken(place: MergedPart): readonly string[] {
    const decision = this._decisions.get(keyOf(place));
    switch (decision?.take) {
      case 'theirs':
        return place.theirs;
      case 'both':
        return [...place.ours, ...place.theirs];
      case 'written':
        return decision.written ? decision.written.split('\n') : [];
      default:
        return place.ours;
    }
  }

  private readonly _decisions: Map<string, IDecision>;
}

function keyOf({ base, ours, theirs }: MergedPart): string {
  return JSON.stringify([base, ours, theirs]);
}
