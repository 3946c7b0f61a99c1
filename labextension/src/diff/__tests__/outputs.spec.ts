import { describe, expect, it } from 'vitest';
import { nearChanges, outputLines, outputParts } from '../outputs';
import type { Media, OutputPair } from '../tokens';

function media(mime: string, text: string | null, bytes = 12): Media {
  return { mime, text, bytes, sha256: '0'.repeat(64) };
}

function pair(
  old: Media[] | null,
  now: Media[] | null,
  more: Partial<OutputPair> = {}
): OutputPair {
  const side = (forms: Media[] | null): OutputPair['old'] =>
    forms && {
      index: 0,
      kind: 'display_data',
      stream: null,
      errorName: null,
      errorValue: null,
      executionCount: null,
      media: forms
    };
  const status = old === null ? 'added' : now === null ? 'removed' : 'changed';
  return {
    old: side(old),
    new: side(now),
    status,
    mimes: [],
    textMime: null,
    lines: [],
    ranges: [],
    ...more
  };
}

describe('the parts of outputs', () => {
  it('are images of the four kinds a browser draws', () => {
    const plot = [media('text/plain', '<Figure>'), media('image/png', null)];
    expect(outputParts([pair(plot, plot, { mimes: ['image/png'] })])).toMatchObject([
      { kind: 'image', mime: 'image/png' }
    ]);
  });

  it('are text where a picture could hold a script', () => {
    const drawing = [media('image/svg+xml', '<svg onload="x"/>')];
    expect(outputParts([pair(null, drawing)])).toMatchObject([
      { kind: 'text', mime: 'image/svg+xml', old: null, new: '<svg onload="x"/>' }
    ]);
  });

  it('are a type and a size where there is no text to show', () => {
    const large = [media('application/x-parquet', null, 12_345)];
    expect(outputParts([pair(large, large)])).toEqual([
      { kind: 'other', mime: 'application/x-parquet', bytes: 12_345 }
    ]);
  });

  it('leave out what is the same', () => {
    expect(outputParts([pair([], [], { status: 'same' })])).toEqual([]);
  });
});

describe('the lines of an output', () => {
  const part = (old: string | null, now: string | null, lines: OutputPair['lines']) =>
    outputLines({ kind: 'text', mime: 'text/plain', old, new: now, lines }).map(
      ({ status, text }) => `${{ same: ' ', added: '+', removed: '-' }[status]}${text}`
    );

  it('follow the hunks of the server', () => {
    expect(part('a\nb\nc\n', 'a\nB\nc\n', [[1, 2, 1, 2]])).toEqual([' a', '-b', '+B', ' c']);
  });

  it('are all new or all gone on one side', () => {
    expect(part(null, 'a\nb', [])).toEqual(['+a', '+b']);
    expect(part('a', null, [])).toEqual(['-a']);
  });

  it('end at line feeds and carriage returns only', () => {
    expect(part(null, 'a\fb\u2028c\r\nd', [])).toEqual(['+a\fb\u2028c', '+d']);
  });

  it('are folded far from changes', () => {
    const old = Array.from({ length: 20 }, (_, index) => `${index}`).join('\n');
    const lines = outputLines({
      kind: 'text',
      mime: 'text/plain',
      old,
      new: `${old}\nend`,
      lines: [[20, 20, 20, 21]]
    });
    const [first, second] = nearChanges(lines);
    expect(first).toBe(18);
    expect(second).toMatchObject([
      { text: '18' },
      { text: '19' },
      { text: 'end', status: 'added' }
    ]);
  });
});
