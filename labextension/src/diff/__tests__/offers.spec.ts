import { nullTranslator } from '@jupyterlab/translation';
import { describe, expect, it } from 'vitest';
import { sectionsOf, type IKnown } from '../offers';

const trans = nullTranslator.load('jupyter_mlcollab');
const AT = '2026-01-01T00:00:00Z';
const KNOWN: IKnown = {
  isOpen: true,
  gitProblem: null,
  versions: {
    branch: 'main',
    head: 'a'.repeat(40),
    stages: [0],
    refs: [
      { kind: 'branch', name: 'main', shortHash: 'aaaaaaa', at: AT, subject: 'Second' },
      ...Array.from({ length: 40 }, (_, index) => ({
        kind: 'branch' as const,
        name: `try/${index}`,
        shortHash: 'bbbbbbb',
        at: AT,
        subject: 'Try'
      })),
      { kind: 'tag', name: 'v1', shortHash: 'ccccccc', at: AT, subject: 'First' }
    ]
  },
  commits: [
    {
      hash: 'a'.repeat(40),
      shortHash: 'aaaaaaa',
      author: 'Bo',
      at: AT,
      subject: 'Fix the split',
      path: 'old.ipynb',
      earlierPath: 'old.ipynb'
    }
  ],
  notebooks: ['models/other.ipynb']
};

function shown(known: IKnown, typed: string): Record<string, string[]> {
  return Object.fromEntries(
    sectionsOf(known, typed, trans).map(({ title, offers }) => [
      title,
      offers.map(({ label }) => label)
    ])
  );
}

describe('what a side can be', () => {
  it('is listed by kind, a few of each', () => {
    const found = shown(KNOWN, '');
    expect(found['This notebook']).toEqual(['Unsaved', 'Saved', 'Checkpoint', 'HEAD', 'Staged']);
    expect(found['Commits of this notebook']).toEqual(['Fix the split']);
    expect(found.Branches).toHaveLength(6);
    expect(found.Tags).toEqual(['v1']);
    expect(found['Other notebooks']).toEqual(['other.ipynb']);
    expect(sectionsOf(KNOWN, '', trans).find(({ title }) => title === 'Branches')?.more).toBe(35);
  });

  it('is found by every word of name, author and path', () => {
    expect(shown(KNOWN, 'split BO')['Commits of this notebook']).toEqual(['Fix the split']);
    expect(shown(KNOWN, 'models')['Other notebooks']).toEqual(['other.ipynb']);
    expect(shown(KNOWN, 'try/39').Branches).toEqual(['try/39']);
    expect(shown(KNOWN, 'try/39')['Where a branch began']).toEqual(['Common to HEAD and try/39']);
  });

  it('is what was typed, last', () => {
    const sections = sectionsOf(KNOWN, ' HEAD~2 ', trans);
    expect(sections.map(({ title }) => title)).toEqual(['As typed']);
    expect(sections[0]?.offers[0]?.choice).toEqual({ kind: 'revision', revision: 'HEAD~2' });
    expect(sectionsOf(KNOWN, 'x.ipynb', trans).at(-1)?.offers[0]?.choice).toBeNull();
  });

  it('is less without git, and for a notebook that is not open', () => {
    const known = { ...KNOWN, isOpen: false, versions: null, commits: [], notebooks: [] };
    expect(shown(known, '')).toEqual({ 'This notebook': ['Saved', 'Checkpoint'] });
  });

  it('is a commit by the name the notebook has in it', () => {
    const offer = sectionsOf(KNOWN, 'split', trans)[0]?.offers[0];
    expect(offer?.choice).toMatchObject({ kind: 'revision', path: 'old.ipynb' });
  });
});
