import type { KnownPerson } from '../core/tokens';

/** The server takes at most so many. */
export const MOST_ASKED = 20;
const OFFERED = 8;

/**
 * @param typed - the beginning of any word of a name, or of a handle, with or without its @
 * @returns people to offer: neither oneself nor who is chosen; those who have signed in first
 */
export function offered(
  people: readonly KnownPerson[],
  chosen: readonly string[],
  me: string,
  typed: string
): KnownPerson[] {
  const wanted = typed.trim().replace(/^@/u, '').toLocaleLowerCase();
  return people
    .filter(({ person }) => person.username !== me && !chosen.includes(person.username))
    .filter(known => wanted === '' || begins(known, wanted))
    .sort((first, second) => RANK[first.source] - RANK[second.source])
    .slice(0, OFFERED);
}

const RANK: Record<KnownPerson['source'], number> = { signed_in: 0, roles: 1, git: 2 };

function begins({ person, handle }: KnownPerson, wanted: string): boolean {
  const words = person.displayName.split(/\s+/u);
  return [person.displayName, handle, person.username, ...words].some(word =>
    word.toLocaleLowerCase().startsWith(wanted)
  );
}
