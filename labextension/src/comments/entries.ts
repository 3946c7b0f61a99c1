import type { Entry } from '../anchors/tokens';
import type { IComposing } from './tokens';

/** Tells an entry from the others of its file, now and after the file has changed. */
export function entryKey({ section, name }: Pick<Entry, 'section' | 'name'>): string {
  return [section, ...name].join('\n');
}

/** A composer for a comment on an entry. */
export function composingOn(entry: Entry): IComposing {
  const { heading, label } = entry;
  const about = heading === '' ? label : `${heading} › ${label}`;
  return { target: { kind: 'entry', entry }, cellId: null, about };
}
