/** Follows the words of a page from its source into what is drawn of it, and back. */

const WORD = /[\p{L}\p{N}\p{M}]+/gu;

/** So many words of the source are passed over freely: the address of a link, say. */
const NEAR = 300;

/** Farther on, so many words have to follow as they do in what is drawn. */
const FOLLOWING = 4;

interface IRange {
  readonly start: number;
  readonly end: number;
}

/** Two texts with the places of the words they share, in order. */
export class WordMap {
  /**
   * @param drawn - the text that is shown
   * @param source - the Markdown it was drawn from
   */
  constructor(
    private readonly _drawn: string,
    private readonly _source: string
  ) {
    const drawnWords = wordsOf(_drawn);
    const sourceWords = wordsOf(_source);
    const places = placesOf(sourceWords);
    let next = 0;
    for (const [index, word] of drawnWords.entries()) {
      const found = findFrom(next, index, drawnWords, sourceWords, places);
      if (found !== null) {
        this._inDrawn.push(word.at);
        this._inSource.push(sourceWords[found]?.at ?? 0);
        this._lengths.push(word.text.length);
        next = found + 1;
      }
    }
  }

  /** The source of a range of what is drawn; null where it was drawn from nothing. */
  toSource({ start, end }: IRange): IRange | null {
    return this._mapped(this._inDrawn, this._inSource, this._drawn, this._source, start, end);
  }

  /** Where a range of the source is drawn; null where it is not. */
  toDrawn({ start, end }: IRange): IRange | null {
    return this._mapped(this._inSource, this._inDrawn, this._source, this._drawn, start, end);
  }

  private _mapped(
    from: readonly number[],
    to: readonly number[],
    fromText: string,
    toText: string,
    start: number,
    end: number
  ): IRange | null {
    const length = (index: number): number => this._lengths[index] ?? 0;
    const first = firstAfter(from, at => (from[at] ?? 0) + length(at) > start);
    const last = firstAfter(from, at => (from[at] ?? 0) >= end) - 1;
    if (last < first) {
      return null;
    }
    const [firstFrom = 0, firstTo = 0] = [from[first], to[first]];
    const [lastFrom = 0, lastTo = 0] = [from[last], to[last]];
    let begin = firstTo + Math.max(0, start - firstFrom);
    let stop = lastTo + Math.min(length(last), end - lastFrom);
    // What stands around the words, such as quotation marks and full stops, belongs to them where it is the same.
    for (let at = firstFrom; at > start && fromText[at - 1] === toText[begin - 1]; at -= 1) {
      begin -= 1;
    }
    for (let at = lastFrom + length(last); at < end && fromText[at] === toText[stop]; at += 1) {
      stop += 1;
    }
    return { start: begin, end: stop };
  }

  private readonly _inDrawn: number[] = [];
  private readonly _inSource: number[] = [];
  private readonly _lengths: number[] = [];
}

interface IWord {
  readonly text: string;
  readonly at: number;
}

function wordsOf(text: string): IWord[] {
  return [...text.matchAll(WORD)].map(match => ({ text: match[0], at: match.index }));
}

/** Where each word stands that is followed by a certain other one, in order. */
function placesOf(words: readonly IWord[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  words.forEach((_, index) => {
    const key = pairAt(words, index);
    const known = places.get(key);
    if (known === undefined) {
      places.set(key, [index]);
    } else {
      known.push(index);
    }
  });
  return places;
}

function pairAt(words: readonly IWord[], index: number): string {
  return `${words[index]?.text ?? ''} ${words[index + 1]?.text ?? ''}`;
}

/** The word of the source from which the `index`th of what is drawn comes; null where that is none. */
function findFrom(
  next: number,
  index: number,
  drawn: readonly IWord[],
  source: readonly IWord[],
  places: ReadonlyMap<string, readonly number[]>
): number | null {
  const text = drawn[index]?.text;
  if (source[next]?.text === text) {
    return next;
  }
  const pairs = places.get(pairAt(drawn, index)) ?? [];
  const pair = pairs[firstAfter(pairs, at => (pairs[at] ?? 0) >= next)];
  if (pair !== undefined && (pair - next <= NEAR || isAlike(drawn, index, source, pair))) {
    return pair;
  }
  // The next word may be drawn from elsewhere: a mark in the source may stand between.
  for (let at = next; at < Math.min(next + FOLLOWING, source.length); at += 1) {
    if (source[at]?.text === text) {
      return at;
    }
  }
  return null;
}

function isAlike(
  drawn: readonly IWord[],
  index: number,
  source: readonly IWord[],
  at: number
): boolean {
  for (let step = 0; step < FOLLOWING; step += 1) {
    if (drawn[index + step]?.text !== source[at + step]?.text) {
      return false;
    }
  }
  return true;
}

/** The first index for which `holds`, which holds for all that follow; the length where it holds for none. */
function firstAfter(values: readonly unknown[], holds: (index: number) => boolean): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
