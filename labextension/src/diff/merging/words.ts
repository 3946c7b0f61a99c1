import type { TranslationBundle } from '@jupyterlab/translation';
import { revealBidi } from '../../ui/bidi';
import { deleterOf } from './results';
import type { Question } from './saving';
import type { MergeConflict, MergeRow, Operation, Take, Version } from './tokens';

export function versionWord(version: Version, trans: TranslationBundle): string {
  return {
    base: trans.__('Common ancestor'),
    ours: trans.__('Ours'),
    theirs: trans.__('Theirs')
  }[version];
}

/** What the two sides are, which a rebase turns round. */
export function sidesSentence(operation: Operation, trans: TranslationBundle): string {
  switch (operation) {
    case 'rebase':
      return trans.__('Rebase: ours is what your commits are put on, theirs is your commit.');
    case 'cherry_pick':
      return trans.__('Cherry-pick: ours is your branch, theirs is the picked commit.');
    case 'revert':
      return trans.__('Revert: ours is your branch, theirs is the state before the commit.');
    default:
      return trans.__('Ours is your branch, theirs is what is merged into it.');
  }
}

/** *2 of 5 conflicts left* */
export function leftSentence(left: number, all: number, trans: TranslationBundle): string {
  if (all === 0) {
    return trans.__('No conflicts: everything was merged.');
  }
  return left === 0
    ? trans._n('The conflict is resolved', 'All %1 conflicts are resolved', all)
    : trans._n('%2 of %1 conflict left', '%2 of %1 conflicts left', all, left);
}

/** What a conflict is about. */
export function conflictWord(conflict: MergeConflict, trans: TranslationBundle): string {
  const path = revealBidi(conflict.path.join('.'));
  switch (conflict.kind) {
    case 'source':
      return trans.__('Both changed the source');
    case 'outputs':
      return trans.__('Both changed the outputs');
    case 'cell_type':
      return trans.__('Both changed the type of the cell');
    case 'metadata':
    case 'notebook_metadata':
    case 'attachments':
      return trans.__('Both changed %1', path);
    case 'edited_deleted':
      return deleterOf(conflict) === 'ours'
        ? trans.__('Deleted in ours, edited in theirs')
        : trans.__('Edited in ours, deleted in theirs');
    case 'both_inserted':
      return trans.__('Both inserted cells here');
  }
}

export function takeWord(conflict: MergeConflict, take: Take, trans: TranslationBundle): string {
  if (conflict.kind === 'edited_deleted' && take !== 'base') {
    return deleterOf(conflict) === take ? trans.__('Delete the cell') : trans.__('Keep the edit');
  }
  return {
    ours: trans.__('Take ours'),
    theirs: trans.__('Take theirs'),
    base: trans.__('Take ancestor'),
    both: trans.__('Take both'),
    none: conflict.kind === 'outputs' ? trans.__('Clear outputs') : trans.__('Leave both out')
  }[take];
}

/** What became of a row that settled itself: *edited in theirs*. */
export function settledWords(row: MergeRow, trans: TranslationBundle): string[] {
  const where = {
    ours: trans.__('in ours'),
    theirs: trans.__('in theirs'),
    both: trans.__('on both sides'),
    same: '',
    conflict: ''
  }[row.status];
  const words: string[] = [];
  if (row.result === null) {
    words.push(trans.__('deleted %1', where));
  } else if (row.base === null) {
    words.push(trans.__('added %1', where));
  } else if (where !== '') {
    words.push(trans.__('changed %1', where));
  }
  return row.moved ? [...words, trans.__('moved')] : words;
}

/** That the file holds something which saving would replace; `isOfConflict` when git is in the midst of it. */
export function editedSentence(isOfConflict: boolean, trans: TranslationBundle): string {
  return isOfConflict
    ? trans.__('The file was edited by hand after git stopped at the conflict.')
    : trans.__('The file holds none of the three versions.');
}

export function questionSentence(
  question: Question,
  isOfConflict: boolean,
  trans: TranslationBundle
): string {
  const replaces = isOfConflict
    ? trans.__('Saving the merge replaces these edits.')
    : trans.__('Saving the merge replaces what is in it now.');
  return {
    edited: `${editedSentence(isOfConflict, trans)} ${replaces}`,
    changed: trans.__(
      'The file has changed since this merge was opened. Saving the merge replaces what is in it now.'
    ),
    unsaved: trans.__(
      'The notebook is open with unsaved edits. Saving the merge replaces these edits.'
    )
  }[question];
}
