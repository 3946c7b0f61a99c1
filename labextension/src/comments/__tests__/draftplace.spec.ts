import { describe, expect, it } from 'vitest';
import type { Surroundings, Target } from '../../anchors/tokens';
import { draftPlaceOf } from '../draftplace';

function around(given: Partial<Surroundings> = {}): Surroundings {
  return {
    cellId: 'abc',
    cellType: 'code',
    index: 3,
    cellCount: 9,
    idsTrusted: true,
    source: 'x = 1',
    previousSource: null,
    nextSource: null,
    headings: [],
    madeOn: null,
    ...given
  };
}

const onCell = (given: Partial<Surroundings> = {}): Target => ({
  kind: 'cell',
  surroundings: around(given)
});
const onText = (start: number, end: number): Target => ({
  kind: 'source',
  surroundings: around(),
  start,
  end
});
const keyOf = (target: Target): string => draftPlaceOf('n.ipynb', target).draftKey;

describe('where a draft is kept', () => {
  it('follows the cell by its id, and is also found by place and text where the id is another', () => {
    const here = draftPlaceOf('n.ipynb', onCell());
    expect(draftPlaceOf('n.ipynb', onCell({ index: 5 })).draftKey).toBe(here.draftKey);
    const repaired = draftPlaceOf('n.ipynb', onCell({ cellId: 'new' }));
    expect(repaired.draftKey).not.toBe(here.draftKey);
    expect(repaired.draftAlias).toBe(here.draftAlias);
    const other = draftPlaceOf('n.ipynb', onCell({ source: 'x = 2' }));
    expect(other.draftAlias).not.toBe(here.draftAlias);
  });

  it('needs no id', () => {
    const without = onCell({ cellId: null, idsTrusted: false });
    expect(draftPlaceOf('n.ipynb', without)).toEqual({
      draftKey: draftPlaceOf('n.ipynb', onCell()).draftAlias
    });
  });

  it('is another for each part of a cell, and for each notebook', () => {
    const output = {
      kind: 'output',
      surroundings: around(),
      ordinal: 0,
      mime: 'text/plain',
      outputKind: 'text',
      payloadSha256: ''
    } as const;
    const targets: Target[] = [{ kind: 'notebook' }, onCell(), onText(0, 1), onText(2, 5), output];
    const keys = [...targets.map(keyOf), draftPlaceOf('m.ipynb', onCell()).draftKey];
    expect(new Set(keys).size).toBe(keys.length);
  });
});
