/** Lines that differ, from 0: old start, old end, new start, new end; ends not included. */
export type LineRange = readonly [number, number, number, number];

interface ILine {
  readonly text: string;

  /** How the line ends; nothing in the last. */
  readonly end: string;
}

/** As the server and CodeMirror count lines: a line end at the end of the text begins one more, which is empty. */
function linesOf(text: string): ILine[] {
  const parts = text.split(/(\r\n|\n|\r)/);
  return parts.flatMap((part, index) =>
    index % 2 === 0 ? [{ text: part, end: parts[index + 1] ?? '' }] : []
  );
}

/**
 * A text with some of its lines as they are in another.
 *
 * @param here - the text that changes, lines `start` to `end` of it
 * @param there - where the new lines are from, lines `otherStart` to `otherEnd` of it
 */
export function withLinesOf(
  here: string,
  [start, end]: readonly [number, number],
  there: string,
  [otherStart, otherEnd]: readonly [number, number]
): string {
  const lines = linesOf(here);
  const others = linesOf(there);
  const taken = [
    ...lines.slice(0, start),
    ...others.slice(otherStart, otherEnd),
    ...lines.slice(end)
  ];
  const usual = [...lines, ...others].find(({ end: each }) => each !== '')?.end ?? '\n';
  const ended = taken.map(({ text, end: own }) => text + (own === '' ? usual : own));
  return [...ended.slice(0, -1), taken.at(-1)?.text ?? ''].join('');
}

/** The one part of a text that has to be replaced to make another of it. No character is cut in two. */
export function replacement(
  before: string,
  after: string
): { readonly start: number; readonly end: number; readonly text: string } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) {
    start++;
  }
  if (isHalf(before, start) || isHalf(after, start)) {
    start--;
  }
  let tail = 0;
  while (
    tail < most - start &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  ) {
    tail++;
  }
  if (isHalf(before, before.length - tail) || isHalf(after, after.length - tail)) {
    tail--;
  }
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}

/** Whether a position lies inside a character of two units. */
function isHalf(text: string, position: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(
    text.slice(Math.max(0, position - 1), position + 1)
  );
}
