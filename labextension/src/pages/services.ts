import type { TranslationBundle } from '@jupyterlab/translation';
import type { Pages } from './pages';

/** What the panels of pages need. */
export interface IPanelServices {
  readonly pages: Pages;
  readonly trans: TranslationBundle;

  /** Shows a page of the project, at a line of its file from 0 where that is known. */
  open(path: string): void;

  /** Whether a page names the person here: by name, handle, or a role that the charter gives. */
  isMe(said: string): boolean;

  /** Begins a page, about a file of the project or about nothing in particular. */
  begin(about: string | null): void;
}
