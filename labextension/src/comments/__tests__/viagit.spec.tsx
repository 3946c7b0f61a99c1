import React from 'react';
import { describe, expect, it } from 'vitest';
import { Marks } from '../CommentView';
import { draw } from './drawn';
import { trans } from './fakes';
import { comment } from './samples';

describe('a comment that came through git', () => {
  const shown = async (signedBy: string | null): Promise<string> => {
    const given = comment('Leaks?', { imported: true, viaGit: true, signedBy });
    return (await draw(<Marks comment={given} trans={trans} />)).textContent;
  };

  it('says so', async () => {
    expect(await shown(null)).toBe('via git');
  });

  it('says whose signature stands for it, characters that turn text around made visible', async () => {
    expect(await shown('Ana <ana@example.org>')).toBe('via git, signed by Ana <ana@example.org>');
    expect(await shown('Ana\u202egro')).not.toContain('\u202e');
  });
});
