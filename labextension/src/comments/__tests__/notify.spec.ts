import { nullTranslator } from '@jupyterlab/translation';
import { describe, expect, it } from 'vitest';
import { newsOf, NewsWatch } from '../notify';
import type { Inbox, InboxItem } from '../tokens';
import { inboxItem, person } from './samples';

const trans = nullTranslator.load('jupyter_mlcollab');
const inbox = (...items: InboxItem[]): Inbox => ({
  items,
  looks: [],
  unread: items.filter(({ unread }) => unread).length
});
const ids = (items: readonly InboxItem[]): string[] => items.map(({ id }) => id);

describe('what is news', () => {
  it('is nothing at first, then what came since, once', () => {
    const watch = new NewsWatch();
    expect(watch.take('p', inbox(inboxItem('old', 4)), null)).toEqual([]);
    const later = inbox(inboxItem('new', 7), inboxItem('old', 4));
    expect(ids(watch.take('p', later, null))).toEqual(['new']);
    expect(watch.take('p', later, null)).toEqual([]);
  });

  it('counts from an empty inbox too', () => {
    const watch = new NewsWatch();
    watch.take('p', inbox(), null);
    expect(ids(watch.take('p', inbox(inboxItem('first', 1)), null))).toEqual(['first']);
  });

  it('tells a thread again when somebody replies again', () => {
    const watch = new NewsWatch();
    watch.take('p', inbox(inboxItem('same', 4)), null);
    expect(ids(watch.take('p', inbox(inboxItem('same', 9)), null))).toEqual(['same']);
  });

  it('leaves out what is read, in view, or only an answer', () => {
    const watch = new NewsWatch();
    watch.take('p', inbox(), null);
    const items = inbox(
      inboxItem('read', 1, { unread: false }),
      inboxItem('in view', 2, { path: 'here.ipynb' }),
      inboxItem('answer', 3, { reason: 'answer' }),
      inboxItem('elsewhere', 4)
    );
    expect(ids(watch.take('p', items, 'here.ipynb'))).toEqual(['elsewhere']);
  });

  it('does not tell later what was in view when it came', () => {
    const watch = new NewsWatch();
    watch.take('p', inbox(), null);
    const items = inbox(inboxItem('in view', 2, { path: 'here.ipynb' }));
    watch.take('p', items, 'here.ipynb');
    expect(watch.take('p', items, null)).toEqual([]);
  });

  it('is kept apart by project', () => {
    const watch = new NewsWatch();
    watch.take('p', inbox(inboxItem('9', 9)), null);
    watch.take('q', inbox(), null);
    expect(ids(watch.take('q', inbox(inboxItem('1', 1)), null))).toEqual(['1']);
  });
});

describe('the toast', () => {
  it('is none without news', () => {
    expect(newsOf([], trans)).toBeNull();
  });

  it('says one thing in full and opens it', () => {
    const item = inboxItem('1', 1, { reason: 'mention' });
    expect(newsOf([item], trans)).toEqual({ message: 'Bo mentioned you\nYes, it does.', item });
  });

  it('merges several and names each person once', () => {
    const items = [
      inboxItem('1', 1),
      inboxItem('2', 2, { actor: person('Cy') }),
      inboxItem('3', 3)
    ];
    expect(newsOf(items, trans)).toEqual({
      message: '3 new in your inbox, from Bo, Cy',
      item: null
    });
  });

  it('says what came through git, and who signed it', () => {
    const came = inboxItem('1', 1, { viaGit: true });
    expect(newsOf([came], trans)?.message).toBe('Bo replied (via git)\nYes, it does.');
    const signed = { ...came, signedBy: 'Bo Lindqvist' };
    expect(newsOf([signed], trans)?.message).toContain('(via git, signed by Bo Lindqvist)');
    expect(newsOf([inboxItem('2', 2)], trans)?.message).toBe('Bo replied\nYes, it does.');
  });
});
