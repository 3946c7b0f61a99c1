import type { ILatexTypesetter } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Which } from './choice';
import type { Commits } from './commits';
import type { Conflict } from './conflict';
import type { IFinder } from './finding';
import type { Languages } from './languages';
import type { Changes } from './model';
import type { Reverting } from './reverting';
import type { CellDetail, IAddition, Row } from './tokens';

/** What the header of one comparison's tab reaches beyond the comparison. */
export interface ITab {
  /** The side whose picker is open at first. */
  readonly picks: Which | null;
  readonly commits: Commits;

  readonly conflict: Conflict;
  readonly finder: IFinder;

  /** Puts a link that opens this comparison into the clipboard. */
  copyLink(): Promise<void>;

  /** Shows the merge of the notebook, which is in conflict. */
  openConflict(): void;

  /** Lets the person merge the two sides. */
  openMerge(): void;
}

/** What everything in the view of one comparison needs. */
export interface IViewServices {
  readonly changes: Changes;
  readonly tab: ITab;
  readonly languages: Languages;
  readonly reverting: Reverting;
  readonly trans: TranslationBundle;

  /** Sets formulas; without it they stay as they were typed. */
  readonly typesetter: ILatexTypesetter | null;

  /** What other rooms add. */
  readonly additions: readonly IAddition[];

  /** Shows the notebook at a row's cell. */
  goToCell(row: Row, detail: CellDetail | null): void;
}
