import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';
import { revealBidi } from './bidi';
import { HoverCard } from './HoverCard';

/** A word of the project, and what it means there. */
export interface ITerm {
  readonly term: string;
  readonly meaning: string;
}

interface IFound {
  readonly start: number;
  readonly end: number;
  readonly term: ITerm;
}

const CLASS = 'mlc-Term';
const WORD = /[\p{L}\p{N}]+/gu;
const WORD_SIGN = /[\p{L}\p{N}]/u;

/** Where a word is a name, a sign or somebody's control, and no word of a sentence. */
const LEFT_OUT = `a, button, code, h1, h2, h3, h4, h5, h6, math, mjx-container, pre, script, style, svg, textarea, .${CLASS}`;

/**
 * The words that a project explains. Whoever draws Markdown has them marked, each where a text uses it first; nothing is
 * looked for while there are none.
 */
export class Glossary {
  /** The words are others, so that what was drawn before is to be marked anew. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isEmpty(): boolean {
    return this._byFirstWord.size === 0;
  }

  set(terms: readonly ITerm[]): void {
    const told = JSON.stringify(terms);
    if (told !== this._told) {
      this._told = told;
      this._byFirstWord = byFirstWord(terms);
      this._listening?.dispose();
      this._listening = this.isEmpty ? null : this._card.follow(`.${CLASS}`, explainer(terms));
      this._changed.emit();
    }
  }

  /** Underlines the words in a text that was drawn; those that are marked already stay. */
  mark(root: HTMLElement): void {
    if (this.isEmpty) {
      return;
    }
    const seen = new Set(
      [...root.querySelectorAll<HTMLElement>(`.${CLASS}`)].map(({ dataset }) => dataset.term)
    );
    for (const text of textsIn(root)) {
      this._markText(text, seen);
    }
  }

  /** Takes the marks of earlier words away. */
  unmark(root: HTMLElement): void {
    for (const mark of root.querySelectorAll(`.${CLASS}`)) {
      const { parentNode } = mark;
      mark.replaceWith(...mark.childNodes);
      parentNode?.normalize();
    }
  }

  private _markText(text: Text, seen: Set<string | undefined>): void {
    const found: IFound[] = [];
    let end = 0;
    for (const word of text.data.matchAll(WORD)) {
      const hit = word.index < end ? null : this._at(text.data, word.index, word[0]);
      if (hit !== null) {
        end = hit.end;
        const key = keyOf(hit.term);
        if (!seen.has(key)) {
          seen.add(key);
          found.push(hit);
        }
      }
    }
    // From behind, so that the places before stay.
    for (const { end: last, start, term } of found.reverse()) {
      const word = text.splitText(start);
      word.splitText(last - start);
      word.replaceWith(marked(word.data, term));
    }
  }

  private _at(text: string, start: number, word: string): IFound | null {
    for (const term of this._byFirstWord.get(word.toLowerCase()) ?? []) {
      const end = start + term.term.length;
      const isWhole = !WORD_SIGN.test(text.charAt(end));
      if (isWhole && text.slice(start, end).toLowerCase() === term.term.toLowerCase()) {
        return { start, end, term };
      }
    }
    return null;
  }

  private readonly _card = new HoverCard();
  private readonly _changed = new Signal<this, void>(this);
  private _byFirstWord: ReadonlyMap<string, readonly ITerm[]> = new Map();
  private _listening: IDisposable | null = null;
  private _told = '[]';
}

/** The words of the project in view. */
export const glossary = new Glossary();

function keyOf({ term }: ITerm): string {
  return term.toLowerCase();
}

/** A word in the text that is explained to whoever points at it. */
function marked(word: string, term: ITerm): HTMLElement {
  const mark = document.createElement('span');
  mark.className = CLASS;
  mark.dataset.term = keyOf(term);
  mark.tabIndex = 0;
  mark.textContent = word;
  return mark;
}

/** What is said about a mark; null where these words are not among its. */
function explainer(terms: readonly ITerm[]): (mark: HTMLElement) => Node | null {
  const byKey = new Map(terms.map(term => [keyOf(term), term]));
  return ({ dataset }) => {
    const term = byKey.get(dataset.term ?? '');
    return term === undefined ? null : explained(term);
  };
}

function byFirstWord(terms: readonly ITerm[]): ReadonlyMap<string, readonly ITerm[]> {
  const found = new Map<string, ITerm[]>();
  for (const term of terms) {
    const first = /^[\p{L}\p{N}]+/u.exec(term.term)?.[0].toLowerCase();
    if (first !== undefined) {
      found.set(first, [...(found.get(first) ?? []), term]);
    }
  }
  // Of “hold” and “hold-out set” the longer one is meant where it stands.
  found.forEach(some => some.sort((one, other) => other.term.length - one.term.length));
  return found;
}

function textsIn(root: HTMLElement): readonly Text[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, {
    acceptNode: node =>
      node instanceof Element
        ? node.matches(LEFT_OUT)
          ? NodeFilter.FILTER_REJECT
          : NodeFilter.FILTER_SKIP
        : NodeFilter.FILTER_ACCEPT
  });
  const found: Text[] = [];
  while (walker.nextNode()) {
    found.push(walker.currentNode as Text);
  }
  return found;
}

function explained({ meaning, term }: ITerm): DocumentFragment {
  const content = document.createDocumentFragment();
  for (const [className, text] of [
    ['mlc-HoverCard-title', term],
    ['mlc-HoverCard-lines', meaning]
  ]) {
    const line = document.createElement('div');
    line.className = className ?? '';
    line.dir = 'auto';
    line.textContent = revealBidi(text ?? '');
    content.append(line);
  }
  return content;
}
