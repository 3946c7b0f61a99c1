import { expect, it } from 'vitest';
import { rowsOf } from '../rows';
import { row } from './samples';

const METRICS = [
  { name: 'loss', goal: 'min' as const },
  { name: 'auc', goal: 'max' as const }
];

it('gives each card its metrics in their order, and its thumbnail in the project', () => {
  const sent = { ...row('cards/trees/card.json'), metrics: [1, 0], values: [0.89, 'NaN' as const] };
  const none = { folder: 'cards', baseline: null, more: 0, version: '', same: false };
  const answer = { ...none, metrics: METRICS };
  const [plain, pictured] = rowsOf({
    ...answer,
    cards: [
      { ...sent, thumbnail: null },
      { ...sent, thumbnail: 'figures/roc.png' }
    ]
  });
  expect(plain?.thumbnail).toBeNull();
  expect(pictured?.thumbnail).toBe('cards/trees/figures/roc.png');
  expect(plain?.metrics).toEqual([
    { name: 'auc', goal: 'max', value: 0.89 },
    { name: 'loss', goal: 'min', value: 'NaN' }
  ]);
  expect(plain).not.toHaveProperty('values');
});
