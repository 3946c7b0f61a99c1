import type { Choice, Which } from './choice';
import type { Comparison } from './tokens';

type Sides = readonly [Choice | null, Choice | null];

/** Which side is a notebook that can be edited, saved or not; the new one when both are. Null when none is. */
export function liveSideOf(sides: Sides, comparison: Comparison | null): Which | null {
  const isLive = (name: Which): boolean => {
    const chosen = sides[name === 'old' ? 0 : 1]?.kind;
    const found = comparison?.[name].kind;
    return (chosen === 'open' || chosen === 'file') && (found === 'live' || found === 'file');
  };
  return (['new', 'old'] as const).find(isLive) ?? null;
}

/** The sides, with one that is a saved notebook as that notebook is open. */
export function withOpen([old, now]: Sides, name: Which): Sides {
  const open = (choice: Choice | null): Choice | null =>
    choice?.kind === 'file' ? { ...choice, kind: 'open' } : choice;
  return name === 'old' ? [open(old), now] : [old, open(now)];
}
