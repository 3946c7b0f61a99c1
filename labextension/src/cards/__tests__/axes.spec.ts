import { nullTranslator } from '@jupyterlab/translation';
import { describe, expect, it } from 'vitest';
import { axesOf, chosenAxes } from '../axes';
import type { Comparison } from '../compared';
import { pointsOf, scatterSpec } from '../scatter';

const trans = nullTranslator.load('jupyter_mlcollab');

function value(
  of: number | string | null
): Comparison['groups'][number]['rows'][number]['values'][0] {
  return {
    delta: null,
    interval: '',
    number: typeof of === 'number' ? of : null,
    text: of === null ? '' : String(of),
    verdict: null
  };
}

function comparison(
  rows: Record<string, (number | string | null)[]>,
  titles = ['A', 'B', 'C']
): Comparison {
  const group = (name: 'metrics' | 'parameters'): Comparison['groups'][number] => ({
    name,
    same: 0,
    rows: Object.entries(rows)
      .filter(([key]) => key.startsWith(name))
      .map(([key, values]) => ({
        name: key.slice(name.length + 1),
        goal: null,
        differs: true,
        values: values.map(value)
      }))
  });
  return {
    warnings: [],
    groups: [group('metrics'), group('parameters')],
    cards: titles.map((title, index) => ({
      commit: null,
      created: `2026-11-2${index}T09:30:00Z`,
      dirty: false,
      figures: [],
      id: title,
      notebook: null,
      path: title,
      published: null,
      title
    }))
  };
}

describe('axes', () => {
  it('are what has two different values, numbers apart from names', () => {
    const axes = axesOf(
      comparison({
        'metrics auc': [0.8, 0.9, null],
        'metrics same': [1, 1, 1],
        'metrics alone': [1, null, null],
        'parameters booster': ['tree', 'line', 3]
      }),
      trans
    );
    expect(axes.map(({ key, kind }) => [key, kind])).toEqual([
      ['metrics auc', 'number'],
      ['parameters booster', 'name'],
      ['created', 'time']
    ]);
    expect(axes[1]?.values).toEqual(['tree', 'line', '3']);
  });

  it('are a parameter and a metric at first, and two at any time', () => {
    const both = axesOf(
      comparison({ 'metrics auc': [1, 2, 3], 'parameters depth': [3, 4, 5] }),
      trans
    );
    const keys = (across?: string, up?: string): string[] | undefined =>
      chosenAxes(both, across, up)?.map(({ key }) => key);
    expect(keys()).toEqual(['parameters depth', 'metrics auc']);
    expect(keys('created')).toEqual(['created', 'metrics auc']);
    expect(keys('gone', 'gone')).toEqual(['parameters depth', 'metrics auc']);
    expect(keys(undefined, 'parameters depth')).toEqual(['created', 'parameters depth']);
    expect(chosenAxes(axesOf(comparison({}), trans), undefined, undefined)).toBeNull();
  });
});

describe('the plot', () => {
  const shown = comparison({ 'metrics image': [1, null, 3], 'parameters title': [3, 4, 5] });
  const chosen = chosenAxes(axesOf(shown, trans), undefined, undefined);
  if (chosen === null) {
    throw new Error('There are no axes.');
  }
  const points = pointsOf(shown.cards, ...chosen);

  it('leaves out cards without a value, and tells the first one apart', () => {
    expect(points.map(({ card, isFirst }) => [card.title, isFirst])).toEqual([
      ['A', true],
      ['C', false]
    ]);
  });

  it('gives the tooltip no name that it has a meaning for, as it loads images', () => {
    const colors = { text: '', faint: '', line: '', point: '', first: '' };
    const { encoding, data } = scatterSpec(points, chosen, { width: 600, colors, trans }) as {
      encoding: { tooltip: { title: string }[] };
      data: { values: { said: string }[] };
    };
    expect(encoding.tooltip.map(({ title }) => title)).toEqual(['title', 'title:', 'image:']);
    expect(data.values[0]?.said).toBe('A: title 3, image 1');
  });
});
