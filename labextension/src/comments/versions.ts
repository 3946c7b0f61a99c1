import type { Comparison, SideName } from '../diff/tokens';
import type { IVersion } from './tokens';

const SHORT_HASH = 7;
const LONGEST_NAME = 200;

export type Versions = Readonly<Record<SideName, IVersion | null>>;

/**
 * What the sides of a comparison are to a notebook: null for the one that is the notebook as it stands. Of a saved and
 * an unsaved side that is the unsaved one.
 *
 * @param path - the notebook's path in the project
 */
export function versionsOf(comparison: Comparison, path: string): Versions {
  const sides = ['new', 'old'] as const;
  const now =
    sides.find(side => comparison[side].kind === 'live') ??
    sides.find(side => comparison[side].kind === 'file' && comparison[side].path === path);
  return {
    old: now === 'old' ? null : versionOf(comparison.old, path),
    new: now === 'new' ? null : versionOf(comparison.new, path)
  };
}

function versionOf(side: Comparison['old'], path: string): IVersion {
  const { kind, title, commit } = side;
  const isOther = kind === 'file' && side.path !== path;
  const name = commit?.slice(0, SHORT_HASH) ?? (isOther ? side.path : title);
  return { title: isOther ? side.path : title, name: name.slice(0, LONGEST_NAME) };
}
