import type { TranslationBundle } from '@jupyterlab/translation';
import type { Schemas } from '../core/tokens';
import type { Card } from './tokens';
import { kindLabel, OUTCOMES, outcomeLabel } from './words';

/** What people write by hand. */
export type FieldName =
  | 'title'
  | 'kind'
  | 'tags'
  | 'summary'
  | 'hypothesis'
  | 'outcome'
  | 'conclusion'
  | 'next'
  | 'lessons'
  | 'intendedUse'
  | 'outOfScope'
  | 'risks'
  | 'limitations'
  | 'license';

/** What a person writes in the form: a field, a note by its place, or the caption of a figure by its path. */
export type Written = FieldName | `note ${number}` | `caption ${string}`;

/** What some fields are to hold; null is nothing. Captions are by the paths of their figures. */
export interface IValues extends Partial<
  Record<FieldName | 'notes', string | readonly string[] | null>
> {
  readonly captions?: Readonly<Record<string, string>>;
}

/** `list` is one entry a line. */
export type FieldForm = 'line' | 'text' | 'list' | 'choice';

export interface IField {
  readonly name: FieldName;
  readonly form: FieldForm;
  readonly label: string;

  /** What to write there. */
  readonly hint: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];

  /** Asked of every card; the others are for models, and stand apart. */
  readonly isFirst: boolean;
}

const KINDS: readonly Card['kind'][] = [
  'experiment',
  'ablation',
  'baseline',
  'data study',
  'model',
  'reproduction'
];

/** Every field of the form, in its order. */
export function fieldsOf(trans: TranslationBundle): IField[] {
  const outcomes = OUTCOMES.map(value => ({ value, label: outcomeLabel(value, trans) }));
  const kinds = KINDS.map(value => ({ value, label: kindLabel(value, trans) }));
  return [
    field('title', 'line', trans.__('Title'), ''),
    field('outcome', 'choice', trans.__('Outcome'), '', [
      { value: '', label: trans.__('Not known yet') },
      ...outcomes
    ]),
    field(
      'conclusion',
      'text',
      trans.__('Conclusion'),
      trans.__('What follows from it. The first paragraph stands at the top.')
    ),
    field('hypothesis', 'text', trans.__('Believed'), trans.__('What you expected, and why')),
    field('summary', 'text', trans.__('Did'), trans.__('What was run, in a few lines')),
    field('lessons', 'list', trans.__('Learned'), trans.__('One a line')),
    field('next', 'list', trans.__('Next'), trans.__('One step a line')),
    field('limitations', 'text', trans.__('Limits'), trans.__('Where it does not hold')),
    field('tags', 'list', trans.__('Tags'), trans.__('One a line')),
    field('kind', 'choice', trans.__('Kind'), '', kinds),
    ...modelFields(trans)
  ];
}

function modelFields(trans: TranslationBundle): IField[] {
  return [
    later('intendedUse', 'text', trans.__('Intended use'), trans.__('Who uses it, and for what')),
    later('outOfScope', 'text', trans.__('Not meant for'), ''),
    later('risks', 'text', trans.__('Risks'), trans.__('What can go wrong, and for whom')),
    later('license', 'line', trans.__('License'), trans.__('A short name, such as apache-2.0'))
  ];
}

function field(
  name: FieldName,
  form: FieldForm,
  label: string,
  hint: string,
  choices: IField['choices'] = []
): IField {
  return { name, form, label, hint, choices, isFirst: true };
}

function later(name: FieldName, form: FieldForm, label: string, hint: string): IField {
  return { name, form, label, hint, choices: [], isFirst: false };
}

const LISTS: readonly FieldName[] = ['tags', 'next', 'lessons'];

const [NOTE, CAPTION] = ['note ', 'caption '];

/** A field as the form holds it: lists with an entry a line. */
export function textOf(card: Card, name: Written): string {
  if (isNote(name)) {
    return card.notes[indexOf(name)] ?? '';
  }
  if (isCaption(name)) {
    return card.figures.find(({ path }) => path === pathOf(name))?.caption ?? '';
  }
  const value = card[name];
  return Array.isArray(value) ? value.map(asLine).join('\n') : (value ?? '');
}

/** What a field's text means: null where nothing stands. */
export function valueOf(name: FieldName, text: string): string | string[] | null {
  if (LISTS.includes(name)) {
    return text
      .split('\n')
      .map(line => line.trim())
      .filter(line => line !== '');
  }
  return text.trim() === '' && name !== 'title' ? null : text.trim();
}

/** What the texts of the form mean, of those that a person changed. */
export function valuesOf(card: Card, texts: Partial<Record<Written, string>>): IValues {
  const names = Object.keys(texts) as Written[];
  const said = (name: Written): string => texts[name] ?? textOf(card, name);
  const fields = names.filter(isField);
  const captions = names.filter(isCaption);
  return {
    ...Object.fromEntries(fields.map(name => [name, valueOf(name, said(name))])),
    ...(names.some(isNote) ? { notes: noteNames(card, texts).map(said) } : {}),
    ...(captions.length > 0
      ? { captions: Object.fromEntries(captions.map(name => [pathOf(name), said(name)])) }
      : {})
  };
}

/** The notes of a card, with those that the texts of the form add. */
export function noteNames(card: Card, texts: Partial<Record<Written, string>>): Written[] {
  const changed = (Object.keys(texts) as Written[]).filter(isNote).map(indexOf);
  const count = Math.max(card.notes.length, ...changed.map(index => index + 1));
  return Array.from({ length: count }, (_, index): Written => `note ${index}`);
}

function isField(name: Written): name is FieldName {
  return !isNote(name) && !isCaption(name);
}

function indexOf(note: Written): number {
  return Number(note.slice(NOTE.length));
}

function pathOf(caption: Written): string {
  return caption.slice(CAPTION.length);
}

function isNote(name: Written): name is `note ${number}` {
  return name.startsWith(NOTE);
}

function isCaption(name: Written): name is `caption ${string}` {
  return name.startsWith(CAPTION);
}

/** Everything that people write of a card, with other values in some fields: the server wants all of it. */
export function fieldsWith(card: Card, values: IValues): Schemas['CardFields'] {
  const { title, kind, tags, summary, hypothesis, outcome, conclusion, next, lessons } = card;
  const { intendedUse, outOfScope, risks, limitations, license, notes } = card;
  const now = { title, kind, tags, summary, hypothesis, outcome, conclusion, next, lessons };
  const ofModels = { intendedUse, outOfScope, risks, limitations, license };
  return { ...now, ...ofModels, notes, ...values } as Schemas['CardFields'];
}

/** An entry that was written elsewhere may have several lines; here each is one. */
function asLine(entry: string): string {
  return entry.replace(/\s*\n\s*/g, ' ');
}
