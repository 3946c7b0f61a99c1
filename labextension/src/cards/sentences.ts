const MOST = 240;

/** What is made one line is not longer than this. */
const LOOKED_AT = 4_000;

/** The first paragraph of what a person wrote in Markdown, as one plain line, and whether it is all they wrote. */
export function firstParagraph(markdown: string): { line: string; isAll: boolean } {
  const [first = '', ...more] = markdown.trim().split(/\n[ \t]*\n/, 2);
  const whole = plain(first.slice(0, LOOKED_AT));
  const line = whole.length > MOST ? `${whole.slice(0, MOST).trimEnd()}…` : whole;
  return { line, isAll: more.length === 0 && line === whole && first.length <= LOOKED_AT };
}

/** One line without the marks of Markdown that people use within one. */
function plain(paragraph: string): string {
  return paragraph
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(\*\*|__|`+|~~)(\S(?:.*?\S)?)\1/g, '$2')
    .replace(/(^|\s)[*_](\S(?:[^*_]*\S)?)[*_](?=\W|$)/g, '$1$2')
    .replace(/^\s*(?:#{1,6}|>|[-*+]|\d+\.)\s+/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
}
