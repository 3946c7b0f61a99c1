import type { Card, IShownCard } from './tokens';

/** Takes what it can use from anything. */
type Read<T> = (value: unknown) => T;
type Readers<T> = { readonly [Key in keyof T]: Read<T[Key]> };

const KINDS = [
  'experiment',
  'ablation',
  'baseline',
  'data study',
  'model',
  'reproduction'
] as const;
const OUTCOMES = ['supported', 'refuted', 'inconclusive', 'abandoned', 'failed'] as const;
const ORDERS = ['unknown', 'linear', 'out of order', 'repeated', 'gaps', 'partial'] as const;
const SENSITIVITIES = ['public', 'internal', 'personal', 'confidential'] as const;
const SCOPES = ['file', 'folder', 'frame', 'sample', 'array'] as const;
const NOT_FINITE = ['NaN', 'Infinity', '-Infinity'] as const;

const text: Read<string> = value => (typeof value === 'string' ? value : '');
const maybeText: Read<string | null> = value => (typeof value === 'string' ? value : null);
const maybeNumber: Read<number | null> = value => (typeof value === 'number' ? value : null);
const maybeFlag: Read<boolean | null> = value => (typeof value === 'boolean' ? value : null);

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function maybeOneOf<T extends string>(names: readonly T[]): Read<T | null> {
  return value => names.find(name => name === value) ?? null;
}

function oneOf<T extends string>(names: readonly [T, ...T[]]): Read<T> {
  return value => names.find(name => name === value) ?? names[0];
}

function list<T>(one: Read<T>): Read<T[]> {
  return value => (Array.isArray(value) ? value.map(one) : []);
}

function byName<T>(one: Read<T>): Read<Record<string, T>> {
  return value =>
    isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, one(each)]))
      : {};
}

function part<T>(readers: Readers<T>): Read<T> {
  return value => {
    const from = isObject(value) ? value : {};
    const entries = Object.entries<Read<unknown>>(readers);
    return Object.fromEntries(entries.map(([name, read]) => [name, read(from[name])])) as T;
  };
}

function maybe<T>(one: Read<T>): Read<T | null> {
  return value => (isObject(value) ? one(value) : null);
}

type Parts = {
  [Key in 'artifacts' | 'data' | 'figures' | 'metrics' | 'runs' | 'waivers']: Card[Key][number];
};
type Places = {
  [Key in 'code' | 'environment' | 'execution' | 'failure']: NonNullable<Card[Key]>;
};

const measured: Read<Parts['metrics']['value']> = value =>
  typeof value === 'number' ? value : oneOf(NOT_FINITE)(value);

const scalar: Read<Card['params'][string]> = value =>
  typeof value === 'number' || typeof value === 'boolean' ? value : maybeText(value);

const metric = part<Parts['metrics']>({
  name: text,
  value: measured,
  split: maybeText,
  slice: maybeText,
  goal: maybeOneOf(['max', 'min']),
  unit: maybeText,
  n: maybeNumber,
  low: maybeNumber,
  high: maybeNumber,
  tolerance: maybeNumber,
  cell: maybeText
});

const data = part<Parts['data']>({
  name: text,
  role: maybeText,
  uri: maybeText,
  fingerprint: maybeText,
  scope: maybeOneOf(SCOPES),
  rows: maybeNumber,
  columns: maybeNumber,
  sizeBytes: maybeNumber,
  sensitivity: maybeOneOf(SENSITIVITIES),
  cell: maybeText
});

const figure = part<Parts['figures']>({
  path: text,
  sha256: text,
  mediaType: value => maybeText(value) ?? 'image/png',
  caption: maybeText,
  alt: maybeText,
  cell: maybeText
});

const artifact = part<Parts['artifacts']>({
  name: text,
  path: text,
  sha256: maybeText,
  sizeBytes: maybeNumber,
  mediaType: maybeText,
  cell: maybeText
});

const code = part<Places['code']>({
  notebook: maybeText,
  notebookSha256: maybeText,
  cells: list(part({ key: text, id: maybeText, count: maybeNumber })),
  commit: maybeText,
  branch: maybeText,
  remote: maybeText,
  dirty: maybeFlag,
  diff: maybeText,
  diffSha256: maybeText,
  diffNote: maybeText,
  untracked: list(text)
});

const execution = part<Places['execution']>({
  id: text,
  started: text,
  ended: maybeText,
  seconds: maybeNumber,
  order: oneOf(ORDERS),
  seeds: byName(value => maybeNumber(value) ?? 0),
  runner: maybeText
});

const environment = part<Places['environment']>({
  python: maybeText,
  system: maybeText,
  machine: maybeText,
  processor: maybeText,
  memoryGb: maybeNumber,
  accelerators: list(text),
  packages: byName(text)
});

const card = part<Card>({
  schema: text,
  id: text,
  title: text,
  kind: oneOf(KINDS),
  owner: text,
  created: text,
  published: maybeText,
  tags: list(text),
  summary: maybeText,
  hypothesis: maybeText,
  outcome: maybeOneOf(OUTCOMES),
  conclusion: maybeText,
  next: list(text),
  lessons: list(text),
  notes: list(text),
  intendedUse: maybeText,
  outOfScope: maybeText,
  risks: maybeText,
  limitations: maybeText,
  license: maybeText,
  params: byName(scalar),
  metrics: list(metric),
  data: list(data),
  figures: list(figure),
  artifacts: list(artifact),
  code: maybe(code),
  execution: maybe(execution),
  environment: maybe(environment),
  failure: maybe(part<Places['failure']>({ error: text, message: text, frames: list(text) })),
  runs: list(
    part<Parts['runs']>({
      id: text,
      system: maybeText,
      url: maybeText,
      at: maybeText,
      metrics: byName(measured)
    })
  ),
  waivers: list(part<Parts['waivers']>({ finding: text, reason: text })),
  baseline: maybeText,
  supersedes: maybeText,
  ext: () => ({})
});

/**
 * A card with every field present. Files and answers leave out what nobody filled, and a notebook's output may hold
 * anything: what is not as the format says is left out too.
 *
 * @returns null when it has no title
 */
export function readCard(value: unknown): Card | null {
  return isObject(value) && text(value.title) !== '' ? card(value) : null;
}

/** @returns null when there is no card in it */
export function readShown(value: unknown): IShownCard | null {
  const found = isObject(value) ? readCard(value.card) : null;
  return found && isObject(value)
    ? {
        card: found,
        path: maybeText(value.path),
        problem: maybeText(value.problem),
        files: byName(text)(value.files)
      }
    : null;
}

/** What has metrics, with every field of them present. */
export function withDefaults<T extends { readonly metrics: readonly unknown[] }>(part: T): T {
  return { ...part, metrics: list(metric)(part.metrics) };
}
