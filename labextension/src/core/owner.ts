import type { ServiceManager, User } from '@jupyterlab/services';
import { waitAfter } from './backoff';

const LEAST_SECONDS = 1;
const MOST_SECONDS = 60;

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

/**
 * Resolves once the sign-in is known. JupyterLab asks for it once, and after a failure its `ready` never comes: then it
 * is asked again, with growing waits.
 */
export async function askForOwner({
  serverSettings,
  user
}: Pick<ServiceManager.IManager, 'serverSettings' | 'user'>): Promise<string> {
  const ready = user.ready.then(() => true);
  let isReady = user.identity !== null;
  for (let attempt = 1; !isReady; attempt += 1) {
    const waited = new Promise<boolean>(resolve => {
      setTimeout(() => resolve(false), waitAfter(attempt, LEAST_SECONDS, MOST_SECONDS));
    });
    isReady = await Promise.race([ready, waited]);
    if (!isReady) {
      isReady = await user.refreshUser().then(
        () => user.identity !== null,
        // Its own failure is no news: the next round asks again.
        () => false
      );
    }
  }
  return ownerOf(serverSettings.baseUrl, user.identity);
}
