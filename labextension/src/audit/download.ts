import type { Entry } from './entry';

export type Format = 'json' | 'csv';

const COLUMNS = [
  'seq',
  'at',
  'username',
  'name',
  'verified',
  'role',
  'kind',
  'entityKind',
  'entity',
  'origin',
  'erased',
  'id'
] as const;

type Value = string | number | boolean | null;

/** Spreadsheets run a cell that begins with one of these as a formula; what people name themselves must not be one. */
const FORMULA = /^[=+\-@\t\r]/u;

/** The entries as a JSON list, as the server gave them. */
export function asJson(entries: readonly Entry[]): string {
  return `${JSON.stringify(entries, null, 2)}\n`;
}

/** The entries as comma-separated values (RFC 4180) with a line of names first. */
export function asCsv(entries: readonly Entry[]): string {
  const rows = entries.map(entry => {
    const row: Record<(typeof COLUMNS)[number], Value> = {
      ...entry,
      username: entry.actor.username,
      name: entry.actor.displayName
    };
    return COLUMNS.map(column => field(row[column]));
  });
  return [COLUMNS, ...rows].map(row => `${row.join(',')}\r\n`).join('');
}

function field(value: Value): string {
  const text = String(value ?? '');
  const safe = typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
