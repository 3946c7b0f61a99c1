import React from 'react';
import { describe, expect, it, vi } from 'vitest';
import { Marks } from '../CommentView';
import { LookBanner } from '../LookBanner';
import { LookSummary } from '../LookSummary';
import { draw } from './drawn';
import { fakeServices, fakeThreads, trans } from './fakes';
import { comment, look, lookAnswer } from './samples';

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

describe('a look', () => {
  const banner = async (given: Parameters<typeof look>[1]): Promise<string> => {
    const threads = fakeThreads([], { looks: [look('1', given)] });
    const node = await draw(<LookBanner threads={threads} trans={trans} onComment={vi.fn()} />);
    return node.textContent;
  };

  it('says how it came, and who signed it', async () => {
    expect(await banner({})).not.toContain('git');
    expect(await banner({ viaGit: true })).toMatch(/via git(?!, signed)/);
    expect(await banner({ viaGit: true, signedBy: 'Ana' })).toContain('via git, signed by Ana');
    expect(await banner({ viaGit: true, signedBy: 'Ana\u202egro' })).not.toContain('\u202e');
  });

  it('says of each answer how it came, and who signed it', async () => {
    const at = new Date().toISOString();
    const answers = [
      lookAnswer('Bo', { how: 'fine', at, viaGit: true, signedBy: 'Bo Lindqvist' }),
      lookAnswer('Cy', { how: 'commented', at, viaGit: true }),
      lookAnswer('Di', { how: 'fine', at }),
      lookAnswer('Ed')
    ];
    const threads = fakeThreads([], { looks: [look('1', { mine: true, answers })] });
    const node = await draw(<LookSummary threads={threads} services={fakeServices(threads)} />);
    const [bo, cy, di, ed] = [...node.querySelectorAll('li li')].map(line => line.textContent);
    expect(bo).toMatch(/^Bo looked, fine · .* · via git, signed by Bo Lindqvist$/);
    expect(cy).toMatch(/^Cy commented · .* · via git$/);
    expect(di).not.toContain('git');
    expect(ed).toBe('Ed: waiting');
  });
});
