import type { TranslationBundle } from '@jupyterlab/translation';
import type { ITableCounts } from './tablechanges';

/** *3 cells changed, 1 row added*; empty when nothing did. */
export function tableWords(counts: ITableCounts, trans: TranslationBundle): string {
  const { cells, rows, columns } = counts;
  const words: [number, string][] = [
    [cells, trans._n('%1 cell changed', '%1 cells changed', cells)],
    [rows.added, trans._n('%1 row added', '%1 rows added', rows.added)],
    [rows.removed, trans._n('%1 row removed', '%1 rows removed', rows.removed)],
    [columns.added, trans._n('%1 column added', '%1 columns added', columns.added)],
    [columns.removed, trans._n('%1 column removed', '%1 columns removed', columns.removed)]
  ];
  return words
    .filter(([count]) => count > 0)
    .map(([, sentence]) => sentence)
    .join(', ');
}
