import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import { revealBidi } from '../ui/bidi';
import { Below, useCommented } from './commented';
import {
  counterpart,
  deltaOf,
  HEAD_METRICS,
  headMetrics,
  metricKey,
  numberWord,
  type IDelta
} from './numbers';
import type { CardMetric } from './tokens';
import { metricLabel } from './words';

export interface IMetricsProps {
  readonly card: { readonly metrics: readonly CardMetric[] };
  readonly baseline: { readonly title: string; readonly metrics: readonly CardMetric[] } | null;
  readonly trans: TranslationBundle;
}

/** At most four values, large, each with how it stands beside the baseline's. */
export function Metrics({ card, baseline, trans }: IMetricsProps): React.JSX.Element | null {
  const shown = headMetrics(card.metrics, HEAD_METRICS);
  if (shown.length === 0) {
    return null;
  }
  return (
    <>
      <dl className="mlc-Card-metrics">
        {shown.map(metric => (
          <Metric key={metricKey(metric)} metric={metric} baseline={baseline} trans={trans} />
        ))}
      </dl>
      <Below parts={shown} />
    </>
  );
}

interface IMetricProps extends Pick<IMetricsProps, 'baseline' | 'trans'> {
  readonly metric: CardMetric;
}

function Metric({ metric, baseline, trans }: IMetricProps): React.JSX.Element {
  const other = baseline && counterpart(metric, baseline.metrics);
  const delta = other ? deltaOf(metric, other) : null;
  const small = smallPrint(metric, trans);
  const { attributes, beside } = useCommented(metric);
  return (
    <div className="mlc-Card-metric mlc-Entry" {...attributes}>
      <dt dir="auto">
        {revealBidi(metricLabel(metric))}
        {beside}
      </dt>
      <dd>
        <span className="mlc-Card-value">
          {numberWord(metric.value)}
          {metric.unit !== null && <small> {revealBidi(metric.unit)}</small>}
        </span>
        {delta && baseline && (
          <span className="mlc-Card-delta" title={revealBidi(baseline.title)}>
            <Delta delta={delta} trans={trans} />
          </span>
        )}
        {small !== '' && <span className="mlc-Card-small">{small}</span>}
      </dd>
    </div>
  );
}

/** *+0.022, better than baseline* */
export function Delta({
  delta,
  trans
}: {
  readonly delta: IDelta;
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  const { word, isBetter, isNoise } = delta;
  const kind = isBetter === null || isNoise ? 'even' : isBetter ? 'better' : 'worse';
  return (
    <span className="mlc-Delta" data-mlc-delta={kind}>
      {deltaSentence(word, kind, isNoise, trans)}
    </span>
  );
}

function deltaSentence(
  word: string,
  kind: 'better' | 'even' | 'worse',
  isNoise: boolean,
  trans: TranslationBundle
): string {
  if (isNoise) {
    return trans.__('%1, within noise', word);
  }
  return {
    better: trans.__('%1, better than baseline', word),
    worse: trans.__('%1, worse than baseline', word),
    even: trans.__('%1 from baseline', word)
  }[kind];
}

function smallPrint({ low, high, n }: CardMetric, trans: TranslationBundle): string {
  const interval =
    low !== null && high !== null ? trans.__('%1 to %2', numberWord(low), numberWord(high)) : null;
  const size = n === null ? null : trans.__('n = %1', numberWord(n));
  return [interval, size].filter(word => word !== null).join(' · ');
}
