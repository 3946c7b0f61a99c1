import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it';

const LONGEST = 2000;
const DELIMITERS = [
  ['$$', '$$'],
  ['\\[', '\\]'],
  ['\\(', '\\)'],
  ['$', '$']
] as const;

/**
 * Macros that reach beyond a formula: links, styles, scripts, and definitions, which the typesetter would keep for
 * every formula after. A formula that names one is shown as it was typed.
 */
const REACHING =
  /\\(?:href|url|class|cssId|style|data|bbox|html\w*|unicode|require|csname|let|futurelet|[egx]?def|(?:re|provide)?newcommand|(?:re)?newenvironment|Declare\w+|input|include\w*|mmlToken)(?![a-zA-Z])/i;

/**
 * Teaches the parser formulas, so that Markdown leaves their text alone. Each becomes a bare `span`, an element that
 * nothing else in a comment makes. A single dollar opens and closes as in Pandoc's `tex_math_dollars`.
 */
export function addMath(parser: MarkdownIt): void {
  parser.inline.ruler.before('escape', 'math', inlineMath);
  parser.block.ruler.before('fence', 'math_block', blockMath, {
    alt: ['paragraph', 'reference', 'blockquote', 'list']
  });
  const { escapeHtml } = parser.utils;
  parser.renderer.rules.math = (tokens, index) => {
    const source = tokens[index]?.content ?? '';
    const tag = REACHING.test(source) ? 'code' : 'span';
    return `<${tag}>${escapeHtml(source)}</${tag}>`;
  };
  parser.renderer.rules.math_block = (tokens, index, options, env, self) =>
    `<p>${self.rules.math?.(tokens, index, options, env, self) ?? ''}</p>`;
}

function inlineMath(state: StateInline, silent: boolean): boolean {
  const rest = state.src.slice(state.pos, Math.min(state.posMax, state.pos + LONGEST));
  const found = DELIMITERS.find(([open]) => rest.startsWith(open));
  if (found === undefined) {
    return false;
  }
  const end = closing(rest, found[0], found[1]);
  if (end === null) {
    return false;
  }
  if (!silent) {
    state.push('math', 'span', 0).content = rest.slice(0, end);
  }
  state.pos += end;
  return true;
}

/** Where the formula at the start of `text` ends; null when there is none. */
function closing(text: string, open: string, close: string): number | null {
  const at = text.indexOf(close, open.length);
  const formula = text.slice(open.length, at);
  if (at < 0 || formula.trim() === '') {
    return null;
  }
  const after = text[at + 1] ?? '';
  const isMoney = open === '$' && (formula !== formula.trim() || /\d/.test(after));
  return isMoney ? null : at + close.length;
}

/** `$$` at the start of a line up to `$$` at the end of one. */
function blockMath(state: StateBlock, first: number, last: number, silent: boolean): boolean {
  const start = (state.bMarks[first] ?? 0) + (state.tShift[first] ?? 0);
  if (!state.src.startsWith('$$', start)) {
    return false;
  }
  for (let line = first; line < last; line += 1) {
    const text = state.src.slice(start, state.eMarks[line]).trimEnd();
    if (text.length > LONGEST) {
      return false;
    }
    if (text.length > 4 && text.endsWith('$$') && text.indexOf('$$', 2) === text.length - 2) {
      if (!silent) {
        state.push('math_block', 'span', 0).content = text;
        state.line = line + 1;
      }
      return true;
    }
  }
  return false;
}
