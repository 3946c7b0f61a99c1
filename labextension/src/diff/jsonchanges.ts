import { isNear } from './numbers';

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** A place in a value that differs; `undefined` on the side where there is nothing. */
export interface IPlaceChange {
  readonly path: readonly (string | number)[];
  readonly old: Json | undefined;
  readonly new: Json | undefined;
}

const DEEPEST = 500;

/** Text as JSON; `undefined` when it is none, or nested so deeply that writing it would take more than the stack. */
export function jsonIn(text: string): Json | undefined {
  try {
    return isDeep(text) ? undefined : (JSON.parse(text) as Json);
  } catch {
    return undefined;
  }
}

/** Brackets in strings count too: such a text is shown as text. */
function isDeep(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    if (depth > DEEPEST) {
      return true;
    }
  }
  return false;
}

/**
 * Where two values differ, the innermost places. Lists are compared item by item.
 *
 * @param tolerance - numbers that differ by at most this share of the larger one count as equal
 */
export function compareJson(old: Json, now: Json, tolerance: number): IPlaceChange[] {
  const found: IPlaceChange[] = [];
  compareAt([], old, now, tolerance, found);
  return found;
}

function compareAt(
  path: readonly (string | number)[],
  old: Json | undefined,
  now: Json | undefined,
  tolerance: number,
  found: IPlaceChange[]
): void {
  if (typeof old === 'number' && typeof now === 'number') {
    if (old === now || (tolerance > 0 && isNear(old, now, tolerance))) {
      return;
    }
  } else if (isList(old) && isList(now)) {
    const length = Math.max(old.length, now.length);
    for (let index = 0; index < length; index += 1) {
      compareAt([...path, index], old[index], now[index], tolerance, found);
    }
    return;
  } else if (isObject(old) && isObject(now)) {
    for (const name of new Set([...Object.keys(old), ...Object.keys(now)])) {
      compareAt([...path, name], own(old, name), own(now, name), tolerance, found);
    }
    return;
  } else if (old === now || JSON.stringify(old) === JSON.stringify(now)) {
    return;
  }
  found.push({ path, old, new: now });
}

function own(value: Readonly<Record<string, Json>>, name: string): Json | undefined {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json | undefined): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
