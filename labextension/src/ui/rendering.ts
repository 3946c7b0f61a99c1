import type { DOMPurify } from 'dompurify';
import createPurifier from 'dompurify';
import type { Token } from 'markdown-it';
import MarkdownIt from 'markdown-it';
import { codeOf } from './bidi';
import { addMath } from './mathrules';

// The server accepts no comment beyond these; imported ones and previews may still be.
const MOST_BYTES = 64 * 1024;
const MOST_NESTING = 100;
const TAGS =
  'p br hr strong em s code pre blockquote ul ol li h1 h2 h3 h4 h5 h6 a table thead tbody tr th td span';
const TURNING = /[\u202a-\u202e\u2066-\u2069]/gu;

/** As the server finds mentions: `comments/markdown.py`. */
const MENTION =
  /(?<![\p{L}\p{N}_@/.])@([\p{L}\p{N}_](?:[\p{L}\p{N}_.~@+-]{0,126}[\p{L}\p{N}_])?)/gu;

/** What became of a comment: nodes to show, and among them the formulas to typeset. */
export interface IRendered {
  readonly content: DocumentFragment;
  readonly formulas: readonly HTMLElement[];
}

/**
 * A comment's Markdown as nodes that can be shown: parsed without raw HTML, then cut down to a short list of elements
 * without any attribute but the address of a link.
 *
 * @param names - names of people by their handle in lower case; who is not among them is not marked as mentioned
 * @returns null when it is over 64 KB or nested over 100 deep, and is better shown as it was typed
 */
export function render(source: string, names: ReadonlyMap<string, string>): IRendered | null {
  const parser = commentParser();
  const tokens = parsed(parser, source);
  if (tokens === null) {
    return null;
  }
  const content = purified(parser.renderer.render(tokens, parser.options, {}), []);
  const formulas = Array.from(content.querySelectorAll('span'));
  finish(content, names);
  return { content, formulas };
}

/** An outermost block of a text, like a paragraph or a list: its source, and nodes that can be shown. */
export interface IRenderedBlock {
  readonly source: string;

  /** Formulas in it are `span` without a class, and images `img` without an address, which their title says. */
  readonly content: DocumentFragment;
}

/**
 * A cell's Markdown by block, with as little in it as in a comment.
 *
 * @returns null when it is over 64 KB or nested over 100 deep
 */
export function renderBlocks(source: string): IRenderedBlock[] | null {
  const parser = cellParser();
  const tokens = parsed(parser, source);
  if (tokens === null) {
    return null;
  }
  const lines = source.split('\n');
  return blocksOf(tokens).map(block => {
    const content = purified(parser.renderer.render(block, parser.options, {}), ['img']);
    finish(content, new Map());
    const [start, end] = block[0]?.map ?? [0, 0];
    return { source: lines.slice(start, end).join('\n').trimEnd(), content };
  });
}

function blocksOf(tokens: readonly Token[]): Token[][] {
  const blocks: Token[][] = [[]];
  for (const token of tokens) {
    blocks.at(-1)?.push(token);
    if (token.level === 0 && token.nesting <= 0) {
      blocks.push([]);
    }
  }
  return blocks.filter(block => block.length > 0);
}

/** Null when it is too long, or nested too deeply. */
function parsed(parser: MarkdownIt, source: string): Token[] | null {
  if (new TextEncoder().encode(source).length > MOST_BYTES) {
    return null;
  }
  const tokens = parser.parse(source, {});
  return depthOf(tokens) > MOST_NESTING ? null : tokens;
}

function finish(content: DocumentFragment, names: ReadonlyMap<string, string>): void {
  content.querySelectorAll('a').forEach(secureLink);
  for (const text of textNodes(content)) {
    decorate(text, names);
  }
}

/** The parser's own limit does not count emphasis, which is paired after the fact. */
function depthOf(tokens: readonly Token[]): number {
  return tokens.reduce(
    (deepest, { level, children }) => Math.max(deepest, level + depthOf(children ?? [])),
    0
  );
}

let knownCommentParser: MarkdownIt | null = null;
let knownCellParser: MarkdownIt | null = null;

function commentParser(): MarkdownIt {
  knownCommentParser ??= createParser({ breaks: true }).disable('image');
  return knownCommentParser;
}

function cellParser(): MarkdownIt {
  if (knownCellParser === null) {
    knownCellParser = createParser({ breaks: false });
    const { escapeHtml } = knownCellParser.utils;
    // Without `src` nothing is loaded: whoever shows the image decides whether its address is one to draw.
    knownCellParser.renderer.rules.image = (tokens, index) => {
      const { attrs, content = '' } = tokens[index] ?? {};
      const address = new Map(attrs).get('src') ?? '';
      return `<img title="${escapeHtml(address)}" alt="${escapeHtml(content)}">`;
    };
  }
  return knownCellParser;
}

function createParser(options: { readonly breaks: boolean }): MarkdownIt {
  const parser = new MarkdownIt('default', { html: false, linkify: true, ...options });
  parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  // Without these, only http and https remain.
  ['ftp:', '//', 'mailto:'].forEach(schema => parser.linkify.add(schema, null));
  addMath(parser);
  return parser;
}

let purifier: DOMPurify | null = null;

/** @param more - elements beyond those of a comment, which may have a title and an alternative text */
function purified(html: string, more: readonly string[]): DocumentFragment {
  // An instance of our own: hooks that other extensions add to theirs do not reach it.
  purifier ??= createPurifier(window);
  return purifier.sanitize(html, {
    ALLOWED_TAGS: [...TAGS.split(' '), ...more],
    ALLOWED_ATTR: ['href', 'start', ...(more.length > 0 ? ['title', 'alt'] : [])],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOWED_URI_REGEXP: /^(?:https?:\/\/|mailto:)/i,
    RETURN_DOM_FRAGMENT: true
  });
}

function secureLink(link: HTMLAnchorElement): void {
  if (!link.hasAttribute('href')) {
    link.replaceWith(...link.childNodes);
    return;
  }
  link.target = '_blank';
  link.rel = 'noopener noreferrer nofollow';
}

function textNodes(root: Node): Text[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found: Text[] = [];
  while (walker.nextNode()) {
    found.push(walker.currentNode as Text);
  }
  return found;
}

/** Makes direction controls visible everywhere, and marks mentions outside code, links and formulas. */
function decorate(text: Text, names: ReadonlyMap<string, string>): void {
  replaceMatches(text, TURNING, ([control]) => marked('mlc-Bidi', codeOf(control), null));
  if (text.parentElement?.closest('code, pre, a, span') == null) {
    replaceMatches(text, MENTION, ([mention, handle = '']) => {
      const name = names.get(handle.toLowerCase());
      return name === undefined ? null : marked('mlc-Mention', mention, name);
    });
  }
}

/** Replaces what matches by elements; `text` keeps what stands before the first of them. */
function replaceMatches(
  text: Text,
  pattern: RegExp,
  element: (match: RegExpMatchArray) => HTMLElement | null
): void {
  const matches = Array.from(text.data.matchAll(pattern)).reverse();
  for (const match of matches) {
    const replacement = element(match);
    if (replacement !== null) {
      const rest = text.splitText(match.index);
      rest.deleteData(0, match[0].length);
      rest.before(replacement);
    }
  }
}

function marked(className: string, text: string, title: string | null): HTMLElement {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = text;
  if (title !== null) {
    element.title = title;
  }
  return element;
}
