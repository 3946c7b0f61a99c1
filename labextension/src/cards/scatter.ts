import type { TranslationBundle } from '@jupyterlab/translation';
import type { PartialJSONObject, PartialJSONValue } from '@lumino/coreutils';
import { revealBidi } from '../ui/bidi';
import { exactly } from '../ui/moment';
import type { IAxis } from './axes';
import type { ComparedCard } from './compared';
import { numberWord } from './numbers';

/** A card as a point. */
export interface IPoint {
  readonly card: ComparedCard;
  readonly across: number | string;
  readonly up: number | string;
  readonly isFirst: boolean;
}

/** The colours of JupyterLab's theme, as CSS names them. */
export interface IColors {
  readonly text: string;
  readonly faint: string;
  readonly line: string;
  readonly point: string;
  readonly first: string;
}

const HEIGHT = 280;
const KINDS = { name: 'nominal', number: 'quantitative', time: 'temporal' } as const;

/** The cards that have a value on both axes, in their order. */
export function pointsOf(
  cards: readonly ComparedCard[],
  across: IAxis,
  up: IAxis
): readonly IPoint[] {
  return cards.flatMap((card, index) => {
    const [x = null, y = null] = [across.values[index], up.values[index]];
    return x === null || y === null ? [] : [{ card, across: x, up: y, isFirst: index === 0 }];
  });
}

/** A value as it stands in a tooltip or a table. */
export function pointWord(axis: IAxis, value: number | string): string {
  if (axis.kind === 'time') {
    return exactly(Date.parse(String(value)));
  }
  return typeof value === 'number' ? numberWord(value) : value;
}

/**
 * The points as a plot for Vega-Lite.
 *
 * @param width - of all of it, in pixels
 */
export function scatterSpec(
  points: readonly IPoint[],
  [across, up]: readonly [IAxis, IAxis],
  { width, colors, trans }: { width: number; colors: IColors; trans: TranslationBundle }
): PartialJSONObject {
  const values = points.map(point => ({
    across: point.across,
    up: point.up,
    title: revealBidi(point.card.title),
    acrossWord: pointWord(across, point.across),
    upWord: pointWord(up, point.up),
    what: point.isFirst ? 'first' : 'other',
    said: sentenceOf(point, [across, up], trans)
  }));
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
    background: 'transparent',
    width,
    height: HEIGHT,
    autosize: { type: 'fit', contains: 'padding' },
    data: { values },
    mark: { type: 'point', filled: true, opacity: 0.9, size: 110, cursor: 'pointer' },
    encoding: {
      x: position('across', across),
      y: position('up', up),
      shape: told('circle', 'diamond'),
      color: told(colors.point, colors.first),
      // With a colon no name of a metric is one that the tooltip gives a meaning to, such as `image`.
      tooltip: [
        { field: 'title', title: 'title' },
        { field: 'acrossWord', title: `${across.label}:` },
        { field: 'upWord', title: `${up.label}:` }
      ],
      description: { field: 'said' }
    },
    config: style(colors)
  };
}

function position(field: string, { kind, label }: IAxis): PartialJSONObject {
  const scale = kind === 'number' ? { zero: false, nice: true, padding: 12 } : {};
  const most = kind === 'name' ? { labelLimit: 160 } : {};
  return { field, type: KINDS[kind], title: label, scale, axis: { titleLimit: 420, ...most } };
}

/** How the card that is measured against looks beside the others. */
function told(other: string, first: string): PartialJSONObject {
  return {
    field: 'what',
    type: 'nominal',
    legend: null,
    scale: { domain: ['other', 'first'], range: [other, first] }
  };
}

function style({ text, faint, line }: IColors): PartialJSONObject {
  const axis: Record<string, PartialJSONValue> = {
    domainColor: line,
    gridColor: line,
    labelColor: faint,
    tickColor: line,
    titleColor: text,
    titleFontWeight: 500,
    labelFontSize: 12,
    titleFontSize: 12
  };
  return { axis, view: { stroke: null } };
}

function sentenceOf(
  { card, across: x, up: y }: IPoint,
  [across, up]: readonly [IAxis, IAxis],
  trans: TranslationBundle
): string {
  const title = revealBidi(card.title);
  return trans.__(
    '%1: %2 %3, %4 %5',
    title,
    across.label,
    pointWord(across, x),
    up.label,
    pointWord(up, y)
  );
}
