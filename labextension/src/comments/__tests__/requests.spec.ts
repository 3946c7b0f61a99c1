import { expect, it } from 'vitest';
import { Requests } from '../requests';
import { thread } from './samples';
import { project } from './world';

it('all threads of a notebook are asked for, page by page', async () => {
  const pages = [
    { document: 'd', head: 7, more: true, threads: [thread('a'), thread('b')] },
    { document: 'd', head: 8, more: true, threads: [thread('b', { seq: 8 }), thread('c')] },
    { document: 'd', head: 9, more: false, threads: [thread('d')] }
  ];
  const asked: unknown[] = [];
  const client = {
    GET: (_: string, { params }: { params: { query: unknown } }) => {
      asked.push(params.query);
      return Promise.resolve(pages.shift());
    }
  };
  const api = { client, got: (answer: Promise<unknown>) => answer };
  const list = await new Requests(api as never, {} as never, project).threads('train.ipynb');
  expect(asked).toEqual([
    { path: 'train.ipynb' },
    { path: 'train.ipynb', after: 'b' },
    { path: 'train.ipynb', after: 'c' }
  ]);
  expect(list.threads.map(({ id, seq }) => [id, seq])).toEqual([
    ['a', 1],
    ['b', 8],
    ['c', 1],
    ['d', 1]
  ]);
  // What changed while the pages were read is newer than the first of them, and not replaced by an older one.
  expect([list.head, list.more]).toEqual([7, false]);
});
