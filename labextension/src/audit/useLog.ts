import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { sentenceOf } from '../core/errors';
import type { Person } from '../core/tokens';
import type { Entry, ILogFilter } from './entry';
import { older, type FetchEntries } from './log';

export interface ILogSource {
  readonly fetchEntries: FetchEntries;
  newest(): Promise<number>;
  people(): Promise<Person[]>;
}

/** The part of a log that is shown. */
export interface ILog {
  /** Newest first. */
  readonly entries: readonly Entry[];
  readonly hasMore: boolean;
  readonly isLoading: boolean;

  /** What was known before stays beside it; null when nothing failed. */
  readonly problem: string | null;

  /** Whom the log can be filtered by. */
  readonly people: readonly Person[];
  more(): void;
  restart(): void;
}

interface IPart {
  readonly entries: readonly Entry[];
  readonly below: number | null;
  readonly isLoading: boolean;
  readonly problem: string | null;
}

const NOTHING: IPart = { entries: [], below: null, isLoading: true, problem: null };

/** Loads the log's newest entries that the filter keeps, and older ones on demand. */
export function useLog(source: ILogSource, filter: ILogFilter): ILog {
  const [part, setPart] = useState<IPart>(NOTHING);
  const [turn, restart] = useReducer((count: number) => count + 1, 0);
  const current = useRef(0);
  const sources = useRef(source);
  const { actor, noun } = filter;

  const load = useCallback(
    async (known: readonly Entry[], below: number | null): Promise<void> => {
      const asked = ++current.current;
      const next = await loadPart(sources.current, { actor, noun }, known, below);
      if (asked === current.current) {
        setPart(next);
      }
    },
    [actor, noun]
  );

  useEffect(() => {
    setPart(NOTHING);
    void load([], null);
  }, [load, turn]);

  const more = (): void => {
    setPart({ ...part, isLoading: true, problem: null });
    void load(part.entries, part.below);
  };
  return {
    ...part,
    hasMore: part.below !== null,
    people: usePeople(sources.current, part.entries),
    more,
    restart
  };
}

async function loadPart(
  source: ILogSource,
  filter: ILogFilter,
  known: readonly Entry[],
  below: number | null
): Promise<IPart> {
  try {
    const from = below ?? (await source.newest()) + 1;
    const found = await older(source.fetchEntries, from, filter);
    return {
      entries: [...known, ...found.entries],
      below: found.below,
      isLoading: false,
      problem: null
    };
  } catch (error) {
    return { entries: known, below, isLoading: false, problem: sentenceOf(error) };
  }
}

/** Everybody known, and whoever is met in the log: people may have left the project since. */
function usePeople(source: ILogSource, entries: readonly Entry[]): readonly Person[] {
  const [people, setPeople] = useState<ReadonlyMap<string, Person>>(new Map());
  useEffect(() => {
    source.people().then(
      known => setPeople(before => joined(known, [...before.values()])),
      // Filtering by the people met in the log still works.
      () => undefined
    );
  }, [source]);
  useEffect(() => {
    setPeople(before =>
      joined(
        [...before.values()],
        entries.map(({ actor }) => actor)
      )
    );
  }, [entries]);
  return [...people.values()].sort((first, second) =>
    first.displayName.localeCompare(second.displayName)
  );
}

function joined(first: readonly Person[], second: readonly Person[]): Map<string, Person> {
  return new Map([...second, ...first].map(person => [person.username, person]));
}
