import type { ILatexTypesetter } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Choice, Which } from './choice';
import type { Commits } from './commits';
import type { Languages } from './languages';
import type { Changes } from './model';
import type { IKnown } from './offers';
import type { Reverting } from './reverting';
import type { CellDetail, IAddition, Row } from './tokens';

/** What the header of one comparison's tab reaches beyond the comparison. */
export interface ITab {
  /** The side whose picker is open at first. */
  readonly picks: Which | null;
  readonly commits: Commits;

  /** What a side can be. Never fails: what could not be found out is left out, and said. */
  known(): Promise<IKnown>;

  /**
   * Another notebook by a path as people type it: from the notebook's own folder, or with a slash in front from the
   * folder the server shows.
   *
   * @throws Refused - it is in another project
   */
  notebookAt(typed: string): Promise<Choice>;

  /** Puts a link that opens this comparison into the clipboard. */
  copyLink(): Promise<void>;
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
