import type { Person } from '../core/tokens';

/**
 * Whether a page names somebody: as its owner, or as one of those it is written for.
 *
 * @param said - as the page says: names, handles or roles, with commas between
 * @param role - the person's roles by the charter, in the same form
 */
export function isNamed(
  said: string,
  { displayName, username }: Pick<Person, 'displayName' | 'username'>,
  role: string
): boolean {
  const own = namesIn([displayName, username].join(','));
  // A page is for “reviewers”, and somebody is a “reviewer”.
  const roles = namesIn(role).flatMap(one => [one, `${one}s`]);
  return namesIn(said).some(name => own.includes(name) || roles.includes(name));
}

/** Those first that are written for the person here; otherwise in the order they have. */
export function forMeFirst<T extends { readonly audience: readonly string[] }>(
  rows: readonly T[],
  isMe: (said: string) => boolean
): readonly T[] {
  const isForMe = rows.map(({ audience }) => isMe(audience.join(',')));
  return [...rows.filter((_, at) => isForMe[at]), ...rows.filter((_, at) => !isForMe[at])];
}

function namesIn(text: string): readonly string[] {
  const names = text.split(',').map(name => name.trim().replace(/^@/, '').toLowerCase());
  return names.filter(name => name !== '');
}
