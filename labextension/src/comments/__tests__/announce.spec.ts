import { Notification } from '@jupyterlab/apputils';
import { Signal } from '@lumino/signaling';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { IProjects } from '../../core/tokens';
import { Announcer } from '../announce';
import type { IComments, InboxItem } from '../tokens';
import { project, trans } from './fakes';
import { inboxItem, person } from './samples';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  Notification.dismiss();
});

function announcing(isOn = true) {
  const owner = {};
  const inboxChanged = new Signal(owner);
  const comments = { inView: null, inbox: { items: [], looks: [], unread: 0 }, inboxChanged };
  const open = vi.fn();
  const openInbox = vi.fn();
  const announcer = new Announcer({
    comments: comments as unknown as IComments,
    projects: { current: project } as unknown as IProjects,
    trans,
    isOn: () => isOn,
    open,
    openInbox
  });
  const arrive = (...items: InboxItem[]): void => {
    Object.assign(comments, { inbox: { items, looks: [], unread: items.length } });
    inboxChanged.emit(undefined);
  };
  return { announcer, arrive, open, openInbox };
}

const messages = (): string[] =>
  Notification.manager.notifications.map(({ message }) => message).reverse();
const press = (): void =>
  Notification.manager.notifications[0]?.options.actions?.[0]?.callback(new MouseEvent('click'));

describe('toasts', () => {
  it('tell one thing and open it', () => {
    const { arrive, open } = announcing();
    arrive(inboxItem('1', 1));
    vi.advanceTimersByTime(1_000);
    expect(messages()).toEqual(['Bo replied\nYes, it does.']);
    press();
    expect(open).toHaveBeenCalledWith(expect.objectContaining({ id: '1' }));
  });

  it('merge a burst and open the inbox', () => {
    const { arrive, openInbox } = announcing();
    arrive(inboxItem('1', 1));
    arrive(inboxItem('2', 2, { actor: person('Cy') }), inboxItem('1', 1));
    vi.advanceTimersByTime(1_000);
    expect(messages()).toEqual(['2 new in your inbox, from Cy, Bo']);
    press();
    expect(openInbox).toHaveBeenCalledOnce();
  });

  it('come at most every ten seconds, and then with all that came', () => {
    const { arrive } = announcing();
    arrive(inboxItem('1', 1));
    vi.advanceTimersByTime(1_000);
    arrive(inboxItem('2', 2));
    vi.advanceTimersByTime(5_000);
    arrive(inboxItem('3', 3), inboxItem('2', 2));
    expect(messages()).toHaveLength(1);
    vi.advanceTimersByTime(5_000);
    expect(messages()[1]).toBe('2 new in your inbox, from Bo');
  });

  it('count a thread once however often it was answered meanwhile', () => {
    const { arrive } = announcing();
    arrive(inboxItem('1', 1));
    arrive(inboxItem('1', 2, { excerpt: 'Again.' }));
    vi.advanceTimersByTime(1_000);
    expect(messages()).toEqual(['Bo replied\nAgain.']);
  });

  it('are none when switched off, nor after the end', () => {
    announcing(false).arrive(inboxItem('1', 1));
    const { announcer, arrive } = announcing();
    arrive(inboxItem('1', 1));
    announcer.dispose();
    vi.advanceTimersByTime(20_000);
    expect(messages()).toEqual([]);
  });
});
