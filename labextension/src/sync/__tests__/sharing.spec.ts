import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ICall } from '../../core/__tests__/answers';
import { Refused } from '../../core/errors';
import type { Schemas } from '../../core/tokens';
import { hide, PROJECT, state, synced, world } from './world';

const BO = { person: 'Bo', events: 12 };
const GONE = 'origin cannot be reached now: no route. Nothing is lost; try again later.';

async function begun(options: Parameters<typeof world>[0] = {}) {
  const here = world(options);
  here.sharing.start();
  await rest();
  return here;
}

const rest = (): Promise<unknown> => vi.advanceTimersByTimeAsync(1_000);

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('how sharing stands', () => {
  it('is asked while somebody looks at it, once for what happens together', async () => {
    const { sharing, questions, happen } = await begun();
    sharing.watch(true);
    expect(questions()).toBe(1);
    happen();
    happen();
    await rest();
    expect(questions()).toBe(2);
  });

  it('is not asked while the section is closed, and once when it opens', async () => {
    const { sharing, questions, happen } = await begun();
    sharing.watch(true);
    sharing.watch(false);
    happen();
    await rest();
    happen();
    await rest();
    expect(questions()).toBe(1);
    sharing.watch(true);
    await rest();
    expect(questions()).toBe(2);
    sharing.watch(false);
    sharing.watch(true);
    await rest();
    expect(questions()).toBe(2);
  });

  it('is not asked while the window is hidden, and once when it is shown', async () => {
    const { sharing, questions, happen } = await begun();
    sharing.watch(true);
    hide(true);
    happen();
    await rest();
    expect(questions()).toBe(1);
    hide(false);
    await rest();
    expect(questions()).toBe(2);
  });

  it('says why it is not known, until it is', async () => {
    let isAway = true;
    const { sharing, happen } = await begun({
      standing: () => {
        if (isAway) {
          throw new Refused('unreachable', 'No answer.', 0);
        }
        return state();
      }
    });
    expect(sharing.problem).toBe('No answer.');
    isAway = false;
    sharing.watch(true);
    happen();
    await rest();
    expect(sharing.problem).toBeNull();
    expect(sharing.state).toEqual(state());
  });
});

describe('an exchange that fails', () => {
  it('says why, keeps what waits, and is done by a second press', async () => {
    const leaving = { threads: 1, looks: 0, cards: 0, events: 3, people: ['Ana'] };
    let isOffline = true;
    const { sharing, exchanges } = await begun({
      standing: () => state({ leaving }),
      exchange: () => {
        if (isOffline) {
          throw new Refused('unavailable', GONE, 503);
        }
        return synced({ shared: 3 });
      }
    });
    expect(await sharing.share(false)).toBe(false);
    expect(sharing.problem).toBe(GONE);
    expect(sharing.state?.leaving.events).toBe(3);
    isOffline = false;
    expect(await sharing.share(false)).toBe(true);
    expect(sharing.problem).toBeNull();
    expect(sharing.state?.leaving.events).toBe(0);
    expect(exchanges()).toHaveLength(2);
  });

  it('does not ask again what the person said yes to', async () => {
    let isAgreed = false;
    const { sharing } = await begun({
      standing: () => state({ agreed: isAgreed }),
      exchange: () => {
        isAgreed = true;
        throw new Refused('unavailable', GONE, 503);
      }
    });
    sharing.watch(true);
    expect(await sharing.share(true)).toBe(false);
    await rest();
    expect([sharing.state?.agreed, sharing.problem]).toEqual([true, GONE]);
  });

  it('is not told of another project that has come into view', async () => {
    const { sharing, show } = await begun({
      exchange: () => {
        show({ ...PROJECT, id: 'q' });
        throw new Refused('unavailable', GONE, 503);
      }
    });
    expect(await sharing.share(false)).toBe(false);
    expect(sharing.problem).toBeNull();
    expect(sharing.running).toBeNull();
  });
});

describe('what exchanges brought', () => {
  const at = (minute: number): string => `2026-01-01T00:0${minute}:00Z`;

  /** A server from which comes, one after the other, what is listed. */
  function bringing(...each: Partial<Schemas['Synced']>[]) {
    const next = each[Symbol.iterator]();
    let minute = 0;
    return {
      exchange: () => {
        minute += 1;
        return synced({ ...next.next().value, state: state({ fetchedAt: at(minute) }) });
      }
    };
  }

  it('stays until something new comes, when nobody pressed', async () => {
    const { sharing } = await begun(bringing({ arrived: [BO] }, {}, { arrived: [BO] }));
    sharing.watch(true);
    await sharing.byItself('share');
    await sharing.byItself('share');
    expect(sharing.news).toEqual({ arrived: [BO], at: at(1), sentences: [] });
    await sharing.byItself('share');
    expect(sharing.news).toEqual({ arrived: [BO], at: at(3), sentences: [] });
  });

  it('is counted together while nobody looks, and sentences wait', async () => {
    const { sharing } = await begun(
      bringing({ arrived: [BO], notes: ['A copy.'] }, { arrived: [BO], problems: ['Broken.'] }, {})
    );
    await sharing.byItself('share');
    await sharing.byItself('share');
    expect(sharing.news).toEqual({
      arrived: [{ person: 'Bo', events: 24 }],
      at: at(2),
      sentences: ['A copy.', 'Broken.']
    });
    sharing.watch(true);
    await sharing.byItself('share');
    expect(sharing.news?.sentences).toEqual([]);
  });

  it('is told anew to who pressed', async () => {
    const { sharing } = await begun(bringing({ arrived: [BO] }, {}));
    await sharing.fetch();
    await sharing.fetch();
    expect(sharing.news?.arrived).toEqual([]);
  });
});

describe('which remote', () => {
  const of = (names: readonly string[], meant: string | null) => (call: ICall) => {
    const remote = (call.query.remote as string | null) ?? meant;
    return state({ remote, remotes: [...names], agreed: remote === 'origin' });
  };

  it('is the one that the person chose, for what is asked and what is shared', async () => {
    const { sharing, exchanges } = await begun({ standing: of(['origin', 'team'], 'origin') });
    expect(sharing.state?.remote).toBe('origin');
    sharing.choose('team');
    expect([sharing.remote, sharing.isBusy]).toEqual(['team', true]);
    await rest();
    expect([sharing.state?.remote, sharing.isBusy]).toEqual(['team', false]);
    await sharing.share(true);
    expect(exchanges()).toEqual([
      { agreed: true, sameProject: false, fetchOnly: false, remote: 'team' }
    ]);
  });

  it('is the first where none of several is meant by itself', async () => {
    const { sharing } = await begun({ standing: of(['hub', 'team'], null) });
    expect([sharing.state?.remote, sharing.isBusy]).toEqual(['hub', false]);
  });

  it('is nobody’s to share with by itself before somebody said yes to it', async () => {
    const { sharing, exchanges } = await begun({ standing: of(['origin', 'team'], 'origin') });
    sharing.choose('team');
    await rest();
    await sharing.byItself('share');
    expect(exchanges()).toEqual([]);
  });
});

it('asks whether another project is this one, and says so only when the person did', async () => {
  const { sharing, exchanges } = await begun({
    exchange: ({ body }) => {
      if (!(body as Schemas['Sync']).sameProject) {
        throw new Refused('blocked', 'Add --yes.', 409, { project: 'churn' });
      }
      return synced({ arrived: [BO] });
    }
  });
  expect(await sharing.fetch()).toBe(false);
  expect([sharing.otherProject, sharing.problem]).toEqual(['churn', null]);
  expect(await sharing.fetch(true)).toBe(true);
  expect([sharing.otherProject, sharing.news?.arrived]).toEqual([null, [BO]]);
  expect(exchanges()).toHaveLength(2);
});
