import { nullTranslator } from '@jupyterlab/translation';
import { describe, expect, it } from 'vitest';
import { formsOf } from '../outputs';
import { Payloads } from '../payloads';
import { Shown } from '../shown';
import { countLines, changesOf, padded } from '../wordmarks';
import { rowWords } from '../words';
import type { Media, OutputPair, Row } from '../tokens';

// Each of these is shown wrongly, or not at all, by nbdime's view in JupyterLab.

const trans = nullTranslator.load('jupyter_mlcollab');

function row(kinds: Row['kinds'], more: Partial<Row> = {}): Row {
  return {
    old: 0,
    new: 0,
    status: 'changed',
    kinds,
    moved: false,
    cellType: 'code',
    oldCellType: 'code',
    heading: '',
    addedLines: 0,
    removedLines: 0,
    outputsChanged: 0,
    ...more
  };
}

describe('texts', () => {
  it('are marked in UTF-16 units after an emoji', () => {
    const [old, now] = ['# Training 🚀 report', '# Training 🚀 report v2'];
    const end = old.length;
    const marks = changesOf({
      old,
      new: now,
      lines: [[0, 1, 0, 1]],
      ranges: [[end, end, end, end + 3]]
    });
    const marked = marks.map(({ fromB, toB }) => padded(now).sliceString(fromB, toB));
    expect(marked).toEqual([' v2']);
  });

  it.each(Array.from('\v\f\u001c\u001d\u001e\u0085\u2028\u2029'))(
    'have no new line after %j',
    separator => {
      const text = `one${separator}two\nthree`;
      expect(countLines(text)).toBe(2);
      expect(padded(text).line(2).text).toBe('three');
    }
  );
});

describe('a cell with a change that stands outside its source', () => {
  it('is a change when its type is another', () => {
    const changed = row(['cell_type', 'outputs'], { oldCellType: 'markdown' });
    expect(new Shown(null).shows(changed)).toBe(true);
    expect(rowWords(changed, true, trans)).toEqual(['type: markdown → code', 'outputs']);
  });

  it('is a change when an attachment is another', () => {
    const changed = row(['attachments'], { cellType: 'markdown', oldCellType: 'markdown' });
    expect(new Shown(null).shows(changed)).toBe(true);
    expect(rowWords(changed, true, trans)).toEqual(['attachments']);
  });

  it('is none when only its id is another', () => {
    expect(new Shown(null).options.ignoreIds).toBe(true);
  });
});

describe('an image of eight megabytes', () => {
  const media: Media = { mime: 'image/png', sha256: 'a', bytes: 8_000_000, text: null };

  it('is an image like any other', () => {
    const side = {
      index: 0,
      kind: 'display_data',
      stream: null,
      errorName: null,
      errorValue: null,
      executionCount: null,
      media: [media]
    };
    const pair = { old: side, new: side, status: 'changed', mimes: ['image/png'], lines: [] };
    const forms = formsOf({ ...pair, ranges: [], textMime: null } as unknown as OutputPair);
    expect(forms.map(({ kind }) => kind)).toEqual(['image']);
  });

  it('comes whole', async () => {
    const data = 'A'.repeat(8_000_000);
    const payloads = new Payloads(sha256 =>
      Promise.resolve({ sha256, mime: 'image/png', encoding: 'base64', data })
    );
    expect((await payloads.of('a')).data).toHaveLength(8_000_000);
  });
});
