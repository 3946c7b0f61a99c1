import type { Person } from '../core/tokens';

/**
 * Whether somebody looks after a page.
 *
 * @param owner - as the page says: names, handles or roles, with commas between
 * @param role - the person's roles by the charter, in the same form
 */
export function isOwner(
  owner: string,
  { displayName, username }: Pick<Person, 'displayName' | 'username'>,
  role: string
): boolean {
  const own = namesIn([displayName, username, role].join(','));
  return namesIn(owner).some(name => own.includes(name));
}

function namesIn(text: string): readonly string[] {
  const names = text.split(',').map(name => name.trim().replace(/^@/, '').toLowerCase());
  return names.filter(name => name !== '');
}
