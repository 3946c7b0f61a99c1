import type { OutputPair } from './tokens';

// A terminal's colours begin with the control character ESC.
const TERMINAL = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;

const CONTEXT = 2;

/** A piece of a line; `isMarked` when just this piece of the line differs. */
export interface ISegment {
  readonly text: string;
  readonly isMarked: boolean;
}

export interface IOutputLine {
  readonly status: 'same' | 'added' | 'removed';
  readonly segments: readonly ISegment[];
}

/** Lines of the new text, from 0, that are the same on both sides and not shown. */
export interface ILineFold {
  readonly start: number;
  readonly count: number;
}

/** A run of lines, or those left out between two runs. */
export type LineRun = readonly IOutputLine[] | ILineFold;

export interface ICompared {
  readonly lines: OutputPair['lines'];
  readonly ranges: OutputPair['ranges'];
}

/** Text without the control sequences by which a terminal colours it. */
export function withoutColours(text: string): string {
  return text.replace(TERMINAL, '');
}

export interface IRuns {
  readonly runs: readonly LineRun[];

  /** Lines that differ and are left out since there are so many. */
  readonly left: number;
}

/**
 * Two texts below each other: the lines that differ with those around them, and how many stand between. Only lines that
 * are shown are cut out of the texts, so that long ones cost little.
 *
 * @param compared - where they differ, as the server says; null when one text replaces the other as a whole
 * @param most - lines that differ, up to which they are shown
 * @param context - lines that are the same and shown before and after those
 */
export function lineRuns(
  old: string | null,
  now: string | null,
  compared: ICompared | null,
  most: number,
  context = CONTEXT
): IRuns {
  const ranges = compared?.ranges ?? [];
  const before = new Lines(
    old ?? '',
    ranges.map(([start, end]) => [start, end])
  );
  const after = new Lines(
    now ?? '',
    ranges.map(([, , start, end]) => [start, end])
  );
  const whole: OutputPair['lines'] = [[0, before.count, 0, after.count]];
  const hunks = compared !== null && compared.lines.length > 0 ? compared.lines : whole;
  const runs = new Runs(after, context);
  let shown = 0;
  let differ = 0;
  for (const [oldStart, oldEnd, newStart, newEnd] of hunks) {
    const removed = before.show('removed', oldStart, Math.min(oldEnd, oldStart + most - shown));
    shown += removed.length;
    const added = after.show('added', newStart, Math.min(newEnd, newStart + most - shown));
    shown += added.length;
    differ += Math.min(oldEnd, before.count) - oldStart + Math.min(newEnd, after.count) - newStart;
    if (removed.length + added.length > 0) {
      runs.add([...removed, ...added], newStart, newEnd);
    }
  }
  return { runs: runs.end(shown === differ), left: differ - shown };
}

/** Gathers runs of lines, with some of those that are the same around each. */
class Runs {
  constructor(
    private readonly _after: Lines,
    private readonly _context: number
  ) {}

  add(lines: readonly IOutputLine[], from: number, to: number): void {
    this._same(from, this._isBegun ? this._context : 0, this._context);
    this._run.push(...lines);
    this._at = to;
    this._isBegun = true;
  }

  /** @param isWhole - whether nothing is left out at the end */
  end(isWhole: boolean): LineRun[] {
    if (isWhole) {
      this._same(this._after.count, this._context, 0);
    }
    return [...this._runs, this._run].filter(run => !Array.isArray(run) || run.length > 0);
  }

  private _same(to: number, tail: number, head: number): void {
    const start = Math.min(to, this._at + tail);
    const end = Math.max(start, to - head);
    this._run.push(...this._after.show('same', this._at, start));
    if (end - start > 1) {
      this._runs.push(this._run, { start, count: end - start });
      this._run = [];
    } else {
      this._run.push(...this._after.show('same', start, end));
    }
    this._run.push(...this._after.show('same', end, to));
  }

  private readonly _runs: LineRun[] = [];
  private _at = 0;
  private _isBegun = false;
  private _run: IOutputLine[] = [];
}

/** Lines of a text that are the same, as a fold hides them. */
export function foldedLines(
  text: string,
  { start, count }: ILineFold,
  most: number
): IOutputLine[] {
  return new Lines(text, []).show('same', start, start + Math.min(count, most));
}

/** A text by line, as the server counts them: a line end at the end begins no line. */
class Lines {
  constructor(
    private readonly _text: string,
    private readonly _marks: readonly (readonly [number, number])[]
  ) {
    const end = /\r\n|\n|\r/g;
    let start = 0;
    while (end.exec(_text) !== null) {
      this._starts.push(start);
      start = end.lastIndex;
    }
    if (start < _text.length) {
      this._starts.push(start);
    }
  }

  get count(): number {
    return this._starts.length;
  }

  show(status: IOutputLine['status'], from: number, to: number): IOutputLine[] {
    const lines: IOutputLine[] = [];
    for (let index = from; index < Math.min(to, this.count); index += 1) {
      lines.push({ status, segments: this._segments(index, status !== 'same') });
    }
    return lines;
  }

  private _segments(index: number, isMarked: boolean): ISegment[] {
    const start = this._starts[index] ?? 0;
    const end = this._starts[index + 1] ?? this._text.length;
    const line = this._text.slice(start, end).replace(/[\r\n]+$/, '');
    const marks = isMarked ? this._marksIn(start, start + line.length) : [];
    return segmentsOf(line, marks);
  }

  /** Marks are in order. */
  private _marksIn(start: number, end: number): [number, number][] {
    const found: [number, number][] = [];
    for (let index = this._firstMark(start); index < this._marks.length; index += 1) {
      const [from, to] = this._marks[index] ?? [end, end];
      if (from >= end) {
        break;
      }
      found.push([Math.max(from, start) - start, Math.min(to, end) - start]);
    }
    return found;
  }

  private _firstMark(start: number): number {
    let [low, high] = [0, this._marks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this._marks[middle]?.[1] ?? 0) <= start) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private readonly _starts: number[] = [];
}

/** A line in pieces, without colours: these may stand anywhere in it, also across a mark. */
function segmentsOf(line: string, marks: readonly (readonly [number, number])[]): ISegment[] {
  const colours = Array.from(line.matchAll(TERMINAL), match => ({
    from: match.index,
    to: match.index + match[0].length
  }));
  const text = (from: number, to: number): string => {
    let found = '';
    let at = from;
    for (const colour of colours) {
      found += line.slice(at, Math.max(at, Math.min(to, colour.from)));
      at = Math.max(at, colour.to);
    }
    return found + line.slice(at, Math.max(at, to));
  };
  const segments: ISegment[] = [];
  let at = 0;
  for (const [from, to] of marks) {
    segments.push({ text: text(at, from), isMarked: false });
    segments.push({ text: text(from, to), isMarked: true });
    at = to;
  }
  segments.push({ text: text(at, line.length), isMarked: false });
  return segments.filter(segment => segment.text !== '');
}
