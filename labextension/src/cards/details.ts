import type { TranslationBundle } from '@jupyterlab/translation';
import { exactly } from '../ui/moment';
import { sizeWord } from '../ui/size';
import type { CardPart } from './entries';
import { HEAD_METRICS, headMetrics, numberWord } from './numbers';
import type { Card } from './tokens';
import { durationWord, metricLabel, orderSentence } from './words';

/** A part of *Details*: rows of a table, and a long text that is opened apart. */
export interface ISection {
  readonly title: string;

  /** The columns' names; null for pairs of a name and a value. */
  readonly head: readonly string[] | null;
  readonly rows: readonly (readonly string[])[];

  /** What of the card each row shows; null for what cannot be commented here. */
  readonly parts?: readonly (CardPart | null)[];
  readonly text: { readonly title: string; readonly content: string } | null;
}

const MOST_DIFF = 200_000;

/** The parts of a card's details that have something to show. */
export function sectionsOf(card: Card, trans: TranslationBundle): ISection[] {
  const sections = [
    parameters(card, trans),
    metrics(card, trans),
    data(card, trans),
    code(card, trans),
    run(card, trans),
    environment(card, trans),
    artifacts(card, trans),
    runs(card, trans),
    waivers(card, trans),
    origin(card, trans)
  ];
  return sections.filter(({ rows, text }) => rows.length > 0 || text !== null);
}

function parameters({ params }: Card, trans: TranslationBundle): ISection {
  const rows = Object.entries(params).map(([name, value]) => [name, scalarWord(value)]);
  const parts = Object.keys(params).map(parameter => ({ parameter }));
  return { title: trans.__('Parameters'), head: null, rows, parts, text: null };
}

function metrics(card: Card, trans: TranslationBundle): ISection {
  const rows = card.metrics.map(metric => [
    metricLabel(metric),
    [numberWord(metric.value), metric.unit].filter(Boolean).join(' '),
    metric.low !== null && metric.high !== null
      ? trans.__('%1 to %2', numberWord(metric.low), numberWord(metric.high))
      : '',
    metric.n === null ? '' : numberWord(metric.n)
  ]);
  const head = [trans.__('Metric'), trans.__('Value'), trans.__('Interval'), trans.__('n')];
  // Those on the first page are commented there.
  const first = headMetrics(card.metrics, HEAD_METRICS);
  const parts = card.metrics.map(metric => (first.includes(metric) ? null : metric));
  return { ...table(trans.__('Metrics'), head, rows), parts };
}

function data(card: Card, trans: TranslationBundle): ISection {
  const rows = card.data.map(each => [
    each.name,
    each.role ?? '',
    [
      each.rows === null ? null : trans._n('%1 row', '%1 rows', each.rows),
      each.columns === null ? null : trans._n('%1 column', '%1 columns', each.columns),
      each.rows === null && each.sizeBytes !== null ? sizeWord(each.sizeBytes, trans) : null
    ]
      .filter(Boolean)
      .join(' × '),
    each.sensitivity ?? '',
    [each.uri, shortened(each.fingerprint), each.scope === null ? null : `(${each.scope})`]
      .filter(Boolean)
      .join(' ')
  ]);
  const head = [
    trans.__('Name'),
    trans.__('Role'),
    trans.__('Size'),
    trans.__('Sensitivity'),
    trans.__('Fingerprint')
  ];
  return { ...table(trans.__('Data'), head, rows), parts: card.data };
}

function code({ code }: Card, trans: TranslationBundle): ISection {
  const diff = code?.diff ?? null;
  return {
    title: trans.__('Code'),
    head: null,
    rows: pairs([
      [trans.__('Notebook'), code?.notebook],
      [trans.__('Commit'), code?.commit],
      [trans.__('Branch'), code?.branch],
      [trans.__('Repository'), code?.remote],
      [trans.__('Not committed'), code?.dirty === true ? trans.__('yes') : null],
      [trans.__('About the difference'), code?.diffNote],
      [trans.__('Files git does not know'), code?.untracked.join(', ')]
    ]),
    text:
      diff === null
        ? null
        : { title: trans.__('What was not committed'), content: diff.slice(0, MOST_DIFF) }
  };
}

function run({ execution }: Card, trans: TranslationBundle): ISection {
  const seeds = Object.entries(execution?.seeds ?? {}).map(([name, seed]) => `${name} ${seed}`);
  const took = execution?.seconds ?? null;
  return {
    title: trans.__('Run'),
    head: null,
    rows: pairs([
      [trans.__('Started'), execution && momentWord(execution.started)],
      [trans.__('Took'), took === null ? null : durationWord(took, trans)],
      [trans.__('Order'), execution && orderSentence(execution.order, trans)],
      [trans.__('Seeds'), seeds.join(', ')],
      [trans.__('Run by'), execution?.runner]
    ]),
    text: null
  };
}

function environment({ environment }: Card, trans: TranslationBundle): ISection {
  const packages = Object.entries(environment?.packages ?? {});
  const memory = environment?.memoryGb ?? null;
  return {
    title: trans.__('Environment'),
    head: null,
    rows: pairs([
      [trans.__('Python'), environment?.python],
      [trans.__('System'), environment?.system],
      [trans.__('Machine'), environment?.machine],
      [trans.__('Processor'), environment?.processor],
      [trans.__('Memory'), memory === null ? null : trans.__('%1 GB', numberWord(memory))],
      [trans.__('Accelerators'), environment?.accelerators.join(', ')]
    ]),
    text:
      packages.length === 0
        ? null
        : {
            title: trans._n('%1 package', '%1 packages', packages.length),
            content: packages.map(([name, version]) => `${name} ${version}`).join('\n')
          }
  };
}

function artifacts(card: Card, trans: TranslationBundle): ISection {
  const rows = card.artifacts.map(({ name, path, sizeBytes }) => [
    name,
    path,
    sizeBytes === null ? '' : sizeWord(sizeBytes, trans)
  ]);
  const head = [trans.__('File'), trans.__('Path'), trans.__('Size')];
  return table(trans.__('Files it made'), head, rows);
}

function runs(card: Card, trans: TranslationBundle): ISection {
  const rows = card.runs.map(({ id, at, system, metrics }) => [
    [system, id].filter(Boolean).join(' '),
    at === null ? '' : momentWord(at),
    Object.entries(metrics)
      .map(([name, value]) => `${name} ${numberWord(value)}`)
      .join(', ')
  ]);
  return table(
    trans.__('Earlier runs'),
    [trans.__('Run'), trans.__('When'), trans.__('Metrics')],
    rows
  );
}

function waivers(card: Card, trans: TranslationBundle): ISection {
  const rows = card.waivers.map(({ finding, reason }) => [finding, reason]);
  const head = [trans.__('Finding'), trans.__('Reason')];
  return table(trans.__('Let pass by the privacy check'), head, rows);
}

function origin({ license, baseline, supersedes, id }: Card, trans: TranslationBundle): ISection {
  return {
    title: trans.__('Card'),
    head: null,
    rows: pairs([
      [trans.__('License'), license],
      [trans.__('Baseline'), baseline],
      [trans.__('Supersedes'), supersedes],
      [trans.__('Identifier'), id]
    ]),
    text: null
  };
}

function table(title: string, head: readonly string[], rows: readonly string[][]): ISection {
  // A column that no row fills says nothing.
  const filled = head.map((_, column) => rows.some(row => row[column] !== ''));
  const keep = (row: readonly string[]): string[] => row.filter((_, column) => filled[column]);
  return { title, head: keep(head), rows: rows.map(keep), text: null };
}

function pairs(found: readonly (readonly [string, string | null | undefined])[]): string[][] {
  return found.flatMap(([name, value]) => (value ? [[name, value]] : []));
}

export function scalarWord(value: Card['params'][string]): string {
  return value === null ? 'None' : String(value);
}

function momentWord(at: string): string {
  const then = Date.parse(at);
  return Number.isNaN(then) ? at : exactly(then);
}

function shortened(fingerprint: string | null): string | null {
  return fingerprint?.replace(/([0-9a-f]{12})[0-9a-f]+/, '$1…') ?? null;
}
