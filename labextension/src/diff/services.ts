import type { ILatexTypesetter } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Languages } from './languages';
import type { Changes } from './model';
import type { CellDetail, Row } from './tokens';

/** What everything in the view of one comparison needs. */
export interface IViewServices {
  readonly changes: Changes;
  readonly languages: Languages;
  readonly trans: TranslationBundle;

  /** Sets formulas; without it they stay as they were typed. */
  readonly typesetter: ILatexTypesetter | null;

  /** Shows the notebook at a row's cell. */
  goToCell(row: Row, detail: CellDetail | null): void;
}
