import type { DocumentRegistry } from '@jupyterlab/docregistry';
import { describe, expect, it, vi } from 'vitest';
import { Refused } from '../../core/errors';
import { isSame, momentOf, PageHistory, type IPageHistoryOptions, type Version } from '../history';

const COMMIT = {
  hash: 'c1',
  shortHash: 'c1',
  path: 'pages/old.md',
  at: '2026-01-03T00:00:00Z'
} as never;
const FIRST: Version = { kind: 'commit', commit: COMMIT };

/** A page that is open, with one commit and one checkpoint. */
class World {
  now = 'now\n';
  saved: string[] = [];
  refuses: string | null = null;
  asked: unknown[][] = [];
  next: string | null = null;
  savedAt: string[] = [];
  answer: () => Promise<{ text: string; before: string | null }> = () =>
    Promise.resolve({ text: 'then\r\n', before: 'earlier\r\n' });
  readonly kept = new Map<string, string>();
  readonly history = new PageHistory({
    contents: {
      listCheckpoints: () => Promise.resolve([{ id: '1', last_modified: '2026-01-02T00:00:00Z' }])
    },
    context: {
      path: 'pages/a.md',
      localPath: 'pages/a.md',
      model: { sharedModel: { getSource: () => this.now } },
      save: () => {
        if (this.refuses !== null) {
          return Promise.reject(new Refused('unavailable', this.refuses, 503));
        }
        this.saved.push(this.now);
        return Promise.resolve();
      }
    } as unknown as DocumentRegistry.Context,
    drafts: {
      get: (key: string) => Promise.resolve(this.kept.get(key) ?? ''),
      set: (key: string, text: string) => Promise.resolve(void this.kept.set(key, text))
    },
    file: { replace: (text: string) => void (this.now = text) },
    projects: {
      at: () => Promise.resolve({ id: 'p' }),
      pathIn: (_: unknown, path: string) => path
    },
    requests: () => ({
      history: () => Promise.resolve({ commits: [COMMIT], next: this.next }),
      version: (...asked: unknown[]) => {
        this.asked.push(asked);
        return this.answer();
      },
      saves: () => Promise.resolve(this.savedAt.map((at, number) => ({ at, number }))),
      save: (...asked: unknown[]) => {
        this.asked.push(asked);
        return this.answer();
      }
    })
  } as unknown as IPageHistoryOptions);

  /** What is kept from before a version was restored, newest first. */
  asides(): string[] {
    return this.history.versions.flatMap(save => (save.kind === 'aside' ? [save.aside.text] : []));
  }
}

describe('a version', () => {
  it('that is a commit is shown beside what was before it, by its name at that time', async () => {
    const { asked, history } = new World();
    await history.show(FIRST);
    expect(asked).toEqual([['pages/old.md', 'c1']]);
    expect(history.shown).toMatchObject({ text: 'then\n', before: 'earlier\n', against: 'before' });
  });

  it('that Jupyter put aside is shown beside what is there now', async () => {
    const { asked, history } = new World();
    await history.show({ kind: 'checkpoint', at: '2026-01-02T00:00:00Z' });
    expect(asked).toEqual([['pages/a.md', null]]);
    expect(history.shown?.against).toBe('now');
  });

  it('that somebody saved is shown beside what was before it', async () => {
    const { asked, history } = new World();
    await history.show({ kind: 'save', save: { number: 3 } as never });
    expect(asked).toEqual([['pages/a.md', 3]]);
    expect(history.shown).toMatchObject({ text: 'then\n', before: 'earlier\n', against: 'before' });
  });

  it('that cannot be read says why, and shows nothing older in its place', async () => {
    const world = new World();
    await world.history.show(FIRST);
    world.answer = () => Promise.reject(new Refused('not_found', 'There is no such commit.', 404));
    await world.history.show(FIRST);
    expect(world.history.problem).toBe('There is no such commit.');
    expect(world.history.shown).toBeNull();
  });

  it('that comes late does not replace one that was chosen after it', async () => {
    const world = new World();
    let come: (found: { text: string; before: null }) => void = () => undefined;
    world.answer = () => new Promise(resolve => (come = resolve));
    const late = world.history.show(FIRST);
    await vi.waitFor(() => expect(world.asked).toHaveLength(1));
    await world.history.show({ kind: 'aside', aside: { at: '2026-01-01', text: 'aside\n' } });
    come({ text: 'late\n', before: null });
    await late;
    expect(world.history.shown?.text).toBe('aside\n');
  });
});

describe('restoring', () => {
  it('keeps what was there as a version, which can be restored as well', async () => {
    const world = new World();
    const { history } = world;
    await history.show(FIRST);
    await history.restore();
    expect(world.saved).toEqual(['then\n']);
    expect(world.asides()).toEqual(['now\n']);
    await history.show({ kind: 'aside', aside: { at: '2026-01-01', text: 'now\n' } });
    await history.restore();
    expect(world.saved).toEqual(['then\n', 'now\n']);
    expect(world.asides()).toEqual(['then\n', 'now\n']);
  });

  it('keeps the last five of them', async () => {
    const world = new World();
    for (let turn = 0; turn < 7; turn += 1) {
      world.now = `text ${turn}`;
      await world.history.show(FIRST);
      await world.history.restore();
    }
    expect(world.asides()).toEqual(['text 6', 'text 5', 'text 4', 'text 3', 'text 2']);
  });

  it('says why the text was not saved, and still keeps what was there', async () => {
    const world = new World();
    world.refuses = 'The disk is full.';
    await world.history.show(FIRST);
    await world.history.restore();
    expect(world.history.problem).toBe('The disk is full.');
    expect(world.history.shown).not.toBeNull();
    expect(world.asides()).toEqual(['now\n']);
  });
});

it('opens with its commits and what Jupyter put aside, and closes without a version in view', async () => {
  const { history } = new World();
  history.toggle();
  await vi.waitFor(() => expect(history.versions).toHaveLength(2));
  await history.show(FIRST);
  history.toggle();
  expect(history.isOpen).toBe(false);
  expect(history.shown).toBeNull();
});

it('lists saves among commits by time, and no older ones before the commits between are here', async () => {
  const world = new World();
  world.savedAt = ['2026-01-04T00:00:00Z', '2026-01-01T00:00:00Z'];
  const moments = (): string[] => world.history.versions.map(momentOf);
  world.history.toggle();
  await vi.waitFor(() =>
    expect(moments()).toEqual([
      '2026-01-04T00:00:00Z',
      '2026-01-03T00:00:00Z',
      '2026-01-02T00:00:00Z',
      '2026-01-01T00:00:00Z'
    ])
  );
  world.history.toggle();
  world.next = 'more';
  world.history.toggle();
  await vi.waitFor(() =>
    expect(moments()).toEqual(['2026-01-04T00:00:00Z', '2026-01-03T00:00:00Z'])
  );
});

it('asks again who saved after a save, while it is open', async () => {
  vi.useFakeTimers();
  const world = new World();
  world.history.refreshSoon();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(world.history.versions).toEqual([]);
  world.history.toggle();
  await vi.advanceTimersByTimeAsync(0);
  world.savedAt = ['2026-01-04T00:00:00Z'];
  world.history.refreshSoon();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(world.history.versions.map(version => version.kind)).toEqual([
    'save',
    'commit',
    'checkpoint'
  ]);
  vi.useRealTimers();
});

it('opens at a commit that a link names', async () => {
  const { asked, history } = new World();
  await history.showRevision('c1');
  expect(history.isOpen).toBe(true);
  expect(asked).toEqual([['pages/a.md', 'c1']]);
  expect(history.shown).toMatchObject({ text: 'then\n', against: 'before' });
});

it('two versions are the same when they say the same', () => {
  const again: Version = { kind: 'commit', commit: { ...(COMMIT as object) } as never };
  expect(isSame(FIRST, again)).toBe(true);
  expect(isSame(FIRST, { kind: 'checkpoint', at: '' })).toBe(false);
  expect(isSame(FIRST, null)).toBe(false);
  const saved = (at: string): Version => ({ kind: 'save', save: { number: 1, at } as never });
  expect(isSame(saved('12:00'), saved('12:01'))).toBe(true);
});
