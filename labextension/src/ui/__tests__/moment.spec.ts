import { nullTranslator } from '@jupyterlab/translation';
import { afterEach, describe, expect, it } from 'vitest';
import { exactly, timeAgo } from '../moment';

const trans = nullTranslator.load('jupyter_mlcollab');
const now = new Date(2026, 10, 25, 12, 0).getTime();
const HOUR = 3_600_000;

afterEach(() => {
  document.documentElement.lang = '';
});

describe('a time', () => {
  it('is said by how long ago it was, for a week', () => {
    expect(timeAgo(now - 1_000, now, trans)).toBe('just now');
    expect(timeAgo(now - HOUR / 2, now, trans)).toBe('30 min ago');
    expect(timeAgo(now - 5 * HOUR, now, trans)).toBe('5 h ago');
    expect(timeAgo(now - 48 * HOUR, now, trans)).toBe('2 days ago');
  });

  it('is a date after that, with the year when it is another', () => {
    document.documentElement.lang = 'en-GB';
    expect(timeAgo(new Date(2026, 9, 3).getTime(), now, trans)).toBe('3 Oct');
    expect(timeAgo(new Date(2025, 9, 3).getTime(), now, trans)).toBe('3 Oct 2025');
  });

  it('follows the language of the page', () => {
    document.documentElement.lang = 'en-GB';
    expect(exactly(now)).toContain('Wednesday');
    document.documentElement.lang = 'de';
    expect(exactly(now)).toContain('Mittwoch');
  });
});
