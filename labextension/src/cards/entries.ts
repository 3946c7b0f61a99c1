import type { TranslationBundle } from '@jupyterlab/translation';
import type { Entry } from '../anchors/tokens';
import { scalarWord } from './details';
import type { FieldName } from './fields';
import { HEAD_METRICS, headMetrics } from './numbers';
import type { Card, CardData, CardFigure, CardMetric } from './tokens';
import { metricLabel } from './words';

/** What of a card can be commented: all of it, a field, a parameter by its name, or one of its parts. */
export type CardPart =
  'card' | FieldName | { readonly parameter: string } | CardMetric | CardFigure | CardData;

export interface ICardEntries {
  /** In their order on the page, the whole card first. */
  readonly all: readonly Entry[];

  /** Null for what the card does not hold. */
  of(part: CardPart): Entry | null;
}

/** More cannot be placed; a card with so many parts is read by nobody. */
const MOST = 20_000;
const MOST_LABEL = 200;
const SHA256 = /^[0-9a-f]{64}$/;

/**
 * What of a card can be commented. What an entry says is the same in every language: where it differs from what a
 * comment was written on, the card was changed.
 */
export function entriesOf(card: Card, trans: TranslationBundle): ICardEntries {
  const found = new Map<unknown, Entry>();
  const head = headMetrics(card.metrics, HEAD_METRICS);
  found.set('card', entry('card', [], '', trans.__('Whole card'), ''));
  addFields(found, card, ['conclusion'], trans);
  addMetrics(found, head, trans);
  addFigures(found, card, trans);
  addFields(found, card, STORY, trans);
  for (const [name, value] of Object.entries(card.params)) {
    found.set(key({ parameter: name }), parameter(name, value, trans));
  }
  addMetrics(
    found,
    card.metrics.filter(metric => !head.includes(metric)),
    trans
  );
  for (const data of card.data) {
    found.set(data, dataSet(data, trans));
  }
  return {
    all: [...found.values()].slice(0, MOST),
    of: part => found.get(key(part)) ?? null
  };
}

const STORY: readonly FieldName[] = [
  'hypothesis',
  'summary',
  'lessons',
  'next',
  'limitations',
  'risks',
  'intendedUse',
  'outOfScope'
];

function key(part: CardPart): unknown {
  return typeof part === 'object' && 'parameter' in part ? `parameter ${part.parameter}` : part;
}

function entry(
  section: string,
  name: string[],
  heading: string,
  label: string,
  text: string,
  sha256: string | null = null
): Entry {
  return { section, name, heading, label: label.slice(0, MOST_LABEL), text, sha256 };
}

function addFields(
  found: Map<unknown, Entry>,
  card: Card,
  names: readonly FieldName[],
  trans: TranslationBundle
): void {
  const labels: Partial<Record<FieldName, string>> = {
    conclusion: trans.__('Conclusion'),
    hypothesis: trans.__('Believed'),
    summary: trans.__('Did'),
    lessons: trans.__('Learned'),
    next: trans.__('Next'),
    limitations: trans.__('Limits'),
    risks: trans.__('Risks'),
    intendedUse: trans.__('Intended use'),
    outOfScope: trans.__('Not meant for')
  };
  for (const name of names) {
    found.set(name, entry('field', [name], '', labels[name] ?? name, fieldText(card, name)));
  }
}

/** The outcome stands in one sentence with the conclusion. */
function fieldText(card: Card, name: FieldName): string {
  const value = card[name];
  const text = Array.isArray(value) ? value.join('\n') : (value ?? '');
  return name === 'conclusion' ? [card.outcome, text].filter(Boolean).join(': ') : text;
}

function addMetrics(
  found: Map<unknown, Entry>,
  metrics: readonly CardMetric[],
  trans: TranslationBundle
): void {
  for (const metric of metrics) {
    const { name, split, slice, value, unit } = metric;
    const label = metricLabel(metric);
    const text = [String(value), unit].filter(Boolean).join(' ');
    const named = [name, split ?? '', slice ?? ''];
    found.set(metric, entry('metric', named, trans.__('Metric'), label, text));
  }
}

/** A figure that is drawn anew gets another file: its caption tells which it is, else its place. */
function addFigures(found: Map<unknown, Entry>, { figures }: Card, trans: TranslationBundle): void {
  const counts = new Map<string, number>();
  for (const [index, figure] of figures.entries()) {
    const { caption, path, sha256 } = figure;
    const title = caption ?? '';
    const before = counts.get(title) ?? 0;
    counts.set(title, before + 1);
    const isHash = SHA256.test(sha256);
    const label = caption ?? trans.__('Figure %1', index + 1);
    const name = [title, String(before)];
    const text = isHash ? '' : path;
    const heading = caption === null ? '' : trans.__('Figure');
    found.set(figure, entry('figure', name, heading, label, text, isHash ? sha256 : null));
  }
}

function parameter(name: string, value: Card['params'][string], trans: TranslationBundle): Entry {
  return entry('parameter', [name], trans.__('Parameter'), name, scalarWord(value));
}

function dataSet(data: CardData, trans: TranslationBundle): Entry {
  const { name, role, uri, rows, columns, sizeBytes, fingerprint, sensitivity } = data;
  const size = [rows, columns].filter(count => count !== null).join(' × ') || sizeBytes;
  const text = [uri, size, fingerprint, sensitivity].filter(Boolean).join(' · ');
  return entry('data', [name, role ?? ''], trans.__('Data'), name, text);
}
