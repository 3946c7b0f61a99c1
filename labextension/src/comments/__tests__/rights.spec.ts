import { Signal } from '@lumino/signaling';
import { expect, it, vi } from 'vitest';
import { NotebookThreads } from '../model';
import { onRights } from '../rights';
import type { IComments } from '../tokens';
import { fakeThreads } from './fakes';
import { FakeNotebook, world } from './world';

it('tells when another notebook comes into view, and when it is known that one may not comment', () => {
  const currentChanged = new Signal<object, unknown>({});
  const comments = { current: fakeThreads([]), currentChanged };
  const tell = vi.fn();
  onRights(comments as unknown as IComments, tell);
  expect(tell).toHaveBeenCalledTimes(1);
  const [first, second] = [comments.current, fakeThreads([])];
  first.set({ openThread: 'any' });
  expect(tell).toHaveBeenCalledTimes(1);
  first.set({ mayComment: false });
  expect(tell).toHaveBeenCalledTimes(2);
  comments.current = second;
  currentChanged.emit(second);
  expect(tell).toHaveBeenCalledTimes(3);
  first.set({ mayComment: true });
  expect(tell).toHaveBeenCalledTimes(3);
});

it('a notebook may be commented until the server says that it may not', async () => {
  const it_ = world(new FakeNotebook('load alpha'));
  it_.me.mockRejectedValueOnce(new Error('No answer.'));
  it_.me.mockResolvedValue({ can: ['read'] });
  const threads = new NotebookThreads(it_.panel, it_.services);
  expect(threads.mayComment).toBe(true);
  await vi.waitFor(() => expect(threads.mayComment).toBe(false));
  threads.dispose();
});
