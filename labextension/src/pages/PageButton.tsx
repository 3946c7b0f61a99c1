import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import { revealBidi } from '../ui/bidi';
import type { PageRow } from './tokens';

export interface IPageButtonProps {
  readonly page: Pick<PageRow, 'audience' | 'path' | 'title'>;

  /** What is said of it behind its title. */
  readonly children?: React.ReactNode;
  readonly trans: TranslationBundle;
  open(path: string): void;
}

/** A page in a list: its title, and for whom it is written where it says so. A press opens it. */
export function PageButton({ children, open, page, trans }: IPageButtonProps): React.JSX.Element {
  const { audience, path, title } = page;
  const readers = revealBidi(audience.join(', '));
  return (
    <button type="button" className="mlc-PageRow" title={path} onClick={() => open(path)}>
      <span className="mlc-PageRow-title">{revealBidi(title)}</span>
      {readers !== '' && (
        <span
          className="mlc-Chip mlc-PageRow-audience"
          title={trans.__('Written for %1. Whoever can read the project can read it.', readers)}
        >
          {trans.__('For %1', readers)}
        </span>
      )}
      {children}
    </button>
  );
}
