// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { choiceOf, isSame, textOf, type Choice } from '../choice';
import { argumentsOf, linkTo, openingOf, takeOpening, type IOpening } from '../link';

const CHOICES: Choice[] = [
  { kind: 'open' },
  { kind: 'file' },
  { kind: 'file', path: 'a & b/ü?.ipynb' },
  { kind: 'checkpoint', checkpoint: null },
  { kind: 'index', stage: 3 },
  { kind: 'revision', revision: 'HEAD@{2 days ago}:&x=1#' },
  { kind: 'merge_base', one: 'HEAD', other: 'feature/x' }
];

function visit(link: string): void {
  history.replaceState(null, '', link);
}

describe('a side as text', () => {
  it.each(CHOICES)('comes back: %j', choice => {
    expect(choiceOf(textOf(choice), choice.path)).toEqual(choice);
    expect(isSame(choice, choiceOf(textOf(choice), choice.path))).toBe(true);
  });

  it.each(['', 'live', 'snapshot', 'open:1', 'index:4', 'index:', 'merge_base:x', 'revision:'])(
    'is none when nobody wrote it: %j',
    text => expect(choiceOf(text)).toBeNull()
  );
});

describe('a link to a comparison', () => {
  const openings: IOpening[] = CHOICES.flatMap(old =>
    CHOICES.map(now => ({ path: 'churn/train 1.ipynb', old, new: now }))
  );

  it('leads back to it, once', () => {
    for (const opening of [...openings, { path: 'a.ipynb', old: null, new: null }]) {
      visit(linkTo(`${location.origin}/user/ana/`, opening));
      expect(location.pathname).toBe('/user/ana/lab');
      expect(takeOpening()).toEqual(opening);
      expect(location.search).toBe('');
      expect(takeOpening()).toBeNull();
    }
  });

  it('is read easily, and leaves other parameters alone', () => {
    const opening = openingOf({ path: 'a/b.ipynb', old: 'revision:HEAD', new: 'open' });
    const link = opening && linkTo(location.origin, opening);
    expect(link).toContain('/lab?mlcollab-compare=a/b.ipynb&old=revision:HEAD&new=open');
    visit(`${link}&reset`);
    takeOpening();
    expect(location.search).toBe('?reset=');
  });

  it('is remembered by the layout of tabs', () => {
    for (const opening of openings) {
      expect(openingOf(argumentsOf(opening))).toEqual(opening);
    }
    expect(openingOf({})).toBeNull();
  });
});
