import { nullTranslator } from '@jupyterlab/translation';
import { expect, it } from 'vitest';
import { Compared, deltaWord, type Comparison } from '../compared';

const trans = nullTranslator.load('jupyter_mlcollab');
const VALUE = { delta: null, interval: '', number: null, text: '', verdict: null };
const COMPARISON: Comparison = {
  cards: ['A | B', 'Trees'].map(title => ({
    commit: null,
    created: '2026-11-20T09:30:00Z',
    dirty: false,
    figures: [],
    id: title,
    notebook: null,
    path: title,
    published: null,
    title
  })),
  groups: [
    { name: 'code', rows: [], same: 3 },
    {
      name: 'metrics',
      same: 0,
      rows: [
        {
          name: 'auc',
          goal: 'max',
          differs: true,
          values: [
            { ...VALUE, text: '0.871', interval: '0.86 to 0.88' },
            { ...VALUE, text: '0.893', delta: 0.022, verdict: 'better' }
          ]
        }
      ]
    }
  ],
  warnings: ['The test data differ.']
};

it('measures against another card, and shows the answer that was asked for last', async () => {
  const asked: [readonly string[], boolean][] = [];
  const answers: ((comparison: Comparison) => void)[] = [];
  const compared = new Compared(['a', 'b', 'c'], (paths, all) => {
    asked.push([paths, all]);
    return new Promise(resolve => answers.push(resolve));
  });
  const first = compared.load();
  compared.begin('c');
  const late = { ...COMPARISON, warnings: [] };
  answers[1]?.(COMPARISON);
  answers[0]?.(late);
  await first;
  expect(asked).toEqual([
    [['a', 'b', 'c'], false],
    [['c', 'a', 'b'], false]
  ]);
  expect(compared.comparison).toBe(COMPARISON);
});

it('says what is asked for before the answer is there', () => {
  const compared = new Compared(['a', 'b'], () => new Promise(() => undefined));
  const told: boolean[] = [];
  compared.changed.connect(({ showsAll }) => told.push(showsAll));
  compared.showAll(true);
  expect(told).toEqual([true]);
});

it('says how far a value is from the first, and what that means', () => {
  expect(deltaWord({ delta: 0.022, verdict: 'better' }, trans)).toBe('+0.022, better');
  expect(deltaWord({ delta: -0.5, verdict: 'differs' }, trans)).toBe('−0.5');
  expect(deltaWord({ delta: 0, verdict: 'same' }, trans)).toBe('');
});
