import type { MergeCell, MergeConflict, MergeRow, PartTakes, Take, Version } from './tokens';

/** A row's cell in one version; null where that has none. What is the same as the result's is not sent twice. */
export function versionOf(row: MergeRow, version: Version): MergeCell | null {
  const sent = { base: row.baseCell, ours: row.oursCell, theirs: row.theirsCell }[version];
  return sent ?? (row[version] === null ? null : row.resultCell);
}

/**
 * The source of a row when `takes` is taken for its conflicting lines. Lines end at line feeds only.
 *
 * @param takes - one for all, or one for each part; a part that is open has none of its lines
 */
export function sourceWith(
  row: MergeRow,
  conflict: MergeConflict,
  takes: Take | PartTakes
): string {
  const linesOf = (version: Version): string[] => versionOf(row, version)?.source.split('\n') ?? [];
  const [base, ours, theirs] = [linesOf('base'), linesOf('ours'), linesOf('theirs')];
  const settled = row.resultCell?.source.split('\n') ?? [];
  const lines: string[] = [];
  let at = 0;
  for (const [index, hunk] of conflict.hunks.entries()) {
    const take = (typeof takes === 'string' ? takes : takes[index]) ?? 'none';
    const taken = {
      base: base.slice(...hunk.base),
      ours: ours.slice(...hunk.ours),
      theirs: theirs.slice(...hunk.theirs)
    };
    lines.push(...settled.slice(at, hunk.result[0]));
    lines.push(...(take === 'both' ? [...taken.ours, ...taken.theirs] : takenOf(taken, take)));
    at = hunk.result[1];
  }
  return [...lines, ...settled.slice(at)].join('\n');
}

function takenOf(taken: Readonly<Record<Version, string[]>>, take: Take): string[] {
  return take === 'none' || take === 'both' ? [] : taken[take];
}

/** What the row's source becomes when `take` is taken; null when the cell is deleted. */
export function resultOf(
  row: MergeRow,
  conflict: MergeConflict,
  take: Take | PartTakes
): string | null {
  if (conflict.kind === 'source') {
    return sourceWith(row, conflict, take);
  }
  return typeof take !== 'string' || take === 'both' || take === 'none'
    ? null
    : (versionOf(row, take)?.source ?? null);
}

/** What stands in the editor when a person begins to write the source. */
export function beginningOf(
  row: MergeRow,
  conflict: MergeConflict,
  take: Take | PartTakes | null
): string {
  const taken = take === null ? null : resultOf(row, conflict, take);
  if (taken !== null) {
    return taken;
  }
  return conflict.kind === 'source'
    ? sourceWith(row, conflict, 'both')
    : (row.resultCell?.source ?? '');
}

/** Whether a person can write the source instead of taking a version. */
export function isWritable({ kind }: MergeConflict): boolean {
  return kind === 'source' || kind === 'edited_deleted';
}

/** The version without the cell, of a conflict between an edit and a deletion. */
export function deleterOf(conflict: MergeConflict): 'ours' | 'theirs' {
  return conflict.oursState === 'missing' ? 'ours' : 'theirs';
}
