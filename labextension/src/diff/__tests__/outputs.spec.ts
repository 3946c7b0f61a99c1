import { describe, expect, it } from 'vitest';
import { formsOf, mediaForms } from '../outputs';
import type { Media, OutputPair } from '../tokens';

function media(mime: string, text: string | null, bytes = 12): Media {
  return { mime, text, bytes, sha256: '0'.repeat(64) };
}

function pair(
  old: Media[] | null,
  now: Media[] | null,
  more: Partial<OutputPair> = {},
  kind = 'display_data'
): OutputPair {
  const side = (forms: Media[] | null): OutputPair['old'] =>
    forms && {
      index: 0,
      kind,
      stream: null,
      errorName: kind === 'error' ? 'ValueError' : null,
      errorValue: kind === 'error' ? 'no' : null,
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

function kinds(forms: ReturnType<typeof formsOf>): string[] {
  return forms.map(({ kind, mime }) => `${kind} ${mime}`);
}

const FRAME = '<div><style>td {}</style><table><tr><td>1</td></tr></table></div>';

describe('the forms of an output', () => {
  it('are an image first, of the four kinds a browser draws', () => {
    const plot = [media('text/plain', '<Figure>'), media('image/png', null)];
    expect(kinds(formsOf(pair(plot, plot, { mimes: ['image/png'] })))).toEqual(['image image/png']);
    expect(formsOf(pair(null, plot))[0]?.kind).toBe('image');
  });

  it('are a table where HTML holds one on every side', () => {
    const frame = [media('text/html', FRAME), media('text/plain', '   a\n0  1')];
    expect(kinds(formsOf(pair(frame, frame)))).toEqual([
      'table text/html',
      'text text/plain',
      'text text/html',
      'sandbox text/html'
    ]);
    const drawn = [media('text/html', '<p>no'), media('text/plain', 'no')];
    expect(formsOf(pair(frame, drawn))[0]).toMatchObject({ kind: 'text', mime: 'text/plain' });
  });

  it('are the source where a picture could hold a script, and the sandbox only when chosen', () => {
    const drawing = [media('image/svg+xml', '<svg onload="x"/>')];
    expect(kinds(formsOf(pair(null, drawing)))).toEqual([
      'text image/svg+xml',
      'sandbox image/svg+xml'
    ]);
  });

  it('are values where there is data, and words before data that needs a program', () => {
    const metrics = [media('application/json', '{"auc": 1}'), media('text/plain', '<JSON>')];
    expect(formsOf(pair(metrics, metrics))[0]?.kind).toBe('values');
    const widget = [
      media('application/vnd.jupyter.widget-view+json', '{}'),
      media('text/plain', 'HBox()')
    ];
    expect(kinds(formsOf(pair(widget, widget)))).toEqual([
      'text text/plain',
      'values application/vnd.jupyter.widget-view+json',
      'sandbox application/vnd.jupyter.widget-view+json'
    ]);
  });

  it('are values where Python printed a collection on both sides', () => {
    const [old, now] = ["{'auc': 0.8}", "{'auc': 0.9}"].map(text => [media('text/plain', text)]);
    expect(kinds(formsOf(pair(old ?? [], now ?? [], { textMime: 'text/plain' })))).toEqual([
      'values text/plain',
      'text text/plain'
    ]);
    expect(formsOf(pair(null, now ?? []))[0]?.kind).toBe('text');
  });

  it('are Markdown as it reads', () => {
    const note = [media('text/markdown', '**1**'), media('text/plain', '<Markdown>')];
    expect(kinds(formsOf(pair(note, note)))).toEqual([
      'rendered text/markdown',
      'text text/plain',
      'text text/markdown'
    ]);
  });

  it('are a type and a size where there is no text to show', () => {
    const large = [media('application/x-parquet', null, 12_345)];
    expect(kinds(formsOf(pair(large, large)))).toEqual(['other application/x-parquet']);
  });

  it('are the text of a log, also when it has to be loaded', () => {
    const log = [media('text/plain', null, 5_000_000)];
    const lines: OutputPair['lines'] = [[7, 8, 7, 8]];
    expect(formsOf(pair(log, log, { textMime: 'text/plain', lines }, 'stream'))).toMatchObject([
      { kind: 'text', mime: 'text/plain', compared: { lines } }
    ]);
  });

  it('are the error first where there is one, also without a traceback', () => {
    const trace = [media('text/plain', 'Traceback')];
    expect(kinds(formsOf(pair(trace, trace, {}, 'error')))).toEqual([
      'error text/plain',
      'text text/plain'
    ]);
    expect(formsOf(pair([], [], {}, 'error'))).toMatchObject([
      { kind: 'error', errors: { old: { name: 'ValueError', value: 'no' } } }
    ]);
  });
});

it('An attachment is shown like an output', () => {
  expect(kinds(mediaForms([media('image/png', null)], []))).toEqual(['image image/png']);
});
