import { literalIn, mayBeLiteral } from './literals';
import { mayHoldTable } from './tables';
import type { ICompared } from './textlines';
import type { Media, OutputPair } from './tokens';

/** Images that a browser draws without running anything. */
export const IMAGES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
const HTML = 'text/html';
const SVG = 'image/svg+xml';
const PROGRAM = 'application/javascript';
const PLAIN = 'text/plain';
const MARKDOWN = 'text/markdown';
const MOST_LITERAL = 16 * 1024;

/** Types that act, or load, or both, when they are drawn as they mean to be. */
const ACTING = [HTML, SVG, PROGRAM];

export type FormKind =
  'image' | 'table' | 'error' | 'rendered' | 'values' | 'text' | 'sandbox' | 'other';

/** One way to show both versions of an output. */
export interface IOutputForm {
  readonly kind: FormKind;
  readonly mime: string;
  readonly old: Media | null;
  readonly new: Media | null;

  /** Where the texts differ, as the server says; null when it compared none of this type. */
  readonly compared: ICompared | null;

  /** Of an error, its name and what it says; null of anything else. */
  readonly errors: IErrors | null;
}

export interface IError {
  readonly name: string;
  readonly value: string;
}

export interface IErrors {
  readonly old: IError | null;
  readonly new: IError | null;
}

/** Ways to show an output, the best one first. */
export function formsOf(pair: OutputPair): IOutputForm[] {
  const { old, new: now, mimes, textMime } = pair;
  const forms = mediaForms(old?.media ?? [], now?.media ?? [], mimes, textMime, pair);
  const errors = { old: errorOf(old), new: errorOf(now) };
  const isError = [old, now].every(side => side === null || side.kind === 'error');
  if (!isError) {
    return forms;
  }
  const [text = { mime: PLAIN, old: null, new: null, compared: null }] = forms;
  return [{ ...text, kind: 'error', errors }, ...forms];
}

function errorOf(side: OutputPair['old']): IError | null {
  return side && { name: side.errorName ?? '', value: side.errorValue ?? '' };
}

/** Ways to show two versions of something that has several types, like an output or an attachment. */
export function mediaForms(
  old: readonly Media[],
  now: readonly Media[],
  mimes: readonly string[] = [],
  textMime: string | null = null,
  compared: ICompared | null = null
): IOutputForm[] {
  const sides = [...now, ...old];
  const types = Array.from(new Set(mimes.length > 0 ? mimes : sides.map(({ mime }) => mime)));
  if (textMime !== null && !types.includes(textMime)) {
    types.push(textMime);
  }
  const form = (kind: FormKind, mime: string): IOutputForm => ({
    kind,
    mime,
    old: inForm(old, mime),
    new: inForm(now, mime),
    compared: mime === textMime ? compared : null,
    errors: null
  });
  const forms = types.flatMap(mime =>
    kindsOf(mime, form('other', mime)).map(kind => form(kind, mime))
  );
  forms.sort((one, other) => rankOf(one) - rankOf(other));
  return forms.some(({ kind }) => kind !== 'other')
    ? forms.filter(({ kind }) => kind !== 'other')
    : forms;
}

function kindsOf(mime: string, { old, new: now }: IOutputForm): FormKind[] {
  if (IMAGES.includes(mime)) {
    return ['image'];
  }
  if (isData(mime)) {
    return mime === 'application/json' ? ['values', 'text'] : ['values', 'sandbox'];
  }
  if (!isText(mime)) {
    return ['other'];
  }
  const texts = [old, now].flatMap(media => (media === null ? [] : [media.text]));
  const isTable = mime === HTML && texts.every(text => text !== null && mayHoldTable(text));
  const isLiteral = mime === PLAIN && texts.length === 2 && texts.every(isCollection);
  return [
    ...(isTable ? (['table'] as const) : []),
    ...(mime === MARKDOWN ? (['rendered'] as const) : []),
    ...(isLiteral ? (['values'] as const) : []),
    'text',
    ...(ACTING.includes(mime) ? (['sandbox'] as const) : [])
  ];
}

/** Whether a text is what Python prints of a dictionary, list or tuple. */
function isCollection(text: string | null): boolean {
  const isShort = text !== null && text.length < MOST_LITERAL;
  return isShort && mayBeLiteral(text) && literalIn(text) !== undefined;
}

/** Pictures and tables before what people read, that before data and sources; a sandbox only where nothing else is. */
function rankOf({ kind, mime, old, new: now }: IOutputForm): number {
  const isHere = [old, now].every(media => media?.text !== null);
  switch (kind) {
    case 'image':
      return 0;
    case 'table':
      return 1;
    case 'error':
      return 2;
    case 'rendered':
      return isHere ? 2.5 : 7.5;
    case 'text':
      return ACTING.includes(mime) ? 8 : (mime === PLAIN ? 4 : 5) + (isHere ? 0 : 2);
    case 'values':
      return mime === 'application/json' ? 3 : mime === PLAIN ? 3.5 : 6.5;
    case 'sandbox':
      return ACTING.includes(mime) ? 9 : 9.5;
    case 'other':
      return 10;
  }
}

/** Types of which the server gives the text. */
function isText(mime: string): boolean {
  return (
    mime.startsWith('text/') || mime === SVG || mime === PROGRAM || mime === 'application/x-latex'
  );
}

function isData(mime: string): boolean {
  return mime === 'application/json' || mime.endsWith('+json');
}

function inForm(media: readonly Media[], mime: string): Media | null {
  return media.find(each => each.mime === mime) ?? null;
}
