import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import { asOpen, choiceOf, isSame, textOf, type Choice } from '../choice';
import type { Side } from '../tokens';
import type { Version } from './tokens';

export const VERSIONS: readonly Version[] = ['base', 'ours', 'theirs'];

/** The three versions that are merged; null where a person is still to choose. */
export type Three = Readonly<Record<Version, Choice | null>>;

/** The three as they are now. */
export type ThreeSides = Readonly<Record<Version, Side>>;

/** A merge as the layout of tabs remembers it. */
export interface IMergeOpening {
  /** The notebook the result is for, as JupyterLab names it. */
  readonly path: string;
  readonly sides: Three;
}

/** What git keeps of a notebook in conflict. */
export const OF_CONFLICT: Three = {
  base: { kind: 'index', stage: 1 },
  ours: { kind: 'index', stage: 2 },
  theirs: { kind: 'index', stage: 3 }
};

/** Something is merged into the notebook as it stands; what, is still to be chosen. */
export const INTO_NOTEBOOK: Three = { base: null, ours: asOpen, theirs: null };

export function areSame(one: Three, other: Three): boolean {
  return VERSIONS.every(version => isSame(one[version], other[version]));
}

export function isOfConflict(three: Three): boolean {
  return areSame(three, OF_CONFLICT);
}

/** The same, with what ours and theirs have in common as the base where none was chosen. */
export function withBase(three: Three): Three {
  const [one, other] = [commitOf(three.ours), commitOf(three.theirs)];
  return three.base !== null || one === null || other === null || one === other
    ? three
    : { ...three, base: { kind: 'merge_base', one, other } };
}

/** The commit a version is, or was made from; null of what does not say so. */
function commitOf(choice: Choice | null): string | null {
  switch (choice?.kind) {
    case 'revision':
      return choice.revision;
    case 'open':
    case 'file':
      return choice.path === undefined ? 'HEAD' : null;
    default:
      return null;
  }
}

/** An opening as arguments of a command. */
export function argumentsOf({ path, sides }: IMergeOpening): ReadonlyPartialJSONObject {
  const written = VERSIONS.flatMap(version => {
    const choice = sides[version];
    return choice === null
      ? []
      : [
          [version, textOf(choice)],
          [`${version}Path`, choice.path]
        ];
  });
  return { path, ...(Object.fromEntries(written) as ReadonlyPartialJSONObject) };
}

/** What `argumentsOf` wrote: without versions those of a conflict. Null for arguments without a notebook. */
export function openingOf(args: ReadonlyPartialJSONObject): IMergeOpening | null {
  const text = (name: string): string | undefined => {
    const value = args[name];
    return typeof value === 'string' ? value : undefined;
  };
  const path = text('path');
  if (path === undefined) {
    return null;
  }
  const choice = (version: Version): Choice | null =>
    choiceOf(text(version) ?? '', text(`${version}Path`));
  const sides = { base: choice('base'), ours: choice('ours'), theirs: choice('theirs') };
  const isNamed = VERSIONS.some(version => sides[version] !== null);
  return { path, sides: isNamed ? sides : OF_CONFLICT };
}
