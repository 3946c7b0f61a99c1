import React from 'react';
import { describe, expect, it, vi } from 'vitest';
import type { KnownPerson } from '../../core/tokens';
import { AskForLook } from '../AskForLook';
import { InboxSection } from '../InboxSection';
import { LookBanner } from '../LookBanner';
import type { IComments, Inbox } from '../tokens';
import { after, button, draw, press, type } from './drawn';
import { fakeServices, fakeThreads, trans } from './fakes';
import { inboxItem, look, person } from './samples';

const known = (name: string): KnownPerson => ({
  person: person(name),
  handle: name.toLowerCase(),
  role: null,
  source: 'signed_in'
});

describe('asking for a look', () => {
  async function asking(send: (people: string[], line: string) => Promise<void>) {
    const onClose = vi.fn();
    const onSend = vi.fn(send);
    const node = await draw(
      <AskForLook
        people={['Ana', 'Bo', 'Cy'].map(known)}
        me="ana"
        notebook="train.ipynb"
        trans={trans}
        onSend={onSend}
        onClose={onClose}
      />
    );
    const names = node.querySelector<HTMLInputElement>('[role=combobox]');
    if (!names) {
      throw new Error('There is no field for names');
    }
    const chips = (): string[] =>
      [...node.querySelectorAll('.mlc-PeopleField-chip')].map(chip =>
        chip.textContent.replace('×', '')
      );
    return { node, names, chips, onSend, onClose };
  }
  const fine = (): Promise<void> => Promise.resolve();

  it('chooses names by keyboard and gives them back by keyboard', async () => {
    const { node, names, chips } = await asking(fine);
    await type(names, 'c');
    await press('Enter');
    expect(chips()).toEqual(['Cy']);
    expect(names.value).toBe('');
    await press('ArrowDown');
    await press('Enter');
    expect(chips()).toEqual(['Cy', 'Bo']);
    await press('Backspace');
    expect(chips()).toEqual(['Cy']);
    await after(() => button(node, 'Remove Cy').click());
    expect(chips()).toEqual([]);
  });

  it('leaves Enter to the form when nothing is typed', async () => {
    const { names, chips } = await asking(fine);
    await after(() => names.focus());
    expect(await press('Enter')).toBe(true);
    expect(chips()).toEqual([]);
  });

  it('never offers oneself', async () => {
    const { node, names } = await asking(fine);
    await type(names, 'a');
    expect(node.querySelectorAll('[role=option]')).toHaveLength(0);
    expect(node.textContent).toContain('Nobody by that name');
  });

  it('lets Escape close the names first, and only then the question', async () => {
    const { names } = await asking(fine);
    await type(names, 'b');
    expect(await press('Escape')).toBe(false);
    expect(await press('Escape')).toBe(true);
  });

  it('asks nobody while nobody is chosen', async () => {
    const { node, onSend } = await asking(fine);
    expect(button(node, 'Ask').disabled).toBe(true);
    await after(() => node.querySelector('form')?.requestSubmit());
    expect(onSend).not.toHaveBeenCalled();
  });

  it('sends user names and the line, and closes', async () => {
    const { node, names, onSend, onClose } = await asking(fine);
    await type(names, 'bo');
    await press('Enter');
    const [, line] = node.querySelectorAll<HTMLInputElement>('input');
    await type(line ?? names, '  Is the split right? ');
    await after(() => node.querySelector('form')?.requestSubmit());
    expect(onSend).toHaveBeenCalledWith(['bo'], 'Is the split right?');
    expect(onClose).toHaveBeenCalledOnce();
  });

  it('keeps everything when it fails, and says why', async () => {
    const fail = (): Promise<void> => Promise.reject(new Error('The outbox is full.'));
    const { node, names, chips, onClose } = await asking(fail);
    await type(names, 'bo');
    await press('Enter');
    await after(() => node.querySelector('form')?.requestSubmit());
    expect(node.querySelector('[role=alert]')?.textContent).toBe('The outbox is full.');
    expect(chips()).toEqual(['Bo']);
    expect(onClose).not.toHaveBeenCalled();
  });
});

describe('the banner', () => {
  it('shows the newest look that waits, and answers it', async () => {
    const waiting = look('1', { line: 'Is it fair?' });
    const threads = fakeThreads([], { looks: [waiting, look('2')] });
    const onComment = vi.fn();
    const node = await draw(<LookBanner threads={threads} trans={trans} onComment={onComment} />);
    expect(node.textContent).toContain('Ana asks you to look: Is it fair?1 more');
    await after(() => button(node, 'Comment').click());
    expect(onComment).toHaveBeenCalledOnce();
    await after(() => button(node, 'Looked, fine').click());
    expect(threads.answerLook).toHaveBeenCalledWith(waiting);
  });

  it('goes when the look is answered', async () => {
    const threads = fakeThreads([], { looks: [look('1')] });
    const node = await draw(<LookBanner threads={threads} trans={trans} onComment={vi.fn()} />);
    await after(() => threads.set({ looks: [look('1', { waitingForMe: false })] }));
    expect(node.textContent).toBe('');
  });

  it('says why the answer failed, and can be answered again', async () => {
    const answerLook = (): Promise<void> => Promise.reject(new Error('No server answered.'));
    const threads = fakeThreads([], { looks: [look('1')], answerLook });
    const node = await draw(<LookBanner threads={threads} trans={trans} onComment={vi.fn()} />);
    await after(() => button(node, 'Looked, fine').click());
    expect(node.querySelector('[role=alert]')?.textContent).toBe('No server answered.');
    expect(button(node, 'Looked, fine').disabled).toBe(false);
  });
});

describe('the inbox', () => {
  async function inboxOf(inbox: Inbox | null, inboxProblem: string | null = null) {
    const services = fakeServices(null);
    const comments = {
      ...services.comments,
      inbox,
      inboxProblem,
      refreshInbox: vi.fn(() => Promise.reject(new Error('Still full.'))),
      inboxChanged: services.comments.currentChanged
    } as unknown as IComments;
    const actions = {
      open: vi.fn(() => Promise.resolve()),
      openLook: vi.fn(),
      answer: vi.fn(() => Promise.reject(new Error('You were not asked.'))),
      markAllRead: vi.fn(() => Promise.resolve())
    };
    const node = await draw(
      <InboxSection
        comments={comments}
        projects={services.projects}
        actions={actions}
        trans={trans}
      />
    );
    return { node, actions, comments, project: services.projects.current };
  }

  it('says when nothing waits', async () => {
    const { node } = await inboxOf({ items: [], looks: [], unread: 0 });
    expect(node.textContent).toBe('Nothing waits for you.');
  });

  it('says why it could not be loaded, and tries again', async () => {
    const { node, comments } = await inboxOf(null, 'The disk is full.');
    expect(node.textContent).toContain('Could not load the inbox. The disk is full.');
    await after(() => button(node, 'Retry').click());
    expect(comments.refreshInbox).toHaveBeenCalledOnce();
  });

  it('opens an item, and marks all as read', async () => {
    const item = inboxItem('1', 1, { excerpt: 'Yes, **it** does.', path: 'deep/train.ipynb' });
    const inbox = { items: [item], looks: [], unread: 1 };
    const { node, actions, project } = await inboxOf(inbox);
    const row = button(node, 'Bo replied');
    expect(row.textContent).toContain('Yes, it does.train.ipynb');
    await after(() => row.click());
    expect(actions.open).toHaveBeenCalledWith(project, item);
    await after(() => button(node, 'Mark all as read').click());
    expect(actions.markAllRead).toHaveBeenCalledWith(project, inbox);
  });

  it('lets one answer a look in its place, and says why that failed', async () => {
    const waiting = look('1', { viaGit: true, signedBy: 'Ana' });
    const { node, actions, project } = await inboxOf({ items: [], looks: [waiting], unread: 1 });
    expect(node.textContent).toContain('via git, signed by Ana');
    await after(() => button(node, 'Open').click());
    expect(actions.openLook).toHaveBeenCalledWith(project, waiting);
    await after(() => button(node, 'Looked, fine').click());
    expect(node.querySelector('[role=alert]')?.textContent).toBe('You were not asked.');
  });
});
