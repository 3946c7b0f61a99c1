import { describe, expect, it } from 'vitest';
import { deltaOf, headMetrics, numberWord } from '../numbers';
import { metric } from './samples';

describe('numberWord', () => {
  it.each([
    [0.8934567, '0.8935'],
    [0.1 + 0.2, '0.3'],
    [0, '0'],
    [-0.5, '−0.5'],
    [212.43, '212.4'],
    [12480, '12\u202f480'],
    [1234567.8, '1\u202f234\u202f568'],
    [0.0000123456, '1.235e−5'],
    [1e-7, '1e−7'],
    [1e300, '1e+300']
  ])('writes %d as %s', (value, word) => {
    expect(numberWord(value).replace(/e-/, 'e−')).toBe(word);
  });

  it('names what is no number', () => {
    expect([numberWord('NaN'), numberWord('Infinity'), numberWord('-Infinity')]).toEqual([
      'NaN',
      '∞',
      '−∞'
    ]);
  });
});

describe('deltaOf', () => {
  it('says which way is better', () => {
    const delta = deltaOf(metric('auc', 0.893, { goal: 'max' }), metric('auc', 0.871));
    expect(delta).toEqual({ word: '+0.022', isBetter: true, isNoise: false });
    expect(deltaOf(metric('loss', 0.3, { goal: 'min' }), metric('loss', 0.2))?.isBetter).toBe(
      false
    );
    expect(deltaOf(metric('n', 3), metric('n', 2))?.isBetter).toBeNull();
  });

  it('calls what lies in both intervals noise', () => {
    const before = metric('auc', 0.871, { low: 0.86, high: 0.88 });
    expect(deltaOf(metric('auc', 0.878, { low: 0.87, high: 0.89 }), before)?.isNoise).toBe(true);
    expect(deltaOf(metric('auc', 0.9, { low: 0.89, high: 0.91 }), before)?.isNoise).toBe(false);
  });

  it('measures nothing against what is no number', () => {
    expect(deltaOf(metric('auc', 'NaN'), metric('auc', 1))).toBeNull();
  });
});

it('puts first what has a goal, and not what was measured in training', () => {
  const found = headMetrics(
    [
      metric('seconds', 3),
      metric('auc', 1, { goal: 'max', split: 'train' }),
      metric('auc', 0.9, { goal: 'max', split: 'test' })
    ],
    2
  );
  expect(found.map(({ split }) => split)).toEqual(['test', 'train']);
});
