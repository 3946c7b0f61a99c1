import { align, pairGaps } from './sequence';
import { withoutColours } from './textlines';

/** One place a traceback names, with the lines of code it shows. */
export interface IFrame {
  /** The function and file, without what a new run changes: counters and line numbers. */
  readonly key: string;
  readonly text: string;
}

/** Where IPython's and Python's own tracebacks begin a frame. */
const BEGIN =
  /^(?:Cell In ?\[|Input In |File |  File "|<ipython-input-|~?\/?[^\s:]+\.pyx? in |[A-Za-z]:\\|<\w[^>]*> in |[\w./~-]+\.pyx?:\d+)/;
const RULE = /^-{20,}$/;

/**
 * The frames of a traceback, outermost first, and without the colours of a terminal. What stands before the first frame,
 * a rule and the error's name, is none. The lines after the last blank one are the error itself, and none either.
 */
export function framesOf(traceback: string, errorName: string | null): IFrame[] {
  const lines = withoutColours(traceback).split(/\r\n|\n|\r/);
  const frames: string[][] = [];
  for (const line of lines) {
    if (BEGIN.test(line)) {
      frames.push([line]);
    } else if (!RULE.test(line)) {
      frames.at(-1)?.push(line);
    }
  }
  const last = frames.at(-1);
  const end = last?.findIndex((line, index) => index > 0 && isError(line, errorName)) ?? -1;
  if (end > 0) {
    last?.splice(end);
  }
  return frames.map(frame => ({ key: keyOf(frame[0] ?? ''), text: frame.join('\n').trimEnd() }));
}

function isError(line: string, errorName: string | null): boolean {
  return errorName !== null && (line === errorName || line.startsWith(`${errorName}:`));
}

function keyOf(line: string): string {
  return line.replace(/\d+/g, '#');
}

/** Frames that stand together; null on a side that has none of them. */
export interface IFrameGroup {
  readonly old: readonly IFrame[] | null;
  readonly new: readonly IFrame[] | null;

  /** Whether there is nothing in them to look at first. */
  readonly isFolded: boolean;
}

/**
 * The frames of two tracebacks in groups: those that are the same together, every other by itself. Of a traceback that
 * is on one side only, the innermost frame is what people look at.
 */
export function groupFrames(old: readonly IFrame[], now: readonly IFrame[]): IFrameGroup[] {
  if (old.length === 0 || now.length === 0) {
    return [
      ...onOneSide(old, frames => ({ old: frames, new: null })),
      ...onOneSide(now, frames => ({ old: null, new: frames }))
    ];
  }
  const alike = (i: number, j: number): boolean => old[i]?.key === now[j]?.key;
  const pairs = pairGaps(
    align(
      old.map(({ text }) => text),
      now.map(({ text }) => text)
    ),
    alike
  );
  const groups: IFrameGroup[] = [];
  for (const [i, j] of pairs) {
    const before = i === null ? null : (old[i] ?? null);
    const after = j === null ? null : (now[j] ?? null);
    const isFolded = before?.text === after?.text;
    const last = groups.at(-1);
    if (isFolded && last?.isFolded === true) {
      groups.pop();
    }
    const together = isFolded && last?.isFolded === true ? last : null;
    groups.push({
      old: before && [...(together?.old ?? []), before],
      new: after && [...(together?.new ?? []), after],
      isFolded
    });
  }
  return groups;
}

function onOneSide(
  frames: readonly IFrame[],
  sides: (frames: readonly IFrame[]) => Omit<IFrameGroup, 'isFolded'>
): IFrameGroup[] {
  const [outer, inner] = [frames.slice(0, -1), frames.slice(-1)];
  const groups = [
    { ...sides(outer), isFolded: true },
    { ...sides(inner), isFolded: false }
  ];
  return groups.filter(group => (group.old ?? group.new ?? []).length > 0);
}
