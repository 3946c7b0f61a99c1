import { nullTranslator } from '@jupyterlab/translation';
import { describe, expect, it } from 'vitest';
import { markerLabel, markerOf } from '../markers';
import { placed, thread } from './samples';

const trans = nullTranslator.load('');
const resolved = placed(thread('done', { status: 'resolved' }));

describe('the marker of a cell', () => {
  it('is absent when nothing is open, unless resolved threads are to be shown', () => {
    expect(markerOf([], 0, true)).toBeNull();
    expect(markerOf([resolved], 0, false)).toBeNull();
    expect(markerOf([resolved], 0, true)).toMatchObject({ count: 1, isResolved: true });
  });

  it('counts open threads, what is unread in them, and what was not sent', () => {
    const threads = [
      placed(thread('a', { unread: 2, blocking: true })),
      placed(thread('b', { unread: 1 })),
      resolved
    ];
    expect(markerOf(threads, 1, false)).toEqual({
      count: 3,
      unread: 3,
      isBlocking: true,
      isResolved: false,
      isUnsent: true,
      state: 'anchored'
    });
  });

  it('is as sure of the place as the least sure of its threads', () => {
    const states = (...names: ('moved' | 'outdated' | 'needs_confirmation' | 'anchored')[]) =>
      markerOf(
        names.map((state, index) => placed(thread(String(index)), state)),
        0,
        false
      )?.state;
    expect(states('anchored', 'moved')).toBe('moved');
    expect(states('moved', 'outdated')).toBe('outdated');
    expect(states('outdated', 'needs_confirmation', 'anchored')).toBe('needs_confirmation');
  });

  it('says all of that in words', () => {
    const marker = markerOf(
      [placed(thread('a', { unread: 1, blocking: true }), 'moved')],
      0,
      false
    );
    expect(marker && markerLabel(marker, trans)).toBe(
      '1 comment, 1 unread, blocking, it has moved'
    );
  });
});
