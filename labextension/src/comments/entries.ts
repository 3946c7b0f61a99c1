import type { Entry } from '../anchors/tokens';
import type { ICommentedFile, IComposing, IListedThreads, IOpenFile } from './tokens';

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

/** The entry for the whole file; null where it has none. */
export function wholeOf({ file }: IListedThreads): Entry | null {
  return file === null ? null : (entriesIn(file)[0] ?? null);
}

/** The entries of a file, as far as they are known. */
export function entriesIn(file: IOpenFile): readonly Entry[] {
  return 'entries' in file ? ((file as ICommentedFile).entries ?? []) : [];
}
