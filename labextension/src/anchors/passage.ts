import type { Schemas } from '../core/tokens';
import { headingPath, headingsOf } from './headings';
import { wellFormed } from './surroundings';

const AROUND = 1000;
const LONGEST_SELECTION = 4000;
const MOST_OTHERS = 2000;
const MOST_HEADINGS = 6;
const LONGEST_HEADING = 1000;

/** A range of a text with what stands around it, as the server keeps it. */
export function textTarget(
  text: string,
  start: number,
  selectedEnd: number
): Schemas['TextTarget'] {
  const end = whole(text, Math.min(selectedEnd, start + LONGEST_SELECTION));
  const [first, last] = wholeLines(text, start - AROUND, end + AROUND);
  const above = text.slice(0, text.lastIndexOf('\n', start - 1) + 1);
  const headings = headingPath(headingsOf(above)).slice(-MOST_HEADINGS);
  const passage = {
    text: wellFormed(text.slice(first, last)),
    offset: first,
    line: countLines(text.slice(0, first)),
    headings: headings.map(heading => wellFormed(heading.slice(0, LONGEST_HEADING))),
    rival: rivalOf(text, start, end, first, last)
  };
  return { kind: 'text', passage, start, end };
}

/** The range cut to whole lines where there are ends of lines nearby. */
function wholeLines(text: string, from: number, to: number): [number, number] {
  const first = Math.max(0, from);
  const last = Math.min(text.length, to);
  const begin = first === 0 ? 0 : text.indexOf('\n', first) + 1;
  const stop = last === text.length ? last : text.lastIndexOf('\n', last);
  return [
    begin > 0 && begin - first < AROUND / 2 ? begin : whole(text, first),
    stop >= 0 && last - stop < AROUND / 2 ? stop : whole(text, last)
  ];
}

/** The position itself, or that before the character it lies in. */
function whole(text: string, at: number): number {
  const isInside =
    /^[\uDC00-\uDFFF]/.test(text.charAt(at)) && /[\uD800-\uDBFF]$/.test(text.charAt(at - 1));
  return isInside ? at - 1 : at;
}

function countLines(text: string): number {
  return text.split('\n').length - 1;
}

/** How much of its surroundings another place with the same words shares; null where there is none. */
function rivalOf(
  text: string,
  start: number,
  end: number,
  first: number,
  last: number
): number | null {
  const words = text.slice(start, end);
  let most: number | null = null;
  let seen = 0;
  for (
    let at = text.indexOf(words);
    at >= 0 && seen < MOST_OTHERS;
    at = text.indexOf(words, at + 1)
  ) {
    seen += 1;
    if (at !== start) {
      most = Math.max(most ?? 0, shared(text, start, at, first, last, words.length));
    }
  }
  return most;
}

function shared(
  text: string,
  one: number,
  other: number,
  first: number,
  last: number,
  length: number
): number {
  let before = 0;
  while (
    one - before > first &&
    other - before > 0 &&
    text[one - before - 1] === text[other - before - 1]
  ) {
    before += 1;
  }
  let after = 0;
  while (
    one + length + after < last &&
    text[one + length + after] === text[other + length + after]
  ) {
    after += 1;
  }
  return before + after;
}
