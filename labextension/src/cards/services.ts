import type { TranslationBundle } from '@jupyterlab/translation';
import type { Cards } from './cards';
import type { Selection } from './selection';

/** What the list of cards needs. */
export interface IListServices {
  readonly cards: Cards;
  readonly selection: Selection;
  readonly trans: TranslationBundle;

  /** The address of a file by its path in the project; null when this server does not show it. */
  addressOf(path: string): string | null;

  /** Shows a card by the path of its file in the project. */
  open(path: string): void;

  /** Makes a card from the notebook in view; null when none is. */
  make(): (() => void) | null;

  /** Compares cards by the paths of their files in the project; the first is what the others are measured against. */
  compare(paths: readonly string[]): void;
}
