import type { CardRow, IListedMetric, Status } from './tokens';

/** What of the cards is listed, and in which order. Empty words keep everything. */
export interface IFilter {
  readonly search: string;
  readonly status: Status | '';
  readonly tag: string;
  readonly notebook: string;
  readonly owner: string;

  /** The metric to sort by, by its name; empty for the newest first. */
  readonly metric: string;
}

export const EVERYTHING: IFilter = {
  search: '',
  status: '',
  tag: '',
  notebook: '',
  owner: '',
  metric: ''
};

/** What there is to choose from, each in alphabetical order. */
export interface IChoices {
  readonly statuses: readonly Status[];
  readonly tags: readonly string[];
  readonly notebooks: readonly string[];
  readonly owners: readonly string[];
  readonly metrics: readonly string[];
}

const texts = new WeakMap<CardRow, string>();

/** The rows that are kept, sorted. Their order stays as it was where nothing else decides. */
export function filtered(rows: readonly CardRow[], filter: IFilter): readonly CardRow[] {
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  const kept = rows.filter(
    row =>
      (filter.status === '' || (row.problem === null && row.status === filter.status)) &&
      (filter.tag === '' || row.tags.includes(filter.tag)) &&
      (filter.notebook === '' || row.notebook === filter.notebook) &&
      (filter.owner === '' || row.owner === filter.owner) &&
      words.every(word => textOf(row).includes(word))
  );
  return filter.metric === '' ? kept : byMetric(kept, filter.metric);
}

/** How many rows are made ready to be searched at once: less than anybody notices. */
const AT_ONCE = 250;

/**
 * Makes rows ready to be searched while the browser has nothing else to do, so that the first word is found as quickly
 * as the next. What is returned stops it.
 */
export function readyForSearch(rows: readonly CardRow[]): () => void {
  let timer = 0;
  const from = (start: number): void => {
    rows.slice(start, start + AT_ONCE).forEach(textOf);
    if (start + AT_ONCE < rows.length) {
      timer = window.setTimeout(() => from(start + AT_ONCE), 0);
    }
  };
  timer = window.setTimeout(() => from(0), 0);
  return () => window.clearTimeout(timer);
}

/** Whether a row is ready to be searched. */
export function isReady(row: CardRow): boolean {
  return texts.has(row);
}

export function isFiltering(filter: IFilter): boolean {
  const { search, status, tag, notebook, owner } = filter;
  return [search, status, tag, notebook, owner].some(word => word.trim() !== '');
}

export function choicesOf(rows: readonly CardRow[]): IChoices {
  const readable = rows.filter(({ problem }) => problem === null);
  return {
    statuses: sorted(readable.map(({ status }) => status)),
    tags: sorted(readable.flatMap(({ tags }) => tags)),
    notebooks: sorted(readable.flatMap(({ notebook }) => notebook ?? [])),
    owners: sorted(readable.map(({ owner }) => owner)),
    metrics: sorted(readable.flatMap(({ metrics }) => metrics.map(({ name }) => name)))
  };
}

/** What a row shows of its metrics: the one that is sorted by, else the one that matters first. */
export function shownMetric({ metrics }: CardRow, name: string): IListedMetric | null {
  return metrics.find(metric => metric.name === name) ?? metrics[0] ?? null;
}

/** The best first, as the metric's own direction says; rows without a number last. */
function byMetric(rows: readonly CardRow[], name: string): CardRow[] {
  const measured = rows.map(row => {
    const metric = shownMetric(row, name);
    const value = metric?.name === name && typeof metric.value === 'number' ? metric.value : null;
    return { row, value, goal: metric?.goal ?? null };
  });
  const isMin = measured.some(({ goal, value }) => value !== null && goal === 'min');
  const rank = (value: number | null): number =>
    value === null ? Number.POSITIVE_INFINITY : isMin ? value : -value;
  return measured
    .sort((first, second) => compare(rank(first.value), rank(second.value)))
    .map(({ row }) => row);
}

function compare(first: number, second: number): number {
  return first === second ? 0 : first < second ? -1 : 1;
}

/** All of a row that can be searched, in lower case, made once. */
function textOf(row: CardRow): string {
  const known = texts.get(row);
  if (known !== undefined) {
    return known;
  }
  const parts = [row.title, row.owner, row.conclusion, row.notebook, row.outcome, row.kind];
  const text = [...parts, ...row.tags, ...row.metrics.map(({ name }) => name), row.path]
    .filter(part => part !== null)
    .join('\n')
    .toLowerCase();
  texts.set(row, text);
  return text;
}

function sorted<T extends string>(names: readonly T[]): T[] {
  return [...new Set(names)].filter(Boolean).sort((first, second) => first.localeCompare(second));
}
