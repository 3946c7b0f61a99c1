import { describe, expect, it, vi } from 'vitest';
import type { IApi, IProjects } from '../../core/tokens';
import { contentOf, FileAt, newsOf } from '../fileat';
import type { FileAtCommit } from '../tokens';

type Side = FileAtCommit['then'];

const nothing: Side = { text: null, picture: null, problem: null };
const text = (said: string): Side => ({ ...nothing, text: said });
const picture = (address: string): Side => ({ ...nothing, picture: address });
const problem: Side = { ...nothing, problem: 'It is too large.' };

function isChange(old: string | null, now: string | null | undefined): boolean {
  return old !== null && typeof now === 'string' && old !== now;
}

function found(then: Side, now: Side | null, others: Partial<FileAtCommit> = {}): FileAtCommit {
  return {
    path: 'a.csv',
    commit: 'a'.repeat(40),
    author: 'Ana',
    at: '2026-11-26T12:00:00Z',
    subject: 'Begin',
    then,
    now,
    nowPath: 'a.csv',
    same: false,
    change: isChange(then.text, now?.text) ? { lines: [[0, 1, 0, 1]], ranges: [] } : null,
    ...others
  };
}

describe('a file as a commit has it', () => {
  it.each([
    ['changed text', found(text('1\n'), text('2\n')), ['1\n', '2\n'], []],
    ['the same', found(text('1'), null, { same: true }), ['1', null], ['same']],
    ['gone', found(text('1'), null, { nowPath: null }), ['1', null], ['gone']],
    ['moved', found(text('1'), text('2'), { nowPath: 'b.csv' }), ['1', '2'], ['moved']],
    [
      'moved as it is',
      found(text('1'), null, { nowPath: 'b.csv', same: true }),
      ['1', null],
      ['moved', 'same']
    ],
    ['other ends of lines', found(text('1'), text('1')), ['1', null], ['unseen']],
    ['too large today', found(text('1'), problem), ['1', null], ['now-problem']],
    ['a picture today', found(text('1'), picture('data:')), ['1', null], ['kind']],
    ['a text today', found(picture('data:'), text('1')), ['data:', null], ['kind']],
    ['written anew', found(text('1'), text('2'), { change: null }), ['1', null], ['much']],
    ['pictures', found(picture('data:1'), picture('data:2')), ['data:1', 'data:2'], []]
  ] as const)('%s', (_, file, [then, now], news) => {
    expect(contentOf(file)).toMatchObject({ then, now });
    expect(newsOf(file)).toEqual(news);
  });

  it('says why it cannot be shown, and whether it is the same', () => {
    expect(contentOf(found(problem, null, { same: true }))).toBeNull();
    expect(newsOf(found(problem, null, { same: true }))).toEqual(['same', 'then-problem']);
    expect(newsOf(found(problem, text('1')))).toEqual(['then-problem']);
    expect(newsOf(found(problem, null, { nowPath: null }))).toEqual(['gone', 'then-problem']);
  });
});

describe('asking for it', () => {
  function asked(answer: () => Promise<FileAtCommit>, isThere = true) {
    const GET = vi.fn();
    const file = new FileAt({
      api: { client: { GET }, got: answer } as unknown as IApi,
      projects: {
        at: () => Promise.resolve({ id: 'p' }),
        pathIn: (_: unknown, path: string) => path.replace('churn/', ''),
        serverPath: (_: unknown, path: string) => (path === 'out.csv' ? null : `churn/${path}`)
      } as unknown as IProjects,
      path: 'churn/a.csv',
      commit: 'v1',
      isThere: () => Promise.resolve(isThere)
    });
    return { file, GET };
  }

  it('names the file as the project does, and where it is today as JupyterLab does', async () => {
    const { file, GET } = asked(() => Promise.resolve(found(text('1'), text('2'))));
    await file.load();
    expect(GET.mock.calls[0]?.[1]).toMatchObject({
      params: { query: { path: 'a.csv', at: 'v1' } }
    });
    expect(file.nowPath).toBe('churn/a.csv');
    expect(file.problem).toBeNull();
  });

  it('opens nothing that the server does not show', async () => {
    const { file } = asked(() => Promise.resolve(found(text('1'), null, { nowPath: 'out.csv' })));
    await file.load();
    expect(file.nowPath).toBeNull();
  });

  it.each([true, false])(
    'says why there is nothing, where the file is there: %s',
    async isThere => {
      const { file } = asked(() => Promise.reject(new Error('Git knows no commit.')), isThere);
      await file.load();
      expect(file.problem).toBe('Git knows no commit.');
      expect(file.nowPath).toBe(isThere ? 'churn/a.csv' : null);
    }
  );
});
