import type { TranslationBundle } from '@jupyterlab/translation';

/** *12 KB* */
export function sizeWord(bytes: number, trans: TranslationBundle): string {
  if (bytes >= 1024 * 1024) {
    return trans.__('%1 MB', (bytes / 1024 / 1024).toFixed(1));
  }
  return bytes < 1024
    ? trans._n('%1 byte', '%1 bytes', bytes)
    : trans.__('%1 KB', Math.round(bytes / 1024));
}
