import type { TranslationBundle } from '@jupyterlab/translation';
import { revealBidi } from './bidi';

/** That something came through git, and whose signature stands for it, if git can tell. */
export function viaGit(signedBy: string | null, trans: TranslationBundle): string {
  return signedBy === null
    ? trans.__('via git')
    : trans.__('via git, signed by %1', revealBidi(signedBy));
}
