import type { CardMetric } from './tokens';

const DIGITS = 4;

/** How many metrics stand large on a card's first page. */
export const HEAD_METRICS = 4;

/** How a metric stands beside the one it is measured against. */
export interface IDelta {
  /** Signed, as in *+0.022*. */
  readonly word: string;

  /** Null when no direction was said, or they are equal. */
  readonly isBetter: boolean | null;

  /** The intervals overlap. */
  readonly isNoise: boolean;
}

/** A number in as few digits as tell it apart: four significant ones, and never less than its whole part. */
export function numberWord(value: CardMetric['value']): string {
  if (typeof value === 'string') {
    return { NaN: 'NaN', Infinity: '∞', '-Infinity': '−∞' }[value];
  }
  const size = Math.abs(value);
  if (!Number.isInteger(value) && (size < 1e-4 || size >= 1e15)) {
    return minus(value.toExponential(DIGITS - 1).replace(/\.?0+e/, 'e'));
  }
  const whole = size < 1 ? 0 : Math.floor(Math.log10(size)) + 1;
  const digits = Math.min(Math.max(DIGITS, whole), 21);
  return minus(grouped(String(Number(value.toPrecision(digits)))));
}

/** Null when one of the two is not a finite number. */
export function deltaOf(metric: CardMetric, other: CardMetric): IDelta | null {
  const { value, goal } = metric;
  if (typeof value === 'string' || typeof other.value === 'string') {
    return null;
  }
  const difference = value - other.value;
  const word = numberWord(Number(difference.toPrecision(3)));
  const direction = goal ?? other.goal;
  return {
    word: difference > 0 ? `+${word}` : word,
    isBetter:
      direction === null || difference === 0 ? null : difference > 0 === (direction === 'max'),
    isNoise: overlap(metric, other)
  };
}

/** Name, split and slice together tell a metric from the others of its card. */
export function metricKey({ name, split, slice }: CardMetric): string {
  return [name, split ?? '', slice ?? ''].join('\n');
}

/** The metric that says the same of another card. */
export function counterpart(
  metric: CardMetric,
  others: readonly CardMetric[]
): CardMetric | undefined {
  return others.find(other => metricKey(other) === metricKey(metric));
}

/** What stands large: those that say what is better first, and not those of the training split, else in order. */
export function headMetrics(metrics: readonly CardMetric[], most: number): CardMetric[] {
  const rank = ({ split, goal }: CardMetric): number =>
    (goal === null ? 2 : 0) + (split === 'train' || split === 'training' ? 1 : 0);
  return [...metrics].sort((first, second) => rank(first) - rank(second)).slice(0, most);
}

function overlap(first: CardMetric, second: CardMetric): boolean {
  const { low, high } = first;
  return (
    low !== null &&
    high !== null &&
    second.low !== null &&
    second.high !== null &&
    low <= second.high &&
    second.low <= high
  );
}

function grouped(digits: string): string {
  const [whole = '', rest] = digits.split('.');
  const spaced = /^-?\d{5,}$/.test(whole) ? whole.replace(/\B(?=(?:\d{3})+$)/g, '\u202f') : whole;
  return rest === undefined ? spaced : `${spaced}.${rest}`;
}

function minus(word: string): string {
  return word.replace(/^-/, '−');
}
