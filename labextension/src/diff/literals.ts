import type { Json } from './jsonchanges';

const DEEPEST = 100;
const SPACE = /\s*/y;
const NUMBER = /[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:e[-+]?\d+)?(?![\w.])/iy;
const WORD = /None|True|False|nan|inf|-inf/y;
const TEXT = /(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")/y;

/** As numpy writes a number since its version 2. */
const SCALAR = /np\.(?:float|int|uint)\d+\(([^()]*)\)/y;
const CLOSING: Readonly<Record<string, string>> = { '[': ']', '(': ')', '{': '}' };
const WORDS: Readonly<Record<string, Json>> = { None: null, True: true, False: false };

/** Whether a text may be a collection as Python prints it; cheap. */
export function mayBeLiteral(text: string): boolean {
  return /^\s*[[{(]/.test(text) && /[\]})]\s*$/.test(text);
}

/**
 * A dictionary, list or tuple as Python prints it. Tuples are lists; keys are as they are written, but for the quotes of
 * text; so are nan and infinity.
 *
 * @returns undefined when it is none, or holds anything but numbers, text, None, True and False
 */
export function literalIn(text: string): Json | undefined {
  const reader = new Reader(text);
  try {
    const value = reader.value(0);
    return reader.isAtEnd && typeof value === 'object' && value !== null ? value : undefined;
  } catch (problem) {
    if (problem instanceof SyntaxError) {
      return undefined;
    }
    throw problem;
  }
}

class Reader {
  constructor(private readonly _text: string) {}

  get isAtEnd(): boolean {
    this._take(SPACE);
    return this._at === this._text.length;
  }

  value(depth: number): Json {
    this._take(SPACE);
    const open = this._text[this._at] ?? '';
    const close = CLOSING[open];
    if (close !== undefined && depth < DEEPEST) {
      this._at += 1;
      return open === '{' ? this._dictionary(depth + 1) : this._list(close, depth + 1);
    }
    const scalar = this._take(SCALAR);
    const text = scalar === null ? this._take(TEXT) : null;
    if (text !== null) {
      return text.slice(1, -1).replace(/\\(['"\\])/g, '$1');
    }
    const number = scalar?.replace(/^[^(]*\(|\)$/g, '') ?? this._take(NUMBER);
    if (number !== null) {
      return Number.isNaN(Number(number)) ? number : Number(number);
    }
    const word = this._take(WORD);
    if (word === null) {
      throw new SyntaxError(`Not a literal at ${this._at}.`);
    }
    return WORDS[word] ?? (word === 'None' ? null : word);
  }

  private _list(close: string, depth: number): Json[] {
    const items: Json[] = [];
    while (!this._has(close)) {
      items.push(this.value(depth));
      this._comma(close);
    }
    return items;
  }

  private _dictionary(depth: number): Json {
    const entries: [string, Json][] = [];
    while (!this._has('}')) {
      const key = this.value(depth);
      if (!this._has(':')) {
        throw new SyntaxError('A set has no places to compare.');
      }
      entries.push([typeof key === 'string' ? key : JSON.stringify(key), this.value(depth)]);
      this._comma('}');
    }
    return Object.fromEntries(entries);
  }

  private _comma(close: string): void {
    if (!this._has(',') && !this._isNext(close)) {
      throw new SyntaxError('Something else than a comma.');
    }
  }

  private _isNext(sign: string): boolean {
    this._take(SPACE);
    return this._text[this._at] === sign;
  }

  private _has(sign: string): boolean {
    const isNext = this._isNext(sign);
    this._at += isNext ? 1 : 0;
    return isNext;
  }

  private _take(pattern: RegExp): string | null {
    pattern.lastIndex = this._at;
    const found = pattern.exec(this._text)?.[0] ?? null;
    this._at += found?.length ?? 0;
    return found;
  }

  private _at = 0;
}
