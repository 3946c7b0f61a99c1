import type { Schemas } from '../core/tokens';

type Arrived = Schemas['Arrived'];

/** What exchanges brought, as it is told to who looks. */
export interface INews {
  readonly arrived: readonly Arrived[];

  /** When it came; null when that is not known. */
  readonly at: string | null;

  /** What was left out, and what one should know. */
  readonly sentences: readonly string[];
}

export function newsOf({ arrived, notes, problems, state }: Schemas['Synced']): INews {
  return { arrived, at: state.fetchedAt, sentences: [...problems, ...notes] };
}

/**
 * The news after an exchange that nobody pressed for: what came before stays until something new comes, and what nobody
 * has looked at yet is counted together with that.
 */
export function newsAfter(before: INews | null, done: Schemas['Synced'], isSeen: boolean): INews {
  const news = newsOf(done);
  if (before === null) {
    return news;
  }
  const kept = isSeen ? [] : before.sentences;
  const sentences = [...new Set([...kept, ...news.sentences])];
  if (news.arrived.length === 0) {
    return { ...before, sentences };
  }
  return { ...news, sentences, arrived: isSeen ? news.arrived : sum(before.arrived, news.arrived) };
}

function sum(some: readonly Arrived[], others: readonly Arrived[]): Arrived[] {
  const counts = new Map<string, number>();
  for (const { events, person } of [...some, ...others]) {
    counts.set(person, (counts.get(person) ?? 0) + events);
  }
  return [...counts].map(([person, events]) => ({ person, events }));
}
