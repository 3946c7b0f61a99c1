import { expect, it } from 'vitest';
import { besides, carried, ofOutput, pathWithin } from '../figures';
import { readCard, readShown } from '../reading';
import { firstParagraph } from '../sentences';
import { card } from './samples';

it('fills what a file leaves out', () => {
  const made = card({ metrics: [{ name: 'auc', value: 0.9 }], code: { notebook: 'train.ipynb' } });
  expect(made.params).toEqual({});
  expect(made.metrics[0]).toMatchObject({ name: 'auc', value: 0.9, goal: null, n: null });
  expect(made.code).toMatchObject({ notebook: 'train.ipynb', untracked: [], dirty: null });
});

it('takes nothing that is not as the format says', () => {
  const made = card({
    created: 5,
    kind: 'surprise',
    outcome: 'won',
    metrics: 'none',
    figures: [null, 3],
    params: { __proto__: 'x', depth: { deep: 1 } },
    code: [],
    next: ['one', 2]
  });
  expect(made).toMatchObject({ created: '', kind: 'experiment', outcome: null, code: null });
  expect(made.metrics).toEqual([]);
  expect(made.figures.map(({ path }) => path)).toEqual(['', '']);
  expect(made.params.depth).toBeNull();
  expect(made.next).toEqual(['one', '']);
  expect([readCard(null), readCard([]), readCard({ title: '' }), readShown('card')]).toEqual([
    null,
    null,
    null,
    null
  ]);
});

const FIGURE = {
  alt: null,
  caption: null,
  cell: null,
  mediaType: 'image/png',
  path: 'figures/roc.png',
  sha256: 'f'.repeat(64)
};

it('shows a figure that an output carries, and images alone', () => {
  expect(carried({ files: { 'figures/roc.png': 'aGk=\n' } })(FIGURE)).toBe(
    'data:image/png;base64,aGk='
  );
  expect(carried({ files: { 'figures/roc.png': 'aGk="><script>' } })(FIGURE)).toBeNull();
  expect(carried({ files: {} })({ ...FIGURE, path: 'constructor' })).toBeNull();
  const page = { ...FIGURE, mediaType: 'text/html' };
  expect(carried({ files: { 'figures/roc.png': 'aGk=' } })(page)).toBeNull();
});

it('looks for a figure in the folder of its card and nowhere else', () => {
  const find = besides('churn/cards/trees', path => `/files/${path}`);
  expect(find(FIGURE)).toBe('/files/churn/cards/trees/figures/roc.png?v=ffffffffffff');
  for (const path of ['../../logout', '/etc/passwd', 'a//b', '.git/config', 'a\\b', '']) {
    expect(pathWithin('cards', path)).toBeNull();
  }
});

it('finds the figures of an output beside its file where it does not carry them', () => {
  const address = (path: string): string => `/files/${path}`;
  const files = { 'figures/roc.png': 'aGk=' };
  expect(ofOutput({ files, path: 'cards/trees/card.json' }, address)(FIGURE)).toMatch(/^data:/);
  const beside = ofOutput({ files: {}, path: 'cards/trees/card.json' }, address);
  expect(beside(FIGURE)).toBe('/files/cards/trees/figures/roc.png?v=ffffffffffff');
  expect(ofOutput({ files: {}, path: null }, address)(FIGURE)).toBeNull();
  expect(ofOutput({ files: {}, path: 'cards/trees/card.json' }, () => null)(FIGURE)).toBeNull();
});

it('takes the first paragraph as one plain line', () => {
  expect(firstParagraph('**Adopt**, see [this](https://x.org).\nSoon.')).toEqual({
    line: 'Adopt, see this. Soon.',
    isAll: true
  });
  expect(firstParagraph('Adopt.\n\nBut slowly.')).toEqual({ line: 'Adopt.', isAll: false });
  expect(firstParagraph('x'.repeat(300))).toMatchObject({ isAll: false });
  expect(firstParagraph('*'.repeat(60_000)).line.length).toBeLessThan(300);
});
