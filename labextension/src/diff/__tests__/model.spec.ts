import { afterEach, describe, expect, it, vi } from 'vitest';
import { Refused } from '../../core/errors';
import { asHead, asSaved, type Choice } from '../choice';
import type { ICounted } from '../details';
import { Changes } from '../model';
import type { Requests } from '../requests';
import { Seen } from '../seen';
import { Shown } from '../shown';
import { sideOf } from '../sides';
import type { CellDetail, Comparison, Row } from '../tokens';

function row(index: number, status: Row['status'], kinds: Row['kinds'] = []): Row {
  return {
    old: index,
    new: index,
    status,
    kinds,
    moved: false,
    cellType: 'code',
    oldCellType: 'code',
    heading: '',
    addedLines: 0,
    removedLines: 0,
    outputsChanged: 0
  };
}

function comparison(id: string, rows: Row[], print = 'print'): Comparison {
  return {
    id,
    fingerprints: rows.map(({ status }, index) => (status === 'same' ? '' : `${print} ${index}`)),
    form: 'notebook',
    old: { kind: 'revision', title: 'HEAD', path: 'a.ipynb', commit: 'c0', missing: false },
    new: { kind: 'file', title: 'Saved', path: 'a.ipynb', commit: null, missing: false },
    rows,
    text: null,
    metadata: [],
    steps: []
  } as unknown as Comparison;
}

function detail(index: number, source: string): CellDetail {
  return { row: index, newSource: source } as unknown as CellDetail;
}

const FIRST = row(1, 'changed', ['source']);
const ROWS = [row(0, 'same'), FIRST, row(2, 'changed', ['outputs'])];

/** A server in the place of which the test answers. */
class Server {
  readonly compare = vi.fn<(...asked: unknown[]) => Promise<Comparison>>(() =>
    Promise.resolve(comparison('one', ROWS))
  );
  readonly exported = vi.fn<(asked: unknown) => Promise<unknown>>(() =>
    Promise.resolve({ name: 'a.md', mediaType: 'text/markdown', text: '' })
  );
  readonly cells = vi.fn((_: string, rows: readonly number[]) =>
    Promise.resolve(rows.map(index => detail(index, `source ${index}`)))
  );
}

function begin(
  server = new Server(),
  counted: ICounted | null = null
): { changes: Changes; server: Server; shown: Shown } {
  const shown = new Shown(null);
  const changes = new Changes({
    requests: server as unknown as Requests,
    shown,
    seen: new Seen('ana'),
    old: asHead,
    new: asSaved,
    id: 'view',
    counted,
    sideOf: choice => sideOf(choice, 'a.ipynb', null)
  });
  return { changes, server, shown };
}

afterEach(() => localStorage.clear());

async function detailOf(changes: Changes, index: number): Promise<string | null | undefined> {
  const here = changes.comparison?.rows[index];
  changes.need([index]);
  await vi.waitFor(() => expect(here && changes.detail(here)).not.toBeNull());
  return here && changes.detail(here)?.newSource;
}

describe('two sides compared', () => {
  it('are asked for with what the person wants to see', async () => {
    const { changes, server } = begin();
    await changes.refresh();
    expect(server.compare).toHaveBeenCalledWith(
      { kind: 'revision', path: 'a.ipynb', revision: 'HEAD' },
      { kind: 'file', path: 'a.ipynb' },
      expect.objectContaining({ ignoreCounters: true, ignoreOutputs: false }),
      'view'
    );
    expect(changes.items.map(({ key }) => key)).toEqual(['fold 0-0', '1-1', '2-2']);
  });

  it('are there at once when somebody asked for them, with their first cells', async () => {
    const cells = [detail(1, 'source 1')];
    const { changes, server } = begin(new Server(), { comparison: comparison('one', ROWS), cells });
    expect(changes.items.map(({ key }) => key)).toEqual(['fold 0-0', '1-1', '2-2']);
    expect(changes.detail(FIRST)?.newSource).toBe('source 1');
    changes.need([1]);
    expect(await detailOf(changes, 2)).toBe('source 2');
    expect(server.cells.mock.calls).toEqual([['one', [2]]]);
  });

  it('are drawn as before when they say the same as before', async () => {
    const { changes, server } = begin();
    await changes.refresh();
    const before = changes.comparison;
    server.compare.mockResolvedValueOnce(structuredClone(comparison('one', ROWS)));
    await changes.refresh();
    expect(changes.comparison).toBe(before);
    server.compare.mockResolvedValueOnce(structuredClone(comparison('two', ROWS)));
    await changes.refresh();
    expect(changes.comparison).not.toBe(before);
  });

  it('change places', async () => {
    const { changes, server } = begin();
    await changes.refresh();
    await changes.swap();
    expect(server.compare.mock.calls[1]?.slice(0, 2)).toMatchObject([
      { kind: 'file' },
      { kind: 'revision' }
    ]);
    expect(changes.isSwapped).toBe(true);
  });

  it('stay in sight when a newer comparison fails', async () => {
    const { changes, server } = begin();
    await changes.refresh();
    server.compare.mockRejectedValueOnce(new Refused('unavailable', 'Git cannot answer.', 503));
    await changes.refresh();
    expect(changes.problem).toBe('Git cannot answer.');
    expect(changes.items).toHaveLength(3);
    await changes.refresh();
    expect(changes.problem).toBeNull();
  });

  it('show the last answer asked for, whichever comes last', async () => {
    const { changes, server } = begin();
    let late: (answer: Comparison) => void = () => undefined;
    server.compare.mockReturnValueOnce(new Promise(resolve => (late = resolve)));
    const first = changes.refresh();
    await changes.refresh();
    late(comparison('old', []));
    await first;
    expect(changes.comparison?.id).toBe('one');
    expect(changes.isLoading).toBe(false);
  });
});

describe('an export', () => {
  it('is of both sides as they stand, swapped or not, with what counts', async () => {
    const { changes, server, shown } = begin();
    await shown.set('counters', true);
    await changes.swap();
    await changes.exported('markdown', true);
    expect(server.exported).toHaveBeenCalledWith({
      old: { kind: 'file', path: 'a.ipynb' },
      new: { kind: 'revision', path: 'a.ipynb', revision: 'HEAD' },
      form: 'markdown',
      options: expect.objectContaining({ ignoreCounters: false }) as unknown,
      outputs: true
    });
  });
});

describe('a side chosen anew', () => {
  const tag: Choice = { kind: 'revision', revision: 'v1' };

  it('takes its place once the server has compared with it', async () => {
    const { changes, server } = begin();
    await changes.refresh();
    expect(await changes.choose('old', tag)).toBeNull();
    expect(server.compare.mock.calls[1]?.slice(0, 2)).toEqual([
      { kind: 'revision', revision: 'v1', path: 'a.ipynb' },
      { kind: 'file', path: 'a.ipynb' }
    ]);
    expect(changes.sides).toEqual([tag, asSaved]);
  });

  it('is refused with the sentence of the server, and both sides stay', async () => {
    const { changes, server } = begin();
    await changes.refresh();
    server.compare.mockRejectedValueOnce(new Refused('not_found', 'Git knows no commit.', 404));
    expect(await changes.choose('old', tag)).toBe('Git knows no commit.');
    expect([changes.sides, changes.problem, changes.isLoading]).toEqual([
      [asHead, asSaved],
      null,
      false
    ]);
  });

  it('is refused when it is a file that is not there', async () => {
    const { changes, server } = begin();
    await changes.refresh();
    const answer = comparison('two', []);
    const sentence = 'There is no saved notebook at this path.';
    Object.assign(answer.old, { missing: true, problem: { sentence } });
    server.compare.mockResolvedValue(answer);
    expect(await changes.choose('old', { kind: 'file', path: 'b.ipynb' })).toBe(sentence);
    expect(await changes.choose('old', tag)).toBeNull();
  });

  it('is not stopped by a request that follows the file', async () => {
    const { changes, server } = begin();
    await changes.refresh();
    let answer: (found: Comparison) => void = () => undefined;
    server.compare.mockReturnValueOnce(new Promise(resolve => (answer = resolve)));
    const choosing = changes.choose('old', tag);
    await changes.refresh();
    await vi.waitFor(() => expect(server.compare).toHaveBeenCalledTimes(2));
    answer(comparison('two', ROWS));
    expect(await choosing).toBeNull();
    expect(server.compare).toHaveBeenCalledTimes(2);
  });

  it('is waited for where there was none', async () => {
    const { changes, server } = begin();
    await changes.show(null, asSaved);
    expect(server.compare).not.toHaveBeenCalled();
    expect(await changes.choose('old', tag)).toBeNull();
    expect(server.compare).toHaveBeenCalledTimes(1);
  });
});

describe('what is shown', () => {
  it('folds cells whose source alone differs when sources are off, without asking', async () => {
    const { changes, server, shown } = begin();
    await changes.refresh();
    await shown.set('source', false);
    expect(changes.items.map(({ key }) => key)).toEqual(['fold 0-0', '2-2']);
    expect(server.compare).toHaveBeenCalledTimes(1);
  });

  it('is asked for anew when counters are to count', async () => {
    const { changes, server, shown } = begin();
    await changes.refresh();
    await shown.set('counters', true);
    await vi.waitFor(() =>
      expect(server.compare.mock.calls[1]?.[2]).toMatchObject({ ignoreCounters: false })
    );
  });
});

describe('details', () => {
  it('come in one request for the rows in view, once', async () => {
    const { changes, server } = begin();
    await changes.refresh();
    changes.need([1, 2]);
    expect(await detailOf(changes, 1)).toBe('source 1');
    changes.need([1, 2]);
    expect(server.cells.mock.calls).toEqual([['one', [1, 2]]]);
  });

  it('stay until newer ones come', async () => {
    const { changes, server } = begin();
    await changes.refresh();
    await detailOf(changes, 1);
    server.compare.mockResolvedValueOnce(comparison('two', ROWS));
    await changes.refresh();
    expect(await detailOf(changes, 1)).toBe('source 1');
    server.cells.mockResolvedValueOnce([detail(1, 'newer')]);
    changes.need([1]);
    await vi.waitFor(async () => expect(await detailOf(changes, 1)).toBe('newer'));
  });

  it('of a comparison that is not kept any more make the browser compare again', async () => {
    const { changes, server } = begin();
    await changes.refresh();
    server.cells.mockRejectedValueOnce(new Refused('not_found', 'Compare again.', 404));
    changes.need([1]);
    await vi.waitFor(() => expect(server.compare).toHaveBeenCalledTimes(2));
    expect(changes.problem).toBeNull();
    expect(await detailOf(changes, 1)).toBe('source 1');
  });
});

describe('going through changes', () => {
  it('counts each step, so that the list follows again', async () => {
    const { changes } = begin();
    await changes.refresh();
    changes.go(1);
    changes.go(1);
    changes.go(1);
    expect([changes.current, changes.journeys]).toEqual(['2-2', 3]);
  });
});

describe('changes that are seen', () => {
  it('are counted, closed, and passed over while others are not seen', async () => {
    const { changes } = begin();
    await changes.refresh();
    const [, first, second] = ROWS as [Row, Row, Row];
    changes.markSeen(first, true);
    expect(changes.seenCount).toEqual({ seen: 1, all: 2 });
    expect([changes.isCollapsed(first), changes.isCollapsed(second)]).toEqual([true, false]);
    changes.go(1);
    expect(changes.current).toBe('2-2');
    changes.markSeen(second, true);
    changes.go(-1);
    expect(changes.current).toBe('1-1');
  });

  it('are so again after a reload, for the same person and as long as both sides stay', async () => {
    const { changes } = begin();
    await changes.refresh();
    changes.markSeen(FIRST, true);
    const { changes: reloaded, server } = begin();
    await reloaded.refresh();
    expect(reloaded.isSeen(FIRST)).toBe(true);
    expect(new Seen('bo').has('print 1')).toBe(false);
    server.compare.mockResolvedValueOnce(comparison('two', ROWS, 'other'));
    await reloaded.refresh();
    expect(reloaded.seenCount).toEqual({ seen: 0, all: 2 });
  });

  it('open when a person wants so', async () => {
    const { changes } = begin();
    await changes.refresh();
    const [, first] = ROWS as [Row, Row];
    changes.markSeen(first, true);
    changes.collapse(first, false);
    expect([changes.isSeen(first), changes.isCollapsed(first)]).toEqual([true, false]);
  });

  it('stay through marks of another tab', () => {
    const [one, other] = [new Seen('ana'), new Seen('ana')];
    one.set('a', true);
    other.set('b', true);
    one.set('c', true);
    expect(['a', 'b', 'c'].map(mark => new Seen('ana').has(mark))).toEqual([true, true, true]);
    one.set('a', false);
    expect(new Seen('ana').has('a')).toBe(false);
  });
});
