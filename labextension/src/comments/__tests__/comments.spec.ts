import { Signal } from '@lumino/signaling';
import { afterEach, beforeEach, describe, expect, it, vi, type Mock } from 'vitest';
import { Refused } from '../../core/errors';
import { Comments } from '../comments';
import type { Inbox } from '../tokens';
import { thread } from './samples';
import { FakeNotebook, project, world } from './world';

const after = (milliseconds = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds);

let it_: ReturnType<typeof world>;
let comments: Comments;
let inboxAsked: Mock<() => Promise<Inbox>>;

beforeEach(() => {
  vi.useFakeTimers();
  it_ = world(new FakeNotebook('load alpha'));
  inboxAsked = vi.fn(() => Promise.resolve({ items: [], looks: [], unread: 0 }));
  const { api } = it_.services;
  const get = api.client.GET as unknown as (route: string, request: unknown) => unknown;
  const client = {
    ...api.client,
    GET: (route: string, request: unknown) =>
      route === '/projects/{project}/inbox' ? inboxAsked() : get(route, request)
  };
  const tracker = { currentWidget: null, currentChanged: new Signal<object, null>({}) };
  const inView = { file: null, changed: new Signal<object, void>({}) };
  const projects = {
    ...it_.services.projects,
    current: project,
    currentChanged: new Signal<object, object>({}),
    serverPath: () => null
  };
  const services = { ...it_.services, api: { ...api, client }, projects };
  comments = new Comments(tracker as never, inView as never, {} as never, services as never);
});

afterEach(() => vi.useRealTimers());

describe('the inbox', () => {
  it('is fetched anew when a thread was read in its notebook', async () => {
    it_.server.threads.set('alpha', thread('alpha'));
    const threads = comments.of(it_.panel);
    await after(300);
    expect(inboxAsked).toHaveBeenCalledTimes(1);
    await threads.markRead(thread('alpha'));
    await after(300);
    expect(inboxAsked).toHaveBeenCalledTimes(2);
  });

  it('says why it could not be fetched, until it can be', async () => {
    inboxAsked.mockRejectedValueOnce(new Refused('unavailable', 'The disk is full.', 503));
    await after(300);
    expect([comments.inbox, comments.inboxProblem]).toEqual([null, 'The disk is full.']);
    await comments.refreshInbox();
    expect([comments.inbox?.unread, comments.inboxProblem]).toEqual([0, null]);
  });
});

it('says so when a thread stands in a notebook that JupyterLab does not show', async () => {
  await expect(comments.openThread(project, 'elsewhere.ipynb', 'alpha')).rejects.toThrow(
    'This file lies outside the folder that JupyterLab shows.'
  );
});
