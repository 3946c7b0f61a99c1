import { afterEach, describe, expect, it, vi } from 'vitest';
import { choicesOf, EVERYTHING, filtered, isReady, readyForSearch, shownMetric } from '../filter';
import { metric, row } from './samples';

const BROKEN = row('broken', { problem: 'It has conflict markers.', notebook: null, owner: '' });
const FOREST = row('forest', {
  metrics: [metric('loss', 0.2, { goal: 'min' }), metric('auc', 'NaN')]
});
const ROWS = [
  row('trees', { metrics: [metric('auc', 0.89, { goal: 'max' })], tags: ['churn'] }),
  row('line', { metrics: [metric('auc', 0.87)], owner: 'Bo', status: 'published' }),
  FOREST,
  row('slow', { metrics: [metric('loss', 0.1, { goal: 'min' })], notebook: 'slow.ipynb' }),
  BROKEN
];

function kept(change: Partial<typeof EVERYTHING>): string[] {
  return filtered(ROWS, { ...EVERYTHING, ...change }).map(({ path }) => path);
}

describe('filtered', () => {
  it('keeps every row in its order', () => {
    expect(filtered(ROWS, EVERYTHING)).toEqual(ROWS);
  });

  it('finds all words, in any case and place', () => {
    expect(kept({ search: 'TREES ana' })).toEqual(['trees']);
    expect(kept({ search: 'auc bo' })).toEqual(['line']);
  });

  it('narrows by status, tag, notebook and person', () => {
    expect(kept({ status: 'published' })).toEqual(['line']);
    expect(kept({ status: 'draft' })).toEqual(['trees', 'forest', 'slow']);
    expect(kept({ tag: 'churn' })).toEqual(['trees']);
    expect(kept({ notebook: 'slow.ipynb' })).toEqual(['slow']);
    expect(kept({ owner: 'Bo' })).toEqual(['line']);
  });

  it('sorts by a metric, the best first as its direction says', () => {
    expect(kept({ metric: 'auc' })).toEqual(['trees', 'line', 'forest', 'slow', 'broken']);
    expect(kept({ metric: 'loss' }).slice(0, 2)).toEqual(['slow', 'forest']);
  });

  it('searches 5,000 cards without a wait', () => {
    const many = Array.from({ length: 5_000 }, (_, index) =>
      row(`card-${index}`, { conclusion: 'Adopt and recalibrate. '.repeat(20) })
    );
    filtered(many, { ...EVERYTHING, search: 'warm up' });
    const began = performance.now();
    expect(filtered(many, { ...EVERYTHING, search: 'recalibrate card-499' })).toHaveLength(11);
    expect(performance.now() - began).toBeLessThan(500);
  });
});

describe('readyForSearch', () => {
  afterEach(() => vi.useRealTimers());

  it('makes all rows ready a few at a time, and stops when told', () => {
    vi.useFakeTimers();
    const many = Array.from({ length: 1_000 }, (_, index) => row(`card-${index}`));
    const readyOnes = (): number => many.filter(isReady).length;
    const stop = readyForSearch(many);
    expect(readyOnes()).toBe(0);
    vi.advanceTimersToNextTimer();
    const first = readyOnes();
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(1_000);
    stop();
    vi.runAllTimers();
    expect(readyOnes()).toBe(first);
    readyForSearch(many);
    vi.runAllTimers();
    expect(readyOnes()).toBe(1_000);
  });
});

it('offers what there is, without those that cannot be read', () => {
  expect(choicesOf(ROWS)).toEqual({
    statuses: ['draft', 'published'],
    tags: ['churn'],
    notebooks: ['slow.ipynb', 'train.ipynb'],
    owners: ['Ana', 'Bo'],
    metrics: ['auc', 'loss']
  });
});

it('shows the metric that is sorted by', () => {
  expect(shownMetric(FOREST, 'auc')?.name).toBe('auc');
  expect(shownMetric(FOREST, '')?.name).toBe('loss');
  expect(shownMetric(BROKEN, '')).toBeNull();
});
