import type { TranslationBundle } from '@jupyterlab/translation';
import { firstParagraph } from './sentences';
import type { Card, CardMetric, Outcome, Standing, Status } from './tokens';

export const STATUSES: readonly Status[] = [
  'draft',
  'in review',
  'approved',
  'published',
  'superseded',
  'abandoned',
  'retracted'
];
export const OUTCOMES: readonly Outcome[] = [
  'supported',
  'refuted',
  'inconclusive',
  'abandoned',
  'failed'
];

export function statusLabel(status: Status, trans: TranslationBundle): string {
  return {
    draft: trans.__('draft'),
    'in review': trans.__('in review'),
    approved: trans.__('approved'),
    published: trans.__('published'),
    superseded: trans.__('superseded'),
    abandoned: trans.__('abandoned'),
    retracted: trans.__('retracted')
  }[status];
}

export function outcomeLabel(outcome: Outcome, trans: TranslationBundle): string {
  return {
    supported: trans.__('Supported'),
    refuted: trans.__('Refuted'),
    inconclusive: trans.__('Inconclusive'),
    abandoned: trans.__('Abandoned'),
    failed: trans.__('Failed')
  }[outcome];
}

export function kindLabel(kind: Card['kind'], trans: TranslationBundle): string {
  return {
    experiment: trans.__('Experiment'),
    ablation: trans.__('Ablation'),
    baseline: trans.__('Baseline'),
    'data study': trans.__('Data study'),
    model: trans.__('Model'),
    reproduction: trans.__('Reproduction')
  }[kind];
}

/** *Supported: adopt, recalibrate monthly.* Null when the card says neither how it ended nor what follows. */
export function headline(
  { outcome, conclusion }: Pick<Card, 'outcome' | 'conclusion'>,
  trans: TranslationBundle
): string | null {
  const said = conclusion === null ? '' : firstParagraph(conclusion).line;
  if (outcome === null) {
    return said === '' ? null : said;
  }
  const label = outcomeLabel(outcome, trans);
  return said === '' ? `${label}.` : trans.__('%1: %2', label, said);
}

/** *auc, test, over 60* */
export function metricLabel({ name, split, slice }: CardMetric): string {
  return [name, split, slice].filter(word => word !== null && word !== '').join(', ');
}

/** Whether the notebook ran from top to bottom; null when that is not known. */
export function orderSentence(
  order: NonNullable<Card['execution']>['order'],
  trans: TranslationBundle
): string | null {
  return {
    unknown: null,
    linear: trans.__('from top to bottom'),
    'out of order': trans.__('cells out of order'),
    repeated: trans.__('some cells more than once'),
    gaps: trans.__('with cells left out'),
    partial: trans.__('only a part of the notebook')
  }[order];
}

/** *3 min 20 s* */
export function durationWord(seconds: number, trans: TranslationBundle): string {
  if (seconds < 60) {
    return trans.__('%1 s', seconds < 10 ? seconds.toFixed(1) : Math.round(seconds));
  }
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? trans.__('%1 min %2 s', minutes, Math.round(seconds % 60))
    : trans.__('%1 h %2 min', Math.floor(minutes / 60), minutes % 60);
}

/** *Ran train.ipynb from top to bottom in 3 min 20 s.* Empty when none of it is known. */
export function runSentence({ code, execution }: Card, trans: TranslationBundle): string {
  const order = execution && orderSentence(execution.order, trans);
  const took = execution?.seconds ?? null;
  const parts = [
    code?.notebook == null ? null : `\`${code.notebook.replace(/`/g, '')}\``,
    order,
    took === null ? null : trans.__('in %1', durationWord(took, trans))
  ].filter(part => part !== null);
  return parts.length === 0 ? '' : trans.__('Ran %1.', parts.join(' '));
}

/** What people and later runs said of a card: *1 of 2 approvals*, *R2: reproduced at a1b2c3d.* */
export function remarksOf(standing: Standing, trans: TranslationBundle): string[] {
  const { approvals, needed, verdicts, verification } = standing;
  const approved =
    needed > 0
      ? trans.__('%1 of %2 approvals', approvals, needed)
      : approvals > 0
        ? trans._n('%1 approval', '%1 approvals', approvals)
        : null;
  const left = verdicts.filter(({ approved, counts, stale }) => approved && !counts && !stale);
  const uncounted =
    left.length > 0
      ? trans._n(
          '%1 approval does not count, since no sign-in or signature stands for the name',
          '%1 approvals do not count, since no sign-in or signature stands for the names',
          left.length
        )
      : null;
  const ran =
    verification === null
      ? trans.__('Not reproduced yet')
      : trans.__('%1: %2', verification.level, verification.summary);
  return [approved, uncounted, ran, verification?.stale ?? null].filter(remark => remark !== null);
}
