import type { Schemas } from '../../core/tokens';

export type MergeAnswer = Schemas['MergeAnswer'];
export type MergeRow = Schemas['MergeRow'];
export type MergeCell = Schemas['MergeCell'];
export type MergeConflict = Schemas['MergeConflict'];
export type Take = Schemas['Resolution']['take'];
export type Operation = Schemas['ConflictedNotebooks']['operation'];
export type ResolveRequest = Schemas['ResolveRequest'];

/** One of the three notebooks that are merged. */
export type Version = 'base' | 'ours' | 'theirs';

/** What a person decided about a conflict: a version, one for each part of the source, or the source they wrote. */
export type Decision = Take | 'parts' | 'written';

/** A version for each part of a source that is in conflict, in order; null where that is open. */
export type PartTakes = readonly (Take | null)[];
