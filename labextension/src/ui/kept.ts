import type { TranslationBundle } from '@jupyterlab/translation';
import type { Project } from '../core/tokens';

/** Where what is said in a project is kept. */
export function keptWords({ kept }: Project, isShared: boolean, trans: TranslationBundle): string {
  if (kept === 'computer') {
    return isShared
      ? trans.__('Kept on this computer and shared through git')
      : trans.__('Kept on this computer');
  }
  return isShared
    ? trans.__('Kept on this server and shared through git')
    : trans.__('Kept on this server');
}
