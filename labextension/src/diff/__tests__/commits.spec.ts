import { describe, expect, it, vi } from 'vitest';
import { Refused } from '../../core/errors';
import { Commits, isCompared, withNow, withParent, type Commit } from '../commits';
import type { Requests } from '../requests';

function commit(number: number): Commit {
  const hash = String(number).padStart(40, '0');
  return {
    hash,
    shortHash: hash.slice(0, 7),
    author: 'Bo',
    at: '2026-01-01T00:00:00Z',
    subject: `Commit ${number}`,
    path: 'a.ipynb',
    earlierPath: number === 1 ? 'before.ipynb' : 'a.ipynb'
  };
}

/** A server in the place of which the test answers. */
class Server {
  readonly history = vi.fn((_: string, before: string | null) =>
    Promise.resolve({
      commits: [commit(before === null ? 3 : Number(before))],
      next: { 2: '1', 1: null }[before ?? ''] === undefined ? '2' : before === '2' ? '1' : null
    })
  );
  readonly answers: (() => void)[] = [];
  readonly counts = vi.fn(
    (hash: string) =>
      new Promise(resolve => {
        this.answers.push(() =>
          resolve({ commit: hash, parent: null, counts: null, problem: hash })
        );
      })
  );
}

function begin(): { commits: Commits; server: Server } {
  const server = new Server();
  return { commits: new Commits(server as unknown as Requests, () => 'a.ipynb', true), server };
}

describe('the commits of a notebook', () => {
  it('come page by page, to the end', async () => {
    const { commits } = begin();
    await commits.start();
    await commits.more();
    await commits.more();
    await commits.more();
    expect(commits.commits.map(({ subject }) => subject)).toEqual([
      'Commit 3',
      'Commit 2',
      'Commit 1'
    ]);
    expect(commits.hasMore).toBe(false);
  });

  it('stay when a later page fails, which can be tried again', async () => {
    const { commits, server } = begin();
    await commits.start();
    server.history.mockRejectedValueOnce(new Refused('unavailable', 'Git is slow.', 503));
    await commits.more();
    expect([commits.problem, commits.commits.length]).toEqual(['Git is slow.', 1]);
    await commits.more();
    expect([commits.problem, commits.commits.length]).toEqual([null, 2]);
  });

  it('are counted two at once, each once, those seen last first', async () => {
    const { commits, server } = begin();
    [1, 2, 3, 4, 4].forEach(number => commits.count(commit(number)));
    expect(server.counts.mock.calls.map(([hash]) => Number(hash))).toEqual([1, 2]);
    server.answers[0]?.();
    await vi.waitFor(() => expect(server.counts).toHaveBeenCalledTimes(3));
    expect(Number(server.counts.mock.calls[2]?.[0])).toBe(4);
    expect(commits.countsOf(commit(1))?.problem).toBe(commit(1).hash);
    expect(commits.countsOf(commit(3))).toBeNull();
  });
});

describe('a commit', () => {
  it('is compared with the one before it under the name it had there', () => {
    const [old, now] = withParent(commit(1));
    expect(old).toMatchObject({ revision: `${commit(1).hash}^`, path: 'before.ipynb' });
    expect(isCompared(commit(1), [old, now])).toBe(true);
    expect(isCompared(commit(2), [old, now])).toBe(false);
  });

  it('is compared with the notebook as it is now', () => {
    expect(isCompared(commit(2), withNow(commit(2)))).toBe(true);
  });
});
