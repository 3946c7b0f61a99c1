import { describe, expect, it } from 'vitest';
import { byNotebook, counted, holds, isOn, shown } from '../filter';
import { comment, person, placed, thread } from './samples';

const ids = (list: readonly { thread: { id: string } }[]): string[] =>
  list.map(entry => entry.thread.id);

describe('shelves', () => {
  const open = thread('open');
  const resolved = thread('resolved', { status: 'resolved', mine: true });
  const mention = thread('mention', { mentionsMe: true });

  it('keep mine and mentions whether resolved or not', () => {
    expect(isOn('mine', resolved)).toBe(true);
    expect(isOn('open', resolved)).toBe(false);
    expect(isOn('mentions', open)).toBe(false);
  });

  it('are counted each on its own', () => {
    expect(counted([open, resolved, mention])).toEqual({
      open: 2,
      resolved: 1,
      mine: 1,
      mentions: 1
    });
  });
});

describe('search', () => {
  const found = thread('found', {
    comments: [
      comment('Leaks the **Target**?'),
      comment('No.', { author: person('Zoë') }),
      comment('', { body: null, deleted: true })
    ]
  });

  it('wants every word, anywhere in the thread, in any case', () => {
    expect(holds(found, 'TARGET zoë')).toBe(true);
    expect(holds(found, 'target missing')).toBe(false);
  });

  it('takes everything when nothing is asked', () => {
    expect(holds(found, '   ')).toBe(true);
  });
});

describe('the list', () => {
  const first = placed(thread('first', { updatedAt: '2026-01-01T00:00:00Z' }));
  const lost = placed(thread('lost', { updatedAt: '2026-03-01T00:00:00Z' }), 'orphaned');
  const second = placed(thread('second', { updatedAt: '2026-02-01T00:00:00Z' }));
  const threads = [first, second, lost];

  it('keeps the notebook order by place', () => {
    const { placed: here, lost: gone } = shown(threads, 'open', '', 'place');
    expect(ids(here)).toEqual(['first', 'second']);
    expect(ids(gone)).toEqual(['lost']);
  });

  it('shows the newest change first by time, lost ones still apart', () => {
    const { placed: here, lost: gone } = shown(threads, 'open', '', 'time');
    expect(ids(here)).toEqual(['second', 'first']);
    expect(ids(gone)).toEqual(['lost']);
  });

  it('does not reorder what it was given', () => {
    shown(threads, 'open', '', 'time');
    expect(ids(threads)).toEqual(['first', 'second', 'lost']);
  });
});

describe('byNotebook', () => {
  it('groups by path in the order of first appearance', () => {
    const groups = byNotebook([
      thread('1', { path: 'b.ipynb' }),
      thread('2', { path: 'a.ipynb' }),
      thread('3', { path: 'b.ipynb' })
    ]);
    expect([...groups].map(([path, group]) => [path, group.map(({ id }) => id)])).toEqual([
      ['b.ipynb', ['1', '3']],
      ['a.ipynb', ['2']]
    ]);
  });
});
