import { describe, expect, it } from 'vitest';
import { beginningOf, deleterOf, resultOf, sourceWith, versionOf } from '../results';
import type { Take } from '../tokens';
import { BOTH_EDITED, cell, conflict, DELETED, EDITED_DELETED, OPEN_LINES, row } from './merge';

describe('a version of a cell', () => {
  it('is the same as the result where it was not sent', () => {
    expect(versionOf(BOTH_EDITED, 'ours')?.source).toBe('a\nB\nc\nD');
    expect(versionOf(BOTH_EDITED, 'theirs')?.source).toBe('a\nβ\nc\nd\nd');
  });

  it('is nothing where the version has no such cell', () => {
    expect(versionOf(DELETED, 'theirs')).toBeNull();
  });
});

describe('a source with open lines', () => {
  it.each<[Take, string]>([
    ['ours', 'a\nB\nc\nD'],
    ['theirs', 'a\nβ\nc\nd\nd'],
    ['base', 'a\nb\nc\nd'],
    ['both', 'a\nB\nβ\nc\nD\nd\nd']
  ])('takes %s for each of them', (take, source) => {
    expect(sourceWith(BOTH_EDITED, OPEN_LINES, take)).toBe(source);
  });

  it('keeps what settled itself around them', () => {
    const settled = row({
      oursCell: cell('x\nmine'),
      theirsCell: cell('y\nfirst\nyours'),
      resultCell: cell('settled\nfirst\nmine')
    });
    const open = conflict({
      hunks: [{ base: [1, 1], ours: [1, 2], theirs: [2, 3], result: [2, 3] }]
    });
    expect(sourceWith(settled, open, 'both')).toBe('settled\nfirst\nmine\nyours');
  });

  it('leaves form feeds within their line', () => {
    const form = row({ theirsCell: cell('a\fb\u2028c\nd'), resultCell: cell('ours') });
    const whole = conflict({
      hunks: [{ base: [0, 0], ours: [0, 1], theirs: [0, 2], result: [0, 1] }]
    });
    expect(sourceWith(form, whole, 'theirs')).toBe('a\fb\u2028c\nd');
  });
});

describe('an edit against a deletion', () => {
  it('knows who deleted', () => {
    expect(deleterOf(EDITED_DELETED)).toBe('theirs');
    expect(deleterOf({ ...EDITED_DELETED, oursState: 'missing', theirsState: 'there' })).toBe(
      'ours'
    );
  });

  it('has no source when the deletion is taken', () => {
    expect(resultOf(DELETED, EDITED_DELETED, 'theirs')).toBeNull();
    expect(resultOf(DELETED, EDITED_DELETED, 'ours')).toBe('edited');
    expect(resultOf(DELETED, EDITED_DELETED, 'base')).toBe('before');
  });
});

describe('what stands in the editor first', () => {
  it('is what was taken', () => {
    expect(beginningOf(BOTH_EDITED, OPEN_LINES, 'base')).toBe('a\nb\nc\nd');
  });

  it('is both while nothing was, so that no line has to be typed again', () => {
    expect(beginningOf(BOTH_EDITED, OPEN_LINES, null)).toBe('a\nB\nβ\nc\nD\nd\nd');
  });

  it('is the edited cell where that was to be deleted', () => {
    expect(beginningOf(DELETED, EDITED_DELETED, 'theirs')).toBe('edited');
  });
});
