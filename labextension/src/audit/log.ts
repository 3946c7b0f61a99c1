import type { IApi, Project, Schemas } from '../core/tokens';
import type { Entry, ILogFilter } from './entry';

export const PAGE = 100;
const MOST = 500;

/** Higher than any cursor: the server then answers with the newest one only. */
const BEYOND = Number.MAX_SAFE_INTEGER;

type Entries = Schemas['Entries'];

/** One request of the log. */
export type FetchEntries = (after: number, limit: number, filter: ILogFilter) => Promise<Entries>;

/** Entries newest first, and below which `seq` there may be older ones; null when there are none. */
export interface IOlder {
  readonly entries: readonly Entry[];
  readonly below: number | null;
}

/** How the log of a project is fetched. */
export function fetchFrom(api: IApi, project: Project): FetchEntries {
  return (after, limit, { actor, noun }) =>
    api.got(
      api.client.GET('/projects/{project}/log', {
        params: {
          path: { project: project.id },
          query: { after, limit, actor: actor || null, kind: noun || null }
        }
      })
    );
}

/** The newest entry's `seq`, 0 when the log is empty. */
export async function newest(api: IApi, project: Project): Promise<number> {
  const { head } = await api.got(
    api.client.GET('/projects/{project}/changes', {
      params: { path: { project: project.id }, query: { since: BEYOND } }
    })
  );
  return head;
}

/**
 * The server reads its log forward only, so this asks for stretches that end where the last began, each wider than the
 * one before while few entries match.
 *
 * @param below - entries with a smaller `seq` are wanted
 * @returns at least `PAGE` entries, unless the log has no more
 */
export async function older(
  fetchEntries: FetchEntries,
  below: number,
  filter: ILogFilter
): Promise<IOlder> {
  const entries: Entry[] = [];
  let top = below;
  let width = PAGE;
  while (top > 1 && entries.length < PAGE) {
    const after = Math.max(0, top - 1 - width);
    entries.push(...(await between(fetchEntries, after, top, filter)).reverse());
    top = after + 1;
    width *= 2;
  }
  return { entries, below: top > 1 ? top : null };
}

/** Every matching entry, oldest first, told page by page. */
export async function* everything(
  fetchEntries: FetchEntries,
  filter: ILogFilter
): AsyncGenerator<Entry[]> {
  let after: number | null = 0;
  while (after !== null) {
    const page: Entries = await fetchEntries(after, MOST, filter);
    yield page.entries;
    after = page.next;
  }
}

async function between(
  fetchEntries: FetchEntries,
  after: number,
  top: number,
  filter: ILogFilter
): Promise<Entry[]> {
  const found: Entry[] = [];
  let cursor: number | null = after;
  while (cursor !== null && cursor < top - 1) {
    const page: Entries = await fetchEntries(cursor, Math.min(MOST, top - 1 - cursor), filter);
    found.push(...page.entries.filter(({ seq }) => seq < top));
    cursor = page.next;
  }
  return found;
}
