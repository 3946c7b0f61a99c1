import { MergeView, unifiedMergeView } from '@codemirror/merge';
import { EditorView } from '@codemirror/view';
import { afterEach, describe, expect, it } from 'vitest';
import { drawnLines, partOfLine, partOfLines, sourceLine, type ISources } from '../sourcelines';

const SOURCES: ISources = { old: 'a = 1\r\n  b = 2\r\nc = 3', new: 'a = 1\n  b = 20\n\nc = 3' };
let host = document.createElement('div');
let destroy = (): void => undefined;

afterEach(() => {
  destroy();
  host.remove();
});

function split({ old, new: now }: ISources): HTMLElement {
  host = document.body.appendChild(document.createElement('div'));
  const view = new MergeView({ a: { doc: old ?? '' }, b: { doc: now ?? '' }, parent: host });
  destroy = () => view.destroy();
  return host;
}

function unified({ old, new: now }: ISources): HTMLElement {
  host = document.body.appendChild(document.createElement('div'));
  const merge = unifiedMergeView({ original: old ?? '', mergeControls: false });
  const view = new EditorView({ doc: now ?? '', extensions: merge, parent: host });
  destroy = () => view.destroy();
  return host;
}

function textOf(element: HTMLElement, sources: ISources): string | null {
  const line = sourceLine(element, sources);
  if (line === null) {
    return null;
  }
  const { side, start, end } = partOfLine(line, sources);
  return `${side}: ${sources[side]?.slice(start, end) ?? ''}`;
}

describe('the lines of two sources', () => {
  it('are told apart beside each other', () => {
    const lines = drawnLines(split(SOURCES));
    expect(lines.map(line => textOf(line, SOURCES))).toEqual([
      'old: a = 1',
      'old: b = 2',
      'old: c = 3',
      'new: a = 1',
      'new: b = 20',
      'new: ',
      'new: c = 3'
    ]);
  });

  it('are told apart below each other, removed ones among them', () => {
    const lines = drawnLines(unified(SOURCES));
    expect(lines.map(line => textOf(line, SOURCES))).toEqual([
      'new: a = 1',
      'old: b = 2',
      'new: b = 20',
      'new: ',
      'new: c = 3'
    ]);
  });

  it('are numbered on their own side when several were removed', () => {
    const sources = { old: 'a\nb\nc\nd\ne', new: 'a\ne' };
    const lines = drawnLines(unified(sources));
    expect(lines.map(line => sourceLine(line, sources))).toEqual([
      { side: 'new', line: 0 },
      { side: 'old', line: 1 },
      { side: 'old', line: 2 },
      { side: 'old', line: 3 },
      { side: 'new', line: 1 }
    ]);
  });

  it('are of the old side where the cell was removed', () => {
    const sources = { old: 'gone', new: null };
    host = document.body.appendChild(document.createElement('div'));
    const view = new EditorView({ doc: 'gone', parent: host });
    destroy = () => view.destroy();
    expect(drawnLines(host).map(line => textOf(line, sources))).toEqual(['old: gone']);
  });

  it('are none of an element that is in no editor', () => {
    expect(sourceLine(document.createElement('div'), SOURCES)).toBeNull();
  });
});

describe('a part of a source', () => {
  it('reaches from line to line, whatever ends them', () => {
    const { start, end } = partOfLines('old', 0, 1, SOURCES);
    expect(SOURCES.old?.slice(start, end)).toBe('a = 1\r\n  b = 2');
  });

  it('is empty on a blank line', () => {
    const { start, end } = partOfLines('new', 2, 2, SOURCES);
    expect(end).toBe(start);
  });
});
