import type { TranslationBundle } from '@jupyterlab/translation';
import { revealBidi } from './bidi';

/** That something came through git, and whose signature stands for it, if git can tell. */
export function viaGit(signedBy: string | null, trans: TranslationBundle): string {
  return signedBy === null
    ? trans.__('via git')
    : trans.__('via git, signed by %1', revealBidi(signedBy));
}

/** What is known of how something came here, as answers of the server say it. */
export interface ICome {
  readonly viaGit: boolean;
  readonly signedBy: string | null;
}

/** That it came through git, and who signed it; null for what was written on this server. */
export function cameBy({ viaGit: came, signedBy }: ICome, trans: TranslationBundle): string | null {
  return came ? viaGit(signedBy, trans) : null;
}
