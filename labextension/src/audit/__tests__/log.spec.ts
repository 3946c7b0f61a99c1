import { describe, expect, it } from 'vitest';
import type { Entry, ILogFilter } from '../entry';
import { everything, older, PAGE, type FetchEntries } from '../log';

const ALL: ILogFilter = { actor: '', noun: '' };

function entry(seq: number, kind = 'thread.opened', username = 'ana'): Entry {
  return {
    seq,
    kind,
    id: `id-${seq}`,
    at: '2026-01-02T03:04:05Z',
    actor: {
      username,
      displayName: username,
      initials: 'A',
      avatarUrl: null,
      color: null,
      verified: true
    },
    entity: 'entity',
    entityKind: 'thread',
    erased: false,
    origin: null,
    role: 'reviewer',
    signedBy: null,
    verified: true
  };
}

/** Answers as the server does: forward from the cursor, at most `limit` matches, `next` unless the log ends there. */
function serving(log: readonly Entry[], requests: number[] = []): FetchEntries {
  return (after, limit, { actor, noun }) => {
    requests.push(after);
    const matching = log.filter(
      ({ seq, actor: { username }, kind }) =>
        seq > after &&
        (actor === '' || username === actor) &&
        (noun === '' || kind.startsWith(`${noun}.`))
    );
    const entries = matching.slice(0, limit);
    const last = entries.at(-1);
    const full = entries.length === limit && last !== undefined && last.seq < log.length;
    return Promise.resolve({ entries, next: full ? last.seq : null });
  };
}

const logOf = (length: number, kindAt: (seq: number) => string = () => 'thread.opened'): Entry[] =>
  Array.from({ length }, (_, index) => entry(index + 1, kindAt(index + 1)));

describe('older entries', () => {
  it('come newest first and leave nothing out, page after page', async () => {
    const fetchEntries = serving(logOf(257));
    const seen: number[] = [];
    let below: number | null = 258;
    while (below !== null) {
      const page = await older(fetchEntries, below, ALL);
      seen.push(...page.entries.map(({ seq }) => seq));
      below = page.below;
    }
    expect(seen).toEqual(Array.from({ length: 257 }, (_, index) => 257 - index));
  });

  it('are found across long stretches without a match', async () => {
    const fetchEntries = serving(logOf(3000, seq => (seq % 1500 === 1 ? 'look.asked' : 'x.y')));
    const { entries, below } = await older(fetchEntries, 3001, { actor: '', noun: 'look' });
    expect(entries.map(({ seq }) => seq)).toEqual([1501, 1]);
    expect(below).toBeNull();
  });

  it('are asked for in few requests when few match', async () => {
    const requests: number[] = [];
    const fetchEntries = serving(
      logOf(100_000, () => 'x.y'),
      requests
    );
    await older(fetchEntries, 100_001, { actor: 'nobody', noun: '' });
    expect(requests.length).toBeLessThan(15);
  });

  it('are none in an empty log', async () => {
    expect(await older(serving([]), 1, ALL)).toEqual({ entries: [], below: null });
  });

  it('leave newer ones out that arrived meanwhile', async () => {
    const { entries } = await older(serving(logOf(20)), 11, ALL);
    expect(entries.map(({ seq }) => seq)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });
});

it('tells everything in pages, oldest first', async () => {
  const sizes: number[] = [];
  const seen: number[] = [];
  for await (const page of everything(serving(logOf(1201)), ALL)) {
    sizes.push(page.length);
    seen.push(...page.map(({ seq }) => seq));
  }
  expect(sizes).toEqual([500, 500, 201]);
  expect(seen).toEqual(Array.from({ length: 1201 }, (_, index) => index + 1));
  expect(PAGE).toBeLessThanOrEqual(500);
});
