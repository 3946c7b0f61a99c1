import type { KnownPerson } from '../core/tokens';

const MOST_SHOWN = 6;
const BEFORE_CARET = /(?:^|[^\p{L}\p{N}_@/.])@([\p{L}\p{N}_.~@+-]{0,64})$/u;

/** A mention that is being typed: what stands after the @, and where the @ is. */
export interface IMentionTyped {
  readonly query: string;
  readonly start: number;
}

/** The mention the caret stands in; null outside of one. Positions are UTF-16 code units. */
export function mentionAt(text: string, caret: number): IMentionTyped | null {
  const match = BEFORE_CARET.exec(text.slice(0, caret));
  const query = match?.[1];
  return query === undefined ? null : { query, start: caret - query.length - 1 };
}

/** Who may be meant: those whose handle, name or a further word of it begins so, in the given order. */
export function matching(people: readonly KnownPerson[], query: string): KnownPerson[] {
  const wanted = plain(query);
  const fits = ({ handle, person }: KnownPerson): boolean =>
    [handle, ...person.displayName.split(/\s+/)].some(word => plain(word).startsWith(wanted));
  return people.filter(fits).slice(0, MOST_SHOWN);
}

/** The text with the mention completed, and where the caret then stands. */
export function completed(
  text: string,
  typed: IMentionTyped,
  handle: string
): { text: string; caret: number } {
  const before = text.slice(0, typed.start);
  const after = text.slice(typed.start + 1 + typed.query.length);
  const inserted = `@${handle}${/^\s/.test(after) ? '' : ' '}`;
  return { text: before + inserted + after, caret: before.length + handle.length + 2 };
}

/** Without accents and case, so that `lop` finds `López`. */
function plain(word: string): string {
  return word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
