import { CommandRegistry } from '@lumino/commands';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { unreachable } from '../../core/__tests__/answers';
import { ByItself } from '../byitself';
import { hide, settings, state, synced, world } from './world';

const MINUTE = 60_000;
const SHARED = { agreed: false, sameProject: false, fetchOnly: false, remote: null };
const FETCHED = { agreed: false, sameProject: false, fetchOnly: true, remote: null };

type World = Parameters<typeof world>[0];

/** Somebody who chose so, with a project in view. */
async function chosen(wish: Record<string, unknown>, options: World = {}) {
  const here = world(options);
  const byItself = new ByItself(here.sharing);
  const { settings: known, choose } = settings(wish);
  byItself.obey(known);
  here.sharing.start();
  await vi.advanceTimersByTimeAsync(0);
  const pass = (minutes: number) => vi.advanceTimersByTimeAsync(minutes * MINUTE);
  return { ...here, byItself, choose, pass };
}

/** A server that knows when it shared last. */
function remembering() {
  let sharedAt: string | null = null;
  return {
    standing: () => state({ sharedAt }),
    exchange: () => {
      sharedAt = new Date().toISOString();
      return synced({ state: state({ sharedAt }) });
    }
  };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('sharing every few minutes', () => {
  it('does nothing unless the person chose it', async () => {
    const { exchanges, questions, pass } = await chosen({ everyMinutes: 0, afterGit: false });
    await pass(600);
    expect(exchanges()).toEqual([]);
    expect(questions()).toBe(1);
  });

  it('shares soon after the project is in view, and then as often as was chosen', async () => {
    const { exchanges, pass } = await chosen({ everyMinutes: 10 }, remembering());
    await pass(1);
    expect(exchanges()).toEqual([SHARED]);
    await pass(10);
    expect(exchanges()).toHaveLength(2);
    await pass(20);
    expect(exchanges()).toHaveLength(4);
  });

  it('never begins before somebody has said yes to what leaves', async () => {
    let agreed = false;
    const { exchanges, pass } = await chosen(
      { everyMinutes: 10 },
      { standing: () => state({ agreed }) }
    );
    await pass(60);
    expect(exchanges()).toEqual([]);
    // In another tab, say.
    agreed = true;
    await pass(10);
    expect(exchanges()).toEqual([SHARED]);
  });

  it('does nothing for who may not share', async () => {
    const { exchanges, pass } = await chosen({ everyMinutes: 10 }, { can: ['read', 'comment'] });
    await pass(60);
    expect(exchanges()).toEqual([]);
  });

  it('leaves out what another tab has just done', async () => {
    const sharedAt = new Date(Date.now() - MINUTE).toISOString();
    const { exchanges, pass } = await chosen(
      { everyMinutes: 10 },
      { standing: () => state({ sharedAt }) }
    );
    await pass(1);
    expect(exchanges()).toEqual([]);
    await pass(10);
    expect(exchanges()).toHaveLength(1);
  });

  it('is quiet while the window is hidden, and makes up for it once', async () => {
    const { exchanges, questions, pass } = await chosen({ everyMinutes: 10 }, remembering());
    await pass(1);
    hide(true);
    await pass(300);
    expect(exchanges()).toHaveLength(1);
    const before = questions();
    await pass(300);
    expect(questions()).toBe(before);
    hide(false);
    await pass(0.1);
    expect(exchanges()).toHaveLength(2);
    hide(true);
    hide(false);
    await pass(1);
    expect(exchanges()).toHaveLength(2);
  });

  it('waits longer after each failure, and says what failed', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(1);
    let isAway = true;
    const { exchanges, sharing, pass } = await chosen(
      { everyMinutes: 10 },
      {
        exchange: () => {
          if (isAway) {
            throw unreachable();
          }
          return synced();
        }
      }
    );
    await pass(1);
    expect(exchanges()).toHaveLength(1);
    expect(sharing.problem).toBe('No answer.');
    await pass(19);
    expect(exchanges()).toHaveLength(1);
    await pass(1);
    expect(exchanges()).toHaveLength(2);
    await pass(39);
    expect(exchanges()).toHaveLength(2);
    await pass(2);
    expect(exchanges()).toHaveLength(3);
    isAway = false;
    await pass(61);
    expect(exchanges()).toHaveLength(4);
    expect(sharing.problem).toBeNull();
    await pass(10);
    expect(exchanges()).toHaveLength(5);
  });

  it('stops when the person chooses otherwise', async () => {
    const { exchanges, byItself, choose, pass } = await chosen({ everyMinutes: 10 });
    await pass(1);
    expect(byItself.minutes).toBe(10);
    choose({ everyMinutes: 0 });
    await pass(600);
    expect(exchanges()).toHaveLength(1);
    expect(byItself.minutes).toBe(0);
  });

  it('shares another project that comes into view', async () => {
    let replica = 'one';
    const { exchanges, show, pass } = await chosen(
      { everyMinutes: 60 },
      { standing: () => state({ replica }), exchange: () => synced({ state: state({ replica }) }) }
    );
    await pass(1);
    replica = 'two';
    show({
      id: 'q',
      name: 'q',
      serverFolder: 'q',
      pathPrefix: '',
      kept: 'computer',
      settingsProblem: null
    });
    await pass(1);
    expect(exchanges()).toHaveLength(2);
  });
});

describe('sharing along with git', () => {
  async function withGit(wish: Record<string, unknown>, options: World = {}) {
    const commands = new CommandRegistry();
    const here = await chosen(wish, options);
    here.byItself.follow(commands);
    const ends = new Map<string, () => void>();
    for (const id of ['git:push', 'git:pull', 'git:commit']) {
      commands.addCommand(id, {
        describedBy: { args: {} },
        execute: () => new Promise<void>(end => ends.set(id, end))
      });
    }
    const run = async (id: string): Promise<void> => {
      void commands.execute(id);
      await here.pass(0.1);
    };
    const end = async (id: string): Promise<void> => {
      ends.get(id)?.();
      await here.pass(0.1);
    };
    return { ...here, run, end };
  }

  it('shares after a push and fetches after a pull, once they have ended', async () => {
    const { exchanges, run, end } = await withGit({ afterGit: true });
    await run('git:push');
    expect(exchanges()).toEqual([]);
    await end('git:push');
    expect(exchanges()).toEqual([SHARED]);
    await run('git:pull');
    await end('git:pull');
    expect(exchanges()).toEqual([SHARED, FETCHED]);
    await run('git:commit');
    await end('git:commit');
    expect(exchanges()).toHaveLength(2);
  });

  it('does so however lately it was shared', async () => {
    const sharedAt = new Date().toISOString();
    const { exchanges, run, end } = await withGit(
      { afterGit: true, everyMinutes: 30 },
      { standing: () => state({ sharedAt }) }
    );
    await run('git:push');
    await end('git:push');
    expect(exchanges()).toEqual([SHARED]);
  });

  it('does nothing unless the person chose it, and somebody has said yes', async () => {
    const quiet = await withGit({ afterGit: false });
    await quiet.run('git:push');
    await quiet.end('git:push');
    expect(quiet.exchanges()).toEqual([]);
    const unasked = await withGit({ afterGit: true }, { standing: () => state({ agreed: false }) });
    await unasked.run('git:pull');
    await unasked.end('git:pull');
    expect(unasked.exchanges()).toEqual([]);
  });
});
