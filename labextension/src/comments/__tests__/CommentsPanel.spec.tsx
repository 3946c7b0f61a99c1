import React from 'react';
import { describe, expect, it } from 'vitest';
import type { IOutboxEntry } from '../../core/tokens';
import { CommentsPanel } from '../CommentsPanel';
import type { IPlacedThread } from '../tokens';
import { after, button, draw, press, type } from './drawn';
import { fakeServices, fakeThreads, type IFakeServices } from './fakes';
import { comment, look, lookAnswer, placed, thread } from './samples';

const several = [
  placed(thread('first', { comments: [comment('leaks the target?')] })),
  placed(thread('second', { comments: [comment('which seed?')], mine: true })),
  placed(thread('done', { status: 'resolved' })),
  placed(thread('lost', { comments: [comment('gone')] }), 'orphaned')
];

function panel(services: IFakeServices): React.JSX.Element {
  return <CommentsPanel {...services} />;
}

async function drawn(
  threads: readonly IPlacedThread[] = several,
  given: Parameters<typeof fakeThreads>[1] = {}
) {
  const model = fakeThreads(threads, given);
  const services = fakeServices(model);
  const node = await draw(panel(services));
  const rows = (): string[] =>
    [...node.querySelectorAll<HTMLElement>('[data-mlc-row]')].map(row => row.dataset.mlcRow ?? '');
  const focused = (): string | undefined =>
    (document.activeElement as HTMLElement | null)?.dataset.mlcRow;
  return { node, model, services, rows, focused };
}

function searchOf(node: HTMLElement): HTMLInputElement {
  const search = node.querySelector<HTMLInputElement>('input[type=search]');
  if (!search) {
    throw new Error('There is no search');
  }
  return search;
}

describe('the list', () => {
  it('shows open threads by place, those without a place last', async () => {
    const { node, rows } = await drawn();
    expect(rows()).toEqual(['first', 'second', 'lost']);
    expect(node.textContent).toContain('Place lost (1)');
    expect(node.querySelector('[data-mlc-row=first]')?.textContent).toContain(
      'Train › Split, cell 4'
    );
  });

  it('changes shelves and counts them', async () => {
    const { node, rows } = await drawn();
    expect(button(node, 'Open').textContent).toBe('Open3');
    await after(() => button(node, 'Resolved').click());
    expect(rows()).toEqual(['done']);
    await after(() => button(node, 'Mine').click());
    expect(rows()).toEqual(['second']);
  });

  it('searches as one types and gives up with Escape', async () => {
    const { node, rows } = await drawn();
    const search = searchOf(node);
    await type(search, 'seed');
    expect(rows()).toEqual(['second']);
    await press('Escape');
    expect(rows()).toHaveLength(3);
  });

  it('draws again when the threads change', async () => {
    const { model, rows } = await drawn();
    await after(() => model.set({ threads: several.slice(0, 1) }));
    expect(rows()).toEqual(['first']);
  });

  it('opens a thread by click', async () => {
    const { node, model } = await drawn();
    await after(() => node.querySelector<HTMLElement>('[data-mlc-row=second]')?.click());
    expect(model.open).toHaveBeenCalledWith('second');
  });
});

describe('the keyboard', () => {
  it('has one stop in the list, and goes there from the search', async () => {
    const { node, focused } = await drawn();
    expect(node.querySelectorAll('[data-mlc-row][tabindex="0"]')).toHaveLength(1);
    await after(() => searchOf(node).focus());
    await press('ArrowDown');
    expect(focused()).toBe('first');
  });

  it.each([
    ['arrows', 'ArrowDown', 'ArrowUp'],
    ['letters', 'j', 'k']
  ])('walks with %s and stays inside', async (_, down, up) => {
    const { node, focused } = await drawn();
    await after(() => node.querySelector<HTMLElement>('[data-mlc-row=first]')?.focus());
    await press(down);
    expect(focused()).toBe('second');
    await press(down);
    await press(down);
    expect(focused()).toBe('lost');
    await press(up);
    await press(up);
    await press(up);
    expect(focused()).toBe('first');
    expect(node.querySelector('[data-mlc-row=first]')?.getAttribute('tabindex')).toBe('0');
  });

  it('jumps to either end', async () => {
    const { node, focused } = await drawn();
    await after(() => node.querySelector<HTMLElement>('[data-mlc-row=second]')?.focus());
    await press('End');
    expect(focused()).toBe('lost');
    await press('Home');
    expect(focused()).toBe('first');
  });

  it('leaves keys with modifiers, and letters typed in the search, alone', async () => {
    const { node, focused } = await drawn();
    await after(() => node.querySelector<HTMLElement>('[data-mlc-row=first]')?.focus());
    expect(await press('k', { ctrlKey: true })).toBe(true);
    expect(focused()).toBe('first');
    await after(() => searchOf(node).focus());
    expect(await press('j')).toBe(true);
  });
});

describe('a thread whose place is lost', () => {
  it('shows on demand what it was about, and can be placed or detached', async () => {
    const { node, model, services } = await drawn();
    expect(node.querySelector('pre')).toBeNull();
    await after(() => button(node, 'Show text').click());
    expect(node.querySelector('pre')?.textContent).toBe('x = 1');
    await after(() => button(node, 'Pick a cell').click());
    expect(services.pick).toHaveBeenCalledWith(model, several[3]);
    await after(() => button(node, 'Detach').click());
    expect(model.place).toHaveBeenCalledWith(several[3]?.thread, null);
  });

  it('says why it could not be detached', async () => {
    const refuse = (): Promise<void> => Promise.reject(new Error('Somebody was quicker.'));
    const { node } = await drawn(several, { place: refuse });
    await after(() => button(node, 'Detach').click());
    expect(node.querySelector('[role=alert]')?.textContent).toBe('Somebody was quicker.');
  });

  it('offers nothing to who may not place it', async () => {
    const { node } = await drawn([placed(thread('lost', { canPlace: false }), 'orphaned')]);
    expect(() => button(node, 'Pick a cell')).toThrow();
  });
});

describe('what is not sent', () => {
  const entry: IOutboxEntry = {
    id: 'entry',
    project: 'project',
    operation: 'start-thread',
    subject: 'train.ipynb',
    parameters: {},
    body: { body: 'Is **this** right?' },
    path: 'train.ipynb',
    createdAt: 0,
    state: 'refused',
    problem: 'The comment is too long.'
  };

  it('stands first, with its reason, and can be sent again or given up', async () => {
    const { node, services } = await drawn(several, { unsent: [{ entry, cellIndex: 0 }] });
    expect(node.textContent).toContain('Not sent yet (1)');
    expect(node.textContent).toContain('Is this right?');
    expect(node.textContent).toContain('The comment is too long.');
    await after(() => button(node, 'Retry').click());
    expect(services.outbox.retry).toHaveBeenCalledWith('entry');
    await after(() => button(node, 'Discard').click());
    expect(services.outbox.discard).toHaveBeenCalledWith('entry');
  });
});

describe('the panel says', () => {
  it('what to do when nothing is there', async () => {
    const { node } = await drawn([]);
    expect(node.textContent).toContain('No comments yet. Hover a cell and press +.');
  });

  it('why loading failed, and tries again', async () => {
    const { node, model } = await drawn([], { status: 'failed', problem: 'The disk is full.' });
    expect(node.textContent).toContain('The disk is full.');
    await after(() => button(node, 'Retry').click());
    expect(model.reload).toHaveBeenCalledOnce();
  });

  it('that a role does not allow comments', async () => {
    const { node, model } = await drawn();
    expect(button(node, 'Comment on the notebook').disabled).toBe(false);
    await after(() => model.set({ mayComment: false }));
    expect(button(node, 'Comment on the notebook').disabled).toBe(true);
    expect(button(node, 'Ask for a look').disabled).toBe(true);
    expect(button(node, 'Ask for a look').title).toBe('Your role here does not allow comments');
  });

  it('that what is listed may be out of date, and why, and tries again', async () => {
    const failed = { status: 'failed', problem: 'The disk is full.' } as const;
    const { node, model, services, rows } = await drawn(several, failed);
    expect(rows()).toHaveLength(3);
    expect(node.textContent).toContain('This list may be out of date. The disk is full.');
    await after(() => button(node, 'Retry').click());
    expect(model.reload).toHaveBeenCalledOnce();
    await after(() => services.setConnection('away'));
    expect(node.textContent).not.toContain('out of date');
  });

  it('that comments could not be placed, and tries again', async () => {
    const { node, model } = await drawn(several, { placesProblem: 'The notebook is too large.' });
    expect(node.textContent).toContain('The comments could not be placed. The notebook is too');
    await after(() => button(node, 'Retry').click());
    expect(model.placeAgain).toHaveBeenCalledOnce();
  });

  it('that the server is away, and where things are kept', async () => {
    const { node, services } = await drawn();
    expect(node.textContent).toContain('Kept on this computer');
    expect(node.textContent).not.toContain('does not answer');
    await after(() => services.setConnection('away'));
    expect(node.textContent).toContain('The server does not answer.');
  });

  it('who has looked', async () => {
    const asked = look('look', {
      mine: true,
      answers: [lookAnswer('Bo', { how: 'fine', at: new Date().toISOString() }), lookAnswer('Cy')]
    });
    const { node } = await drawn(several, { looks: [asked] });
    expect(node.textContent).toContain('Bo looked, fine');
    expect(node.textContent).toContain('Cy: waiting');
  });
});

describe('all notebooks', () => {
  it('say why a thread could not be opened', async () => {
    const services = fakeServices(null, {
      search: () =>
        Promise.resolve({ documents: [], head: 9, more: false, threads: [thread('a')] }),
      openThread: () => Promise.reject(new Error('This notebook lies outside.'))
    });
    const node = await draw(panel(services));
    await after(() => button(node, 'Whole project').click());
    await after(() => node.querySelector<HTMLElement>('[data-mlc-row=a]')?.click());
    expect(node.querySelector('[role=alert]')?.textContent).toContain('lies outside');
  });

  it('are searched on the server and grouped', async () => {
    const services = fakeServices(fakeThreads(several), {
      search: () =>
        Promise.resolve({
          documents: [],
          head: 9,
          more: true,
          threads: [thread('a', { path: 'deep/a.ipynb' }), thread('b', { path: 'b.ipynb' })]
        }),
      notebooks: () => Promise.resolve([{ path: 'deep/a.ipynb', open: 3, resolved: 1, unread: 2 }])
    });
    const node = await draw(panel(services));
    await after(() => button(node, 'Whole project').click());
    const headings = [...node.querySelectorAll('h3')].map(({ textContent }) => textContent);
    expect(headings).toEqual(['a.ipynb3 open 2 unread', 'b.ipynb']);
    expect(node.textContent).toContain('Only the first 2 are shown.');
    await after(() => node.querySelector<HTMLElement>('[data-mlc-row=b]')?.click());
    expect(services.comments.openThread).toHaveBeenCalledWith(
      services.projects.current,
      'b.ipynb',
      'b'
    );
  });
});
