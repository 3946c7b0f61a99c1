import type { TranslationBundle } from '@jupyterlab/translation';
import type { Schemas } from '../core/tokens';
import type { Only } from './filter';
import type { Facet } from './shown';
import type { Comparison, Row } from './tokens';

const SHORT_HASH = 7;

/** *Nothing changed since a1b2c3d.* */
export function emptySentence(comparison: Comparison, trans: TranslationBundle): string {
  const commit = comparison.old.commit ?? comparison.new.commit;
  return commit === null
    ? trans.__('Nothing changed.')
    : trans.__('Nothing changed since %1.', commit.slice(0, SHORT_HASH));
}

/** *3 of 48 cells changed, 1 moved* */
export function summary(
  rows: readonly Row[],
  shows: (row: Row) => boolean,
  trans: TranslationBundle
): string {
  const changed = rows.filter(row => row.status !== 'same' && shows(row)).length;
  const moved = rows.filter(row => row.moved).length;
  const sentence = trans._n(
    '%2 of %1 cell changed',
    '%2 of %1 cells changed',
    rows.length,
    changed
  );
  return moved === 0 ? sentence : trans.__('%1, %2 moved', sentence, moved);
}

/** What was left out to keep the time. */
export function stepSentence(
  step: Schemas['Comparison']['steps'][number],
  trans: TranslationBundle
): string {
  return {
    near_only: trans.__(
      'Cells that moved far may be shown as removed and added: the notebook is large.'
    ),
    no_similarity: trans.__(
      'Edited cells may be paired by place, or shown as removed and added: the notebook is large.'
    ),
    no_words: trans.__('Shown without word marks: the notebook is large.'),
    whole_texts: trans.__('Some texts are shown as replaced as a whole: the notebook is large.')
  }[step];
}

export function onlyLabel(only: Only, trans: TranslationBundle): string {
  return {
    unseen: trans.__('not seen'),
    source: trans.__('source'),
    outputs: trans.__('outputs'),
    added: trans.__('added'),
    removed: trans.__('removed'),
    moved: trans.__('moved')
  }[only];
}

export function facetLabel(facet: Facet, trans: TranslationBundle): string {
  return {
    source: trans.__('Source'),
    outputs: trans.__('Outputs'),
    metadata: trans.__('Metadata'),
    counters: trans.__('Counters'),
    whitespace: trans.__('Whitespace')
  }[facet];
}

/** *18 counters hidden*; null when nothing of the kind is. */
export function hiddenSentence(
  facet: Facet,
  { hidden, rows }: Comparison,
  isShown: boolean,
  trans: TranslationBundle
): string | null {
  const count = facet === 'source' ? onlySource(rows) : hidden[facet];
  if (isShown || count === 0) {
    return null;
  }
  return {
    source: trans._n('%1 source hidden', '%1 sources hidden', count),
    outputs: trans._n('outputs of %1 cell hidden', 'outputs of %1 cells hidden', count),
    metadata: trans._n('metadata of %1 cell hidden', 'metadata of %1 cells hidden', count),
    counters: trans._n('%1 counter hidden', '%1 counters hidden', count),
    whitespace: trans._n('whitespace of %1 cell hidden', 'whitespace of %1 cells hidden', count)
  }[facet];
}

function onlySource(rows: readonly Row[]): number {
  return rows.filter(({ status, kinds }) => status === 'changed' && kinds.includes('source'))
    .length;
}

/** What became of a cell, in a few words each: *edited*, *outputs*. */
export function rowWords(row: Row, showsSource: boolean, trans: TranslationBundle): string[] {
  const words: string[] = [];
  if (row.status === 'added') {
    words.push(trans.__('added'));
  }
  if (row.status === 'removed') {
    words.push(trans.__('removed'));
  }
  const kinds = row.status === 'changed' ? row.kinds : [];
  return [...words, ...kinds.flatMap(kind => kindWord(kind, row, showsSource, trans) ?? [])];
}

function kindWord(
  kind: Row['kinds'][number],
  row: Row,
  showsSource: boolean,
  trans: TranslationBundle
): string | null {
  return {
    source: showsSource ? trans.__('edited') : null,
    cell_type: trans.__('type: %1 → %2', row.oldCellType ?? '', row.cellType),
    outputs: trans.__('outputs'),
    attachments: trans.__('attachments'),
    metadata: trans.__('metadata'),
    execution_count: trans.__('counter'),
    id: null
  }[kind];
}
