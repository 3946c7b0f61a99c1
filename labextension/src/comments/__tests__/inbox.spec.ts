import { describe, expect, it, vi } from 'vitest';
import type { IApi } from '../../core/tokens';
import { canBeMarked, InboxActions, itemsBelow } from '../inbox';
import type { IComments } from '../tokens';
import { project } from './fakes';
import { inboxItem, look } from './samples';

function actions(failing = false) {
  const steps: string[] = [];
  const call =
    (verb: string) =>
    (route: string, { params }: { params: { path: Record<string, string> } }) => {
      steps.push(
        `${verb} ${route.replace(/\{(\w+)\}/g, (_, name: string) => params.path[name] ?? '')}`
      );
      return Promise.resolve();
    };
  const api = {
    client: { PUT: call('PUT'), POST: call('POST') },
    got: (answer: Promise<unknown>) => (failing ? Promise.reject(new Error('away')) : answer)
  } as unknown as IApi;
  const comments = {
    refreshInbox: vi.fn(() => Promise.resolve()),
    openThread: (_: unknown, path: string, id: string) => {
      steps.push(`open ${path} ${id}`);
      return Promise.resolve();
    }
  } as unknown as IComments;
  const open = (_: unknown, path: string): void => void steps.push(`open ${path}`);
  return { steps, comments, inbox: new InboxActions(api, comments, open) };
}

describe('opening an item', () => {
  it('marks it as read before it opens the thread', async () => {
    const { steps, inbox } = actions();
    await inbox.open(project, inboxItem('t', 4));
    expect(steps).toEqual(['PUT /projects/project/threads/t/read', 'open train.ipynb t']);
  });

  it('opens it although it could not be marked', async () => {
    const { steps, inbox } = actions(true);
    await inbox.open(project, inboxItem('t', 4));
    expect(steps.at(-1)).toBe('open train.ipynb t');
  });

  it('does not mark what is read', async () => {
    const { steps, inbox } = actions();
    await inbox.open(project, inboxItem('t', 4, { unread: false }));
    expect(steps).toEqual(['open train.ipynb t']);
  });

  it('opens the notebook of an answer', async () => {
    const { steps, inbox } = actions();
    await inbox.open(project, inboxItem('l', 4, { kind: 'look', reason: 'answer' }));
    expect(steps).toEqual(['open train.ipynb', 'PUT /projects/project/looks/l/read']);
  });
});

describe('marking all as read', () => {
  const waiting = inboxItem('l', 3, { kind: 'look', reason: 'look' });

  it('leaves looks waiting, and asks for the inbox again even when it fails', async () => {
    const items = [inboxItem('t', 4), waiting, inboxItem('old', 1, { unread: false })];
    const fine = actions();
    await fine.inbox.markAllRead(project, { items, looks: [], unread: 2 });
    expect(fine.steps).toEqual(['PUT /projects/project/threads/t/read']);
    const failing = actions(true);
    const inbox = { items, looks: [], unread: 2 };
    await expect(failing.inbox.markAllRead(project, inbox)).rejects.toThrow('away');
    expect(failing.comments.refreshInbox).toHaveBeenCalledOnce();
  });

  it('is not offered for what only waits', () => {
    expect(canBeMarked(waiting)).toBe(false);
    expect(canBeMarked(inboxItem('t', 4))).toBe(true);
  });
});

it('lists a waiting look once', () => {
  const items = [
    inboxItem('l', 3, { kind: 'look', reason: 'look' }),
    inboxItem('answered', 2, { kind: 'look', reason: 'look', unread: false })
  ];
  expect(itemsBelow({ items, looks: [look('l')], unread: 1 }).map(({ id }) => id)).toEqual([
    'answered'
  ]);
});
