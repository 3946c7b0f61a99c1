import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../diff/tokens';
import { versionsOf } from '../versions';

type Info = Comparison['old'];

function side(kind: Info['kind'], title: string, given: Partial<Info> = {}): Info {
  return { kind, title, commit: null, path: 'a.ipynb', ...given } as Info;
}

const saved = side('file', 'Saved');
const unsaved = side('live', 'Unsaved');
const head = side('revision', 'HEAD', { commit: '0123456789abcdef' });

function versions(old: Info, now: Info) {
  const found = versionsOf({ old, new: now } as Comparison, 'a.ipynb');
  return [found.old?.name ?? null, found.new?.name ?? null];
}

describe('the versions of a comparison', () => {
  it('are the notebook as it stands, and a commit by its hash', () => {
    expect(versions(head, unsaved)).toEqual(['0123456', null]);
    expect(versions(head, saved)).toEqual(['0123456', null]);
  });

  it('are the same when the sides have changed places', () => {
    expect(versions(unsaved, head)).toEqual([null, '0123456']);
  });

  it('take the unsaved notebook for the one that stands, not the saved one', () => {
    expect(versions(saved, unsaved)).toEqual(['Saved', null]);
  });

  it('name another notebook by its path', () => {
    expect(versions(side('file', 'Saved', { path: 'b.ipynb' }), unsaved)).toEqual([
      'b.ipynb',
      null
    ]);
  });

  it('are both named where neither is the notebook as it stands', () => {
    expect(versions(head, side('checkpoint', 'Checkpoint'))).toEqual(['0123456', 'Checkpoint']);
  });
});
