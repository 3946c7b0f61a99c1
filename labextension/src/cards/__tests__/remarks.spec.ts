import { nullTranslator } from '@jupyterlab/translation';
import { describe, expect, it } from 'vitest';
import type { Schemas } from '../../core/tokens';
import { remarksOf } from '../words';

const trans = nullTranslator.load('jupyter_mlcollab');

function verdict(given: Partial<Schemas['Verdict']>): Schemas['Verdict'] {
  const person = {
    username: '~bo',
    displayName: 'Bo',
    initials: 'B',
    avatarUrl: null,
    color: null,
    verified: false
  };
  const at = '2026-01-02T03:04:05Z';
  return {
    person,
    approved: true,
    stale: false,
    signedBy: null,
    counts: true,
    note: '',
    at,
    ...given
  };
}

describe('what people said of a card', () => {
  it('tells which approvals do not count', () => {
    const standing = {
      approvals: 1,
      can: [],
      needed: 2,
      status: 'in review' as const,
      steps: [],
      supersededBy: null,
      verification: null,
      verdicts: [verdict({}), verdict({ counts: false }), verdict({ counts: false, stale: true })]
    };
    expect(remarksOf(standing, trans)).toEqual([
      '1 of 2 approvals',
      '1 approval does not count, since no sign-in or signature stands for the name',
      'Not reproduced yet'
    ]);
  });
});
