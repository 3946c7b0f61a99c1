import type { TranslationBundle } from '@jupyterlab/translation';
import type { IThreads } from './tokens';

/** How is spoken of the places that threads of a file have. */
export interface IPlaceWords {
  /** Asked where a person says that the place is wrong. */
  readonly which: string;

  /** Asked where it is uncertain. */
  readonly isItHere: string;

  /** Said where it is lost. */
  readonly isGone: string;

  /** Said where a person took it away. */
  readonly isNone: string;

  /** Why to take it away. */
  readonly isNoneAnyMore: string;
  readonly pick: string;

  /** The same in a list, where nothing is known of the place. */
  readonly pickOne: string;
}

/** Null where no place can be picked, as in a comparison. */
export function placeWords(
  { notebook, picks }: Pick<IThreads, 'notebook' | 'picks'>,
  trans: TranslationBundle
): IPlaceWords | null {
  if (notebook !== null) {
    return ofCells(trans);
  }
  switch (picks?.picked) {
    case 'words':
      return ofWords(trans);
    case 'part':
      return ofParts(trans);
    case undefined:
      return null;
  }
}

function ofCells(trans: TranslationBundle): IPlaceWords {
  return {
    which: trans.__('Which cell is it about?'),
    isItHere: trans.__('Is this still the cell it is about?'),
    isGone: trans.__('The cell it was about is gone.'),
    isNone: trans.__('It belongs to no cell.'),
    isNoneAnyMore: trans.__('It belongs to no cell any more'),
    pick: trans.__('Pick the cell'),
    pickOne: trans.__('Pick a cell')
  };
}

function ofWords(trans: TranslationBundle): IPlaceWords {
  return {
    which: trans.__('Which words is it about?'),
    isItHere: trans.__('Are these still the words it is about?'),
    isGone: trans.__('The words it was about are gone.'),
    isNone: trans.__('It belongs to no words of the page.'),
    isNoneAnyMore: trans.__('It belongs to no words of the page any more'),
    pick: trans.__('Pick the words'),
    pickOne: trans.__('Pick the words')
  };
}

function ofParts(trans: TranslationBundle): IPlaceWords {
  return {
    which: trans.__('Which part of the card is it about?'),
    isItHere: trans.__('Is this still the part it is about?'),
    isGone: trans.__('The part it was about is gone.'),
    isNone: trans.__('It belongs to no part of the card.'),
    isNoneAnyMore: trans.__('It belongs to no part of the card any more'),
    pick: trans.__('Pick the part'),
    pickOne: trans.__('Pick a part')
  };
}
