import type { Side } from './tokens';

type Sent = Exclude<Side, { kind: 'live' | 'snapshot' }>;
type Chosen<T> = T extends unknown ? Omit<T, 'path'> : never;

/**
 * A side as a person chose it, which a link or the layout of tabs can remember. `open` is the notebook as it stands in
 * the browser, saved where it is not open.
 *
 * `path` is of another notebook than the one the tab is about, as the project names it.
 */
export type Choice = (Chosen<Sent> | { readonly kind: 'open' }) & { readonly path?: string };

/** Which of the two sides. */
export type Which = 'old' | 'new';

export const asHead: Choice = { kind: 'revision', revision: 'HEAD' };
export const asSaved: Choice = { kind: 'file' };
export const asOpen: Choice = { kind: 'open' };
export const asCheckpoint: Choice = { kind: 'checkpoint', checkpoint: null };

/** A file that is not there is none to compare with, while a commit before the notebook was made is. */
export function isFile({ kind }: Choice): boolean {
  return kind === 'file' || kind === 'open';
}

export function isSame(one: Choice | null, other: Choice | null): boolean {
  return one === other || (one !== null && other !== null && key(one) === key(other));
}

function key(choice: Choice): string {
  return `${textOf(choice)} ${choice.path ?? ''}`;
}

/** A side in short, without its path: `open`, `revision:HEAD~2`, `merge_base:HEAD...main`. */
export function textOf(choice: Choice): string {
  switch (choice.kind) {
    case 'revision':
      return `revision:${choice.revision}`;
    case 'index':
      return `index:${choice.stage}`;
    case 'merge_base':
      return `merge_base:${choice.one}...${choice.other}`;
    default:
      return choice.kind;
  }
}

/** What `textOf` wrote; null for any other text. */
export function choiceOf(text: string, path?: string): Choice | null {
  const [kind = '', ...others] = text.split(':');
  const rest = others.join(':');
  const side = sideOf(kind, rest);
  return side && (path ? { ...side, path } : side);
}

function sideOf(kind: string, rest: string): Choice | null {
  if (kind === 'revision' && rest !== '') {
    return { kind, revision: rest };
  }
  if (kind === 'merge_base') {
    const [one, other] = rest.split('...');
    return one && other ? { kind, one, other } : null;
  }
  if (kind === 'index' && /^[0-3]$/.test(rest)) {
    return { kind, stage: Number(rest) };
  }
  const plain = [asOpen, asSaved, asCheckpoint].find(choice => choice.kind === kind);
  return rest === '' ? (plain ?? null) : null;
}

/** How much of what is now a side shows: the unsaved notebook more than the saved one, both more than what was. */
export function newness(choice: Choice | null): number {
  return choice === null ? 0 : { open: 2, file: 1 }[choice.kind as 'open' | 'file'] || 0;
}
