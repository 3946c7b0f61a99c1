import { nullTranslator } from '@jupyterlab/translation';
import { describe, expect, it } from 'vitest';
import type { ComparedCard, ComparedFigure } from '../compared';
import { figurePairs, notebooksOf } from '../pairing';

const trans = nullTranslator.load('jupyter_mlcollab');

function card(title: string, changes: Partial<ComparedCard> = {}): ComparedCard {
  return {
    commit: 'a1b2c3d4',
    created: '2026-11-20T09:30:00Z',
    dirty: false,
    figures: [],
    id: title,
    notebook: 'train.ipynb',
    path: `cards/${title}/card.json`,
    published: null,
    title,
    ...changes
  };
}

function figure(path: string, caption: string | null = null): ComparedFigure {
  return { caption, mediaType: 'image/png', path, sha256: '' };
}

describe('figures', () => {
  it('are in pairs by path, else by caption, and those that both have come first', () => {
    const before = [
      figure('figures/only.png'),
      figure('figures/roc.png', 'ROC'),
      figure('a.png', 'Gain')
    ];
    const after = [
      figure('b.png', 'Gain'),
      figure('figures/roc.png', 'ROC, drawn anew'),
      figure('new.png')
    ];
    const pairs = figurePairs(before, after).map(({ name, before: one, after: other }) => [
      name,
      one?.path ?? null,
      other?.path ?? null
    ]);
    expect(pairs).toEqual([
      ['ROC', 'figures/roc.png', 'figures/roc.png'],
      ['Gain', 'a.png', 'b.png'],
      ['only.png', 'figures/only.png', null],
      ['new.png', null, 'new.png']
    ]);
  });

  it('without captions are no pair', () => {
    expect(figurePairs([figure('a.png')], [figure('b.png')])).toHaveLength(2);
  });
});

describe('notebooks', () => {
  const [one, other] = [card('A line'), card('Trees', { commit: 'b2c3d4e5' })];

  it('of two commits can be compared', () => {
    expect(notebooksOf(one, other, trans)).toEqual({
      sentence: 'train.ipynb, a1b2c3d → b2c3d4e.',
      areTwo: true
    });
  });

  it.each<[string, ComparedCard, ComparedCard, string]>([
    ['the same', one, one, 'Both ran train.ipynb at a1b2c3d.'],
    ['not named', one, card('Trees', { notebook: null }), 'No notebook is recorded for “Trees”.'],
    [
      'not committed',
      card('A line', { commit: null }),
      other,
      'No commit is recorded for “A line”.'
    ],
    ['at no commit', one, card('Trees', { commit: 'HEAD' }), 'No commit is recorded for “Trees”.']
  ])('that are %s cannot', (_, before, after, sentence) => {
    expect(notebooksOf(before, after, trans)).toEqual({ sentence, areTwo: false });
  });

  it('of two names, or not committed in full, are said to be so', () => {
    const copied = card('Trees', { notebook: 'trees.ipynb', dirty: true });
    expect(notebooksOf(one, copied, trans)).toEqual({
      sentence:
        'Two notebooks: train.ipynb at a1b2c3d, and trees.ipynb at a1b2c3d. Not committed in full when it ran: “Trees”.',
      areTwo: true
    });
  });
});
