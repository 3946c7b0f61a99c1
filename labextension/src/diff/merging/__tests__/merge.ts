import type { MergeAnswer, MergeCell, MergeConflict, MergeRow } from '../tokens';

/** A cell that holds a source and nothing else. */
export function cell(source: string, cellType = 'code'): MergeCell {
  return {
    id: null,
    cellType,
    source,
    executionCount: null,
    outputCount: 0,
    outputs: [],
    attachments: [],
    metadata: {}
  };
}

export function row(changes: Partial<MergeRow> = {}): MergeRow {
  return {
    base: 0,
    ours: 0,
    theirs: 0,
    result: 0,
    status: 'same',
    moved: false,
    heading: '',
    conflicts: [],
    baseCell: null,
    oursCell: null,
    theirsCell: null,
    resultCell: cell('same'),
    ...changes
  };
}

export function conflict(changes: Partial<MergeConflict> = {}): MergeConflict {
  return {
    kind: 'source',
    rows: [0],
    takes: ['ours', 'theirs', 'base', 'both'],
    hunks: [],
    path: [],
    base: null,
    ours: null,
    theirs: null,
    baseState: 'there',
    oursState: 'there',
    theirsState: 'there',
    ...changes
  };
}

/**
 * What the server made of `a b c d`, of which ours is `a B c D` and theirs `a β c d d` (a letter for each line): the
 * second line and the end are open.
 */
export const BOTH_EDITED = row({
  status: 'conflict',
  conflicts: [0],
  baseCell: cell('a\nb\nc\nd'),
  theirsCell: cell('a\nβ\nc\nd\nd'),
  resultCell: cell('a\nB\nc\nD')
});
export const OPEN_LINES = conflict({
  hunks: [
    { base: [1, 2], ours: [1, 2], theirs: [1, 2], result: [1, 2] },
    { base: [3, 4], ours: [3, 4], theirs: [3, 5], result: [3, 4] }
  ]
});

export const DELETED = row({
  theirs: null,
  status: 'conflict',
  conflicts: [0],
  baseCell: cell('before'),
  resultCell: cell('edited')
});
export const EDITED_DELETED = conflict({
  kind: 'edited_deleted',
  takes: ['ours', 'theirs', 'base'],
  theirsState: 'missing'
});

export function answer(changes: Partial<MergeAnswer> = {}): MergeAnswer {
  return {
    id: 'one',
    path: 'churn/train.ipynb',
    rows: [BOTH_EDITED],
    conflicts: [OPEN_LINES],
    fileSha256: 'before',
    fileEdited: false,
    steps: [],
    ...changes
  } as MergeAnswer;
}
