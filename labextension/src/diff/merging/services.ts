import type { IEditorServices } from '@jupyterlab/codeeditor';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IFinder } from '../finding';
import type { Languages } from '../languages';
import type { Layout } from '../shown';
import type { Merging } from './model';
import type { Saving } from './saving';
import type { Version } from './tokens';

/** What everything in the view of one merge needs. */
export interface IMergeServices {
  readonly merging: Merging;
  readonly saving: Saving;
  readonly finder: IFinder;

  /** The version whose picker is open at first. */
  readonly picks: Version | null;
  readonly languages: Languages;
  readonly editors: IEditorServices;
  readonly trans: TranslationBundle;

  /** Shows the notebook as a notebook, once it is saved, or as text. */
  openNotebook(): void;
  openAsText(): void;
}

/** The same, and how much room there is. */
export interface IMergeViewProps extends IMergeServices {
  readonly layout: Layout;
}
