import { draftPlaceOf } from './draftplace';
import type { IComposing } from './tokens';

/** Tells the place a composer is open for from all others of its notebook. */
export function keyed({ target }: IComposing): string {
  return draftPlaceOf('', target).draftKey;
}
