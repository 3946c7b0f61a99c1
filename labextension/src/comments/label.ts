import type { TranslationBundle } from '@jupyterlab/translation';
import type { Anchor } from '../anchors/tokens';
import { revealBidi } from '../ui/bidi';
import type { Comment, IPlacedThread, Thread } from './tokens';

const EXCERPT_CHARACTERS = 160;

/** Opening and closing marks of emphasis and code, which only make sense once drawn. */
const MARKS = /(\*\*|__|~~|`+|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w))/gu;
const LINK = /!?\[([^\]]*)\]\([^)\s]*\)/gu;
const OWN_HEADING = /^\s*?(#{1,6})[ \t]+(\S[^\n]*?)(?:[ \t]+#+)?[ \t]*(?:\n|$)/u;
const LINE_START = /^\s*(?:#{1,6}\s+|>\s?|[-*+]\s+|\d+[.)]\s+|```.*$)/gmu;

/** Where a thread is, in parts so that a narrow list can cut the first and keep the last. */
export interface IPlaceParts {
  /** The outer headings above the cell, outermost first; often the notebook's title. */
  readonly outer: string;

  /** The nearest heading above the cell; empty below none. */
  readonly heading: string;

  /** What of it is meant: a line, a cell, an output. */
  readonly part: string;
}

/**
 * @param cellIndex - where the cell is now, or null to say where it was
 * @param line - the quote's line now, from 0, or null to say which it was
 */
export function placeParts(
  anchor: Anchor | null,
  cellIndex: number | null,
  line: number | null,
  trans: TranslationBundle
): IPlaceParts {
  if (anchor?.entry) {
    const { heading, label } = anchor.entry;
    const part = label === '' ? trans.__('Place unknown') : revealBidi(label);
    return { outer: revealBidi(heading), heading: '', part };
  }
  if (anchor?.passage) {
    const outer = anchor.passage.headings.slice(0, -1).map(revealBidi).join(' › ');
    const heading = revealBidi(anchor.passage.headings.at(-1) ?? '');
    const part = trans.__('line %1', (line ?? anchor.quote?.line ?? 0) + 1);
    return { outer, heading, part: heading ? part : capitalised(part) };
  }
  if (anchor?.kind === 'file') {
    return { outer: '', heading: '', part: trans.__('Whole page') };
  }
  if (!anchor?.cell) {
    const whole = anchor?.kind === 'notebook';
    return {
      outer: '',
      heading: '',
      part: whole ? trans.__('Whole notebook') : trans.__('Place unknown')
    };
  }
  const headings = headingsTo(anchor.cell).map(revealBidi);
  const heading = headings.at(-1) ?? '';
  const outer = headings.slice(0, -1).join(' › ');
  const cell = trans.__('cell %1', (cellIndex ?? anchor.cell.index) + 1);
  if (anchor.output) {
    const part = trans.__('output of %1', cell);
    return { outer, heading, part: heading ? part : capitalised(part) };
  }
  if (anchor.quote) {
    const part = trans.__('line %1', (line ?? anchor.quote.line) + 1);
    return { outer, heading: heading || capitalised(cell), part };
  }
  return { outer, heading, part: heading ? cell : capitalised(cell) };
}

/** The headings that lead to a cell, its own among them where it begins with one. */
function headingsTo(cell: NonNullable<Anchor['cell']>): string[] {
  const found = cell.type === 'markdown' ? OWN_HEADING.exec(cell.sourceText) : null;
  const [, hashes = '', own = ''] = found ?? [];
  return own === '' ? cell.headings : [...cell.headings.slice(0, hashes.length - 1), own];
}

/** "Train › Split, line 4"; of another file "Metric › auc, test". */
export function placeLabel({ outer, heading, part }: IPlaceParts): string {
  if (outer !== '' && heading === '') {
    return `${outer} › ${part}`;
  }
  const path = outer ? `${outer} › ${heading}` : heading;
  return path ? `${path}, ${part}` : part;
}

/** What the chip beside a thread says; null when it stands where it was put, unchanged. */
export function stateLabel(placed: IPlacedThread, trans: TranslationBundle): string | null {
  switch (placed.placement?.state) {
    case 'moved':
      return trans.__('moved');
    case 'outdated':
      return placed.thread.anchor?.entry
        ? trans.__('changed since')
        : trans.__('text changed since');
    case 'needs_confirmation':
      return trans.__('place uncertain');
    case 'orphaned':
      return placed.placement.reason === 'detached' ? trans.__('detached') : trans.__('place lost');
    default:
      return placed.resultChanged ? trans.__('result changed') : null;
  }
}

/** *on a1b2c3d*: the version a thread was put on, where it is shown elsewhere; null when it was put on the notebook. */
export function madeOnLabel(
  { thread, version = null }: IPlacedThread,
  trans: TranslationBundle
): string | null {
  const madeOn = thread.anchor?.madeOn ?? null;
  return madeOn === null || madeOn === version?.name ? null : trans.__('on %1', revealBidi(madeOn));
}

/** The comment a thread is listed by: its first that was not deleted, else its first. */
export function leadingComment(thread: Thread): Comment | undefined {
  return thread.comments.find(comment => !comment.deleted) ?? thread.comments[0];
}

/** How many comments follow the first, without those that were deleted. */
export function replyCount(thread: Thread): number {
  return Math.max(0, thread.comments.filter(comment => !comment.deleted).length - 1);
}

/** The beginning of a text on one line, its Markdown marks left out, at most 160 characters. */
export function excerpt(markdown: string): string {
  const bare = markdown.replace(LINE_START, '').replace(LINK, '$1').replace(MARKS, '');
  const characters = Array.from(revealBidi(bare.replace(/\s+/gu, ' ').trim()));
  return characters.length <= EXCERPT_CHARACTERS
    ? characters.join('')
    : `${characters.slice(0, EXCERPT_CHARACTERS - 1).join('')}…`;
}

/** The line, from 0, on which a position in a source stands. Positions count UTF-16 code units. */
export function lineAt(source: string, position: number): number {
  return source.slice(0, position).split(/\r\n|\r|\n/u).length - 1;
}

/** What a list calls a person whose whole name stands beside: the first word of it. */
export function shortName(displayName: string): string {
  return revealBidi(displayName.trim().split(/\s+/u)[0] ?? '');
}

/** A path's last part, to be shown; of what is no notebook with its folder: cards are all called alike. */
export function nameOf(path: string): string {
  const parts = path.split('/');
  return revealBidi(parts.slice(path.endsWith('.ipynb') ? -1 : -2).join('/'));
}

function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
