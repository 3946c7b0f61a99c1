import { nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import { describe, expect, it, vi } from 'vitest';
import { Refused } from '../../core/errors';
import { OpenPage, type IOpenPageOptions } from '../openpage';

const trans = nullTranslator.load('jupyter_mlcollab');
const TEXT = '# Results\n\n- [ ] one\n';

/** A page in a tab whose file the server knows, with what the server answers when a citation is settled. */
async function opened(
  answer: (world: World) => string | Error,
  merged: (...texts: string[]) => string | null = () => null
): Promise<World> {
  const world = new World();
  const { context } = world;
  const requests = {
    mayWrite: () => Promise.resolve(true),
    page: () =>
      Promise.resolve({
        path: 'pages/a.md',
        sha256: 'x',
        type: '',
        citations: [],
        moved: [],
        problems: []
      }),
    kept: () => {
      const text = answer(world);
      return text instanceof Error
        ? Promise.reject(text)
        : Promise.resolve({ path: 'pages/a.md', text });
    },
    merged: (...texts: string[]) =>
      Promise.resolve([{ lines: merged(...texts)?.split('\n') ?? null }])
  };
  world.page = new OpenPage({
    context,
    trans,
    contents: { get: () => Promise.resolve({ content: world.file, hash: '' }) },
    requests: () => requests,
    follow: () => world.follow(),
    projects: {
      at: () => Promise.resolve({ id: 'p' }),
      pathIn: (_: unknown, path: string) => path
    },
    drafts: {}
  } as unknown as IOpenPageOptions);
  await world.page.load();
  return world;
}

class World {
  source = TEXT;

  /** What the server reads. */
  file = TEXT;
  saved: string[] = [];
  canSave = true;
  follow = (): Promise<void> => Promise.resolve();
  page!: OpenPage;
  readonly model = {
    collaborative: false,
    dirty: false,
    contentChanged: new Signal<unknown, void>({}),
    sharedModel: {
      getSource: () => this.source,
      transact: (act: () => void) => act(),
      updateSource: (start: number, end: number, text: string) =>
        this.type(this.source.slice(0, start) + text + this.source.slice(end))
    }
  };
  readonly context = {
    model: this.model,
    isReady: true,
    ready: Promise.resolve(),
    localPath: 'pages/a.md',
    fileChanged: new Signal<unknown, void>({}),
    pathChanged: new Signal<unknown, void>({}),
    save: () => {
      if (this.canSave) {
        this.saved.push(this.source);
        this.file = this.source;
        this.model.dirty = false;
      }
      return Promise.resolve();
    }
  };

  type(text: string): void {
    this.source = text;
    this.model.dirty = true;
  }
}

describe('settling a citation', () => {
  it('saves what the server answers', async () => {
    const world = await opened(() => 'after\n');
    await world.page.settle('k', null);
    expect(world.saved).toEqual(['after\n']);
  });

  it('leaves the ends of lines to JupyterLab, which puts the file’s own back', async () => {
    const world = await opened(() => 'one\r\ntwo\r\n');
    await world.page.settle('k', null);
    expect(world.source).toBe('one\ntwo\n');
  });

  it('keeps what is typed while the server is asked', async () => {
    const world = await opened(it_ => {
      it_.type('typed');
      return 'after';
    });
    await expect(world.page.settle('k', null)).rejects.toThrow('changed meanwhile');
    expect(world.source).toBe('typed');
  });

  it('goes on while somebody writes live in other lines', async () => {
    const asked: string[][] = [];
    const world = await opened(
      () => 'after\n',
      (...texts) => {
        asked.push(texts);
        return 'after\ntyped\n';
      }
    );
    world.model.collaborative = true;
    world.type(`${TEXT}typed\n`);
    await world.page.settle('k', null);
    expect(asked).toEqual([[TEXT, 'after\n', `${TEXT}typed\n`]]);
    expect(world.source).toBe('after\ntyped\n');
  });

  it('asks once more after others have written the page', async () => {
    const refused = new Refused('conflict', 'The page was changed meanwhile.', 409);
    let isFollowed = false;
    const world = await opened(it_ => (isFollowed ? `${it_.source}after\n` : refused));
    world.follow = () => {
      isFollowed = true;
      world.source = world.file = `${TEXT}by git\n`;
      return Promise.resolve();
    };
    await world.page.settle('k', null);
    expect(world.saved).toEqual([`${TEXT}by git\nafter\n`]);
  });

  it('says so when others write it all the time', async () => {
    const world = await opened(
      () => new Refused('conflict', 'The page was changed meanwhile.', 409)
    );
    await expect(world.page.settle('k', null)).rejects.toThrow('changed meanwhile');
    expect(world.saved).toEqual([]);
  });

  it('keeps what could not be saved', async () => {
    const world = await opened(() => 'after');
    world.type('typed');
    world.canSave = false;
    await expect(world.page.settle('k', null)).rejects.toThrow('Save the page first.');
    expect(world.source).toBe('typed');
  });
});

describe('a tick', () => {
  it('is saved at once', async () => {
    const world = await opened(() => '');
    await world.page.tick(0);
    expect(world.saved).toEqual([TEXT.replace('[ ]', '[x]')]);
  });

  it('saves nothing that the person has not saved', async () => {
    const world = await opened(() => '');
    world.type(`${TEXT}draft`);
    await world.page.tick(0);
    expect(world.saved).toEqual([]);
    expect(world.source).toContain('[x] one');
  });
});

/** A page on which ticks are each person's own, with what a browser has kept. */
function onboarding(
  kept: Map<string, string>,
  formerPaths: readonly string[] = []
): [World, OpenPage] {
  const world = new World();
  const { context } = world;
  let asked = 0;
  const page = new OpenPage({
    context,
    trans,
    requests: () => ({
      mayWrite: () => Promise.resolve(true),
      page: async (path: string) => {
        asked += 1;
        // The second answer takes longer.
        await (asked === 2 && new Promise(resolve => setTimeout(resolve, 20)));
        return {
          path,
          sha256: 'x',
          type: 'onboarding',
          citations: [],
          moved: [],
          formerPaths,
          problems: []
        };
      }
    }),
    projects: {
      at: () => Promise.resolve({ id: 'p' }),
      pathIn: (_: unknown, path: string) => path
    },
    drafts: {
      get: (key: string) => Promise.resolve(kept.get(key) ?? ''),
      set: (key: string, text: string) => Promise.resolve(void kept.set(key, text))
    }
  } as unknown as IOpenPageOptions);
  return [world, page];
}

it('takes the ticks of a person along when the page is renamed', async () => {
  const kept = new Map<string, string>();
  const [{ context }, page] = onboarding(kept);
  await vi.waitFor(() => expect(page.facts).not.toBeNull());
  await page.tick(0);
  context.localPath = 'pages/b.md';
  context.pathChanged.emit();
  await vi.waitFor(() => expect(kept.get('ticks:p:pages/b.md')).toBe('0'));
  expect(page.ticks.has(0)).toBe(true);
});

it('keeps a tick for the person that comes before it is known whose ticks these are', async () => {
  const kept = new Map<string, string>();
  const [world, page] = onboarding(kept);
  expect(page.facts).toBeNull();
  await page.tick(0);
  expect(kept.get('ticks:p:pages/a.md')).toBe('0');
  expect(page.ticks.has(0)).toBe(true);
  expect([world.source, world.saved]).toEqual([TEXT, []]);
});

it('keeps a tick for the person where one question about the page was overtaken by another', async () => {
  const kept = new Map([['ticks:p:pages/a.md', '1']]);
  const [world, page] = onboarding(kept);
  await world.context.ready;
  const again = page.load();
  await page.tick(0);
  await again;
  expect(kept.get('ticks:p:pages/a.md')).toBe('1 0');
  expect([world.source, world.saved]).toEqual([TEXT, []]);
});

it('finds the ticks of a person of a page that was renamed while it was closed', async () => {
  const kept = new Map([
    ['ticks:p:pages/first.md', '2'],
    ['ticks:p:pages/last.md', '0 1']
  ]);
  const [, page] = onboarding(kept, ['pages/last.md', 'pages/first.md']);
  await vi.waitFor(() => expect([...page.ticks]).toEqual([0, 1]));
  expect(kept.get('ticks:p:pages/a.md')).toBe('0 1');
  expect(kept.get('ticks:p:pages/last.md')).toBe('');
  expect(kept.get('ticks:p:pages/first.md')).toBe('2');
});

it('leaves ticks alone that the page has under its own name', async () => {
  const kept = new Map([
    ['ticks:p:pages/a.md', '3'],
    ['ticks:p:pages/last.md', '0 1']
  ]);
  const [, page] = onboarding(kept, ['pages/last.md']);
  await vi.waitFor(() => expect([...page.ticks]).toEqual([3]));
  expect(kept.get('ticks:p:pages/last.md')).toBe('0 1');
});
