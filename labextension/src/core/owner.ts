import type { User } from '@jupyterlab/services';

/** The names Jupyter makes up for token and password sign-in: 32 hexadecimal digits, new with every cookie. */
const MADE_UP = /^[0-9a-f]{32}$/;

/**
 * Under whom this browser keeps unsent text: the server and the sign-in name. A made-up name stands for whoever sits
 * at this browser, since it changes whenever the cookie does and their text must not vanish with it.
 *
 * @param baseUrl - the server's base address
 */
export function ownerOf(baseUrl: string, identity: User.IIdentity | null): string {
  const name = identity?.username ?? '';
  return `${baseUrl}\n${MADE_UP.test(name) ? '' : name}`;
}
