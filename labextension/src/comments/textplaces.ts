import type { Placement, Target } from '../anchors/tokens';
import { AskedPlaces, type IQuestion } from './asking';
import { UNPLACED, type IPlace } from './placing';
import type { ITextRange, Thread } from './tokens';

/** How long the text has to be left alone before threads are placed anew, in milliseconds. */
const QUIET_MS = 400;

/** Where threads stand in a text. The server decides; between its answers they go along with what is typed. */
export class TextPlaces extends AskedPlaces {
  /** @param ask - gives the placements of all threads in the text, and rejects when it cannot */
  constructor(private readonly _ask: (text: string) => Promise<Placement[]>) {
    super();
  }

  /** The text as it stands now. */
  show(text: string): void {
    if (text === this._text) {
      return;
    }
    const before = this._text;
    this._text = text;
    if (before === null) {
      void this.refresh();
      return;
    }
    const move = movedBy(before, text);
    for (const [id, range] of this._ranges) {
      this._ranges.set(id, range && move(range));
    }
    clearTimeout(this._timer);
    this._timer = setTimeout(() => void this.refresh(), QUIET_MS);
    this._changed.emit();
  }

  /** Puts what was just written on its range until the server has placed it. */
  expect(id: string, target: Target): void {
    this._expected.set(id, id);
    this._ranges.set(id, this.find(target));
  }

  of(threadId: string): IPlace {
    const placement = this._standing.get(threadId)?.placement;
    if (placement === undefined) {
      return UNPLACED;
    }
    const range = this.rangeOf(threadId);
    return {
      ...UNPLACED,
      placement: {
        ...placement,
        quoteStart: range?.start ?? null,
        quoteEnd: range?.end ?? null
      }
    };
  }

  rangeOf(id: string): ITextRange | null {
    return this._ranges.get(id) ?? null;
  }

  /** The words of a target as they stand nearest to where they were; null where they do not. */
  find(target: Target): ITextRange | null {
    if (target.kind !== 'text') {
      return null;
    }
    const { passage, start, end } = target;
    const words = passage.text.slice(start - passage.offset, end - passage.offset);
    const text = this._text ?? '';
    const before = text.lastIndexOf(words, start);
    const after = text.indexOf(words, start);
    const isAfter = before < 0 || (after >= 0 && after - start < start - before);
    const at = isAfter ? after : before;
    return at < 0 ? null : { start: at, end: at + words.length };
  }

  protected _hasPlace({ anchor }: Thread): boolean {
    return anchor?.kind === 'text' || anchor?.kind === 'file';
  }

  protected _question(): IQuestion {
    const text = this._text ?? '';
    return {
      ask: () => this._ask(text),
      standing: placements =>
        placements.map(placement => [placement.threadId, { placement, key: null }]),
      answered: () => this._take(text)
    };
  }

  private _take(text: string): void {
    const move = movedBy(text, this._text ?? '');
    for (const [id, { placement }] of this._standing) {
      const { quoteStart: start, quoteEnd: end } = placement;
      this._ranges.set(id, start === null || end === null ? null : move({ start, end }));
    }
  }

  private readonly _ranges = new Map<string, ITextRange | null>();
  private _text: string | null = null;
}

/** Where a range of a text is after one part of it was replaced; null where nothing is left of it. */
export function movedBy(before: string, after: string): (range: ITextRange) => ITextRange | null {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) {
    head += 1;
  }
  let tail = 0;
  while (
    tail < most - head &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  ) {
    tail += 1;
  }
  const changedUntil = before.length - tail;
  const by = after.length - before.length;
  const startOf = (at: number): number =>
    at >= changedUntil ? at + by : at > head ? changedUntil + by : at;
  const endOf = (at: number): number => (at <= head ? at : at >= changedUntil ? at + by : head);
  return ({ start, end }) => {
    const range = { start: startOf(start), end: endOf(end) };
    return range.start < range.end ? range : null;
  };
}
