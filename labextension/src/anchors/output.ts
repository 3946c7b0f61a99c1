import type { IOutput, MultilineString } from '@jupyterlab/nbformat';
import * as nbformat from '@jupyterlab/nbformat';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Schemas } from '../core/tokens';

export type OutputKind = Schemas['OutputTarget']['outputKind'];

/** What stands for an output: the form of it that a person sees, as text. */
export interface IPayload {
  readonly mime: string;
  readonly kind: OutputKind;
  readonly text: string;
}

/** Characters of a payload that are hashed; the length always counts. A plot of 8 MB is told apart long before its end. */
const MOST_HASHED = 8 * 1024 * 1024;

/** Hashed in one go before the browser gets a turn, in characters. */
const CHUNK = 512 * 1024;
const STREAM = 'application/vnd.jupyter.stream';
const ERROR = 'application/vnd.jupyter.error';

/** Its payload is a number drawn anew at every run. */
const WIDGET = 'application/vnd.jupyter.widget-view+json';

/** What JupyterLab prefers to show, most telling first. */
const PREFERRED = [
  /^application\/vnd\./,
  /^image\//,
  /^text\/html$/,
  /^text\/markdown$/,
  /^text\/latex$/,
  /^application\/json$/,
  /^text\/plain$/
];

/** What differs between two runs with equal results: addresses in memory, and the ids of pandas' styled tables. */
const CHANCE = /(?<=\bat )0x[0-9a-f]{6,}|\bT_[0-9a-f]{5}(?=_|")/gi;

/** The form of an output that stands for it. */
export function payloadOf(output: IOutput): IPayload {
  if (nbformat.isStream(output)) {
    return { mime: STREAM, kind: 'text', text: `${output.name}\n${joined(output.text)}` };
  }
  if (nbformat.isError(output)) {
    const text = JSON.stringify([output.ename, output.evalue, output.traceback]);
    return { mime: ERROR, kind: 'error', text };
  }
  const bundle = bundleOf(output);
  const mime = preferredMime(Object.keys(bundle));
  const text = mime === null ? '' : textOf(bundle[mime]);
  return mime === null
    ? { mime: 'application/octet-stream', kind: 'other', text }
    : { mime, kind: kindOf(mime, text), text };
}

/** SHA-256 of a payload's media type, length and text, 64 hexadecimal digits. Long ones are hashed in turns. */
export async function fingerprintOf({ mime, text }: IPayload): Promise<string> {
  const steady = mime.startsWith('image/') ? text.replace(/\s+/g, '') : text.replace(CHANCE, '');
  const hash = sha256.create().update(utf8ToBytes(`${mime}\n${steady.length}\n`));
  const end = Math.min(steady.length, MOST_HASHED);
  for (let start = 0; start < end; start += CHUNK) {
    if (start > 0) {
      await new Promise(resolve => setTimeout(resolve, 0));
    }
    hash.update(utf8ToBytes(steady.slice(start, Math.min(start + CHUNK, end))));
  }
  return bytesToHex(hash.digest());
}

function bundleOf(output: IOutput): Record<string, unknown> {
  const isBundle = nbformat.isExecuteResult(output) || nbformat.isDisplayData(output);
  return isBundle || nbformat.isDisplayUpdate(output) ? output.data : {};
}

function preferredMime(mimes: readonly string[]): string | null {
  const telling = mimes.filter(mime => mime !== WIDGET).sort();
  for (const pattern of PREFERRED) {
    const found = telling.find(mime => pattern.test(mime));
    if (found !== undefined) {
      return found;
    }
  }
  return telling[0] ?? mimes[0] ?? null;
}

function kindOf(mime: string, text: string): OutputKind {
  if (mime.startsWith('image/')) {
    return 'image';
  }
  if (mime === 'text/html') {
    return /<table\b/i.test(text) ? 'table' : 'html';
  }
  return mime.startsWith('text/') ? 'text' : 'other';
}

function textOf(data: unknown): string {
  return isMultiline(data) ? joined(data) : canonical(data);
}

function isMultiline(data: unknown): data is MultilineString {
  return (
    typeof data === 'string' ||
    (Array.isArray(data) && data.every(part => typeof part === 'string'))
  );
}

function joined(text: MultilineString): string {
  return Array.isArray(text) ? text.join('') : text;
}

/** JSON with sorted keys: the order in which a library wrote them says nothing. */
function canonical(data: unknown): string {
  const sorted = (_: string, value: unknown): unknown =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  return data === undefined ? '' : JSON.stringify(data, sorted);
}
