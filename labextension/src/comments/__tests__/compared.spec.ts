import { Signal } from '@lumino/signaling';
import { describe, expect, it, vi } from 'vitest';
import type { Target } from '../../anchors/tokens';
import type { Schemas } from '../../core/tokens';
import type { Comparison, ICompared, Row, SideName } from '../../diff/tokens';
import { ComparedThreads } from '../compared';
import type { Thread } from '../tokens';
import { anchor, thread } from './samples';
import { FakeNotebook, project, world } from './world';

type Cells = Schemas['Cell'][];

function cells(...sources: string[]): Cells {
  return sources.map((source, index) => ({ id: `cell-${index}`, cellType: 'code', source }));
}

function row(old: number | null, now: number | null): Row {
  return { old, new: now, status: old === now ? 'same' : 'changed' } as unknown as Row;
}

/** A comparison whose sides can be changed. */
class FakeCompared implements ICompared {
  readonly changed = new Signal<this, void>(this);
  readonly project = project;
  readonly serverPath = 'train.ipynb';
  readonly isVisible = true;
  readonly show = vi.fn();
  readonly output = vi.fn(() => Promise.reject(new Error('no output')));
  comparison: Comparison | null = null;
  sides: Record<SideName, Cells> = { old: [], new: [] };

  become(id: string, old: Cells, now: Cells): void {
    this.sides = { old, new: now };
    this.comparison = {
      id,
      form: 'notebook',
      rows: now.map((_, index) => row(index, index)),
      old: { kind: 'revision', title: 'HEAD', commit: 'a1b2c3d4e5', path: 'train.ipynb' },
      new: { kind: 'live', title: 'Unsaved', commit: null, path: 'train.ipynb' }
    } as unknown as Comparison;
    this.changed.emit();
  }

  cells(side: SideName): Promise<Cells> {
    return Promise.resolve(this.sides[side]);
  }
}

/** The fake server places a thread in the cell whose source holds its id. */
async function begin(old: Cells, now: Cells, ...threads: Thread[]) {
  const { server, services, outbox } = world(new FakeNotebook());
  threads.forEach(each => server.threads.set(each.id, each));
  const compared = new FakeCompared();
  const model = new ComparedThreads(compared, services);
  compared.become('one', old, now);
  await vi.waitFor(() => expect(model.threads).toHaveLength(threads.length));
  return { model, compared, server, outbox };
}

function on(model: ComparedThreads, at: Row): string[] {
  return model.on(at).threads.map(placed => placed.thread.id);
}

const target = (madeOn: string | null, index: number, source: string): Target => ({
  kind: 'cell',
  surroundings: {
    cellId: `cell-${index}`,
    cellType: 'code',
    index,
    cellCount: 2,
    idsTrusted: true,
    source,
    previousSource: null,
    nextSource: null,
    headings: [],
    madeOn
  }
});

describe('the threads of a comparison', () => {
  it('stand on the side that still has what they are about', async () => {
    const { model } = await begin(
      cells('x', 'about t1'),
      cells('about t2', 'y'),
      thread('t1', { path: 'train.ipynb' }),
      thread('t2', { path: 'train.ipynb' })
    );
    expect(on(model, row(1, null))).toEqual(['t1']);
    expect(on(model, row(null, 0))).toEqual(['t2']);
    const [placed] = model.on(row(1, 1)).threads;
    expect(placed).toMatchObject({ side: 'old', version: { title: 'HEAD', name: 'a1b2c3d' } });
    expect(placed && model.sourceOf(placed)).toBe('about t1');
  });

  it('stand on the new side when both are alike, unless they were put on the old one', async () => {
    const both = cells('t1 t2');
    const { model } = await begin(
      both,
      both,
      thread('t1', { path: 'train.ipynb' }),
      thread('t2', { path: 'train.ipynb', anchor: anchor({ madeOn: 'a1b2c3d' }) })
    );
    const sides = model.on(row(0, 0)).threads.map(placed => [placed.thread.id, placed.side]);
    expect(new Map(sides as [string, SideName][])).toEqual(
      new Map([
        ['t1', 'new'],
        ['t2', 'old']
      ])
    );
  });

  it('stand nowhere when neither side has what they are about', async () => {
    const { model } = await begin(cells('x'), cells('y'), thread('t1', { path: 'train.ipynb' }));
    expect(on(model, row(0, 0))).toEqual([]);
  });

  it('are placed anew when the notebook was edited, and not on the side that stayed', async () => {
    const { model, compared, server } = await begin(
      cells('x'),
      cells('t1'),
      thread('t1', { path: 'train.ipynb' })
    );
    const before = server.asked.filter(call => call === 'POST /placements').length;
    compared.become('two', cells('x'), cells('new', 't1'));
    await vi.waitFor(() => expect(on(model, row(null, 1))).toEqual(['t1']));
    expect(server.asked.filter(call => call === 'POST /placements')).toHaveLength(before + 1);
  });

  it('are shown where they were written until they are sent, then in the thread', async () => {
    const { model, outbox } = await begin(
      cells('t1', 'old'),
      cells('t1', 'now'),
      thread('t1', { path: 'train.ipynb' })
    );
    await model.start(target('a1b2c3d', 1, 'old'), 'Why?', false);
    const [unsent] = model.on(row(1, null)).unsent;
    expect(unsent?.entry.body.body).toBe('Why?');
    expect(model.on(row(null, 1)).unsent).toEqual([]);
    const sent = thread(unsent?.entry.id ?? '', { path: 'train.ipynb', seq: 9 });
    outbox.deliver(sent);
    expect(on(model, row(1, null))).toEqual([sent.id]);
  });

  it('are written on the row of the version they are about', async () => {
    const { model } = await begin(
      cells('t1', 'old'),
      cells('t1', 'now'),
      thread('t1', { path: 'train.ipynb' })
    );
    const composing = { target: target(null, 1, 'now'), cellId: null, about: '' };
    model.compose(composing);
    expect(model.on(row(null, 1)).composing).toBe(composing);
    expect(model.on(row(1, null)).composing).toBeNull();
    model.compose({ ...composing, target: target('another', 1, 'now') });
    expect(model.on(row(null, 1)).composing).toBeNull();
  });
});
