import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useEffect, useState } from 'react';
import { copy } from '../ui/clipboard';
import { moreIcon } from '../ui/icons';
import { openMenu, type IMenuItem } from '../ui/menu';
import type { CellDetail } from './tokens';

const SAID_MILLISECONDS = 4000;

export interface ICellMenuProps {
  readonly detail: CellDetail;
  readonly trans: TranslationBundle;
}

/** What is rarely done with a cell: its source, as it is on either side, goes to the clipboard. */
export function CellMenu({ detail, trans }: ICellMenuProps): React.JSX.Element {
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = said === '' ? undefined : setTimeout(() => setSaid(''), SAID_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [said]);
  const item = (source: string | null, label: string, sentence: string): IMenuItem[] =>
    source === null ? [] : [{ label, run: () => void copy(source).then(() => setSaid(sentence)) }];
  const items = [
    ...item(detail.oldSource, trans.__('Copy old source'), trans.__('Old source copied')),
    ...item(detail.newSource, trans.__('Copy new source'), trans.__('New source copied'))
  ];
  return (
    <>
      <span className="mlc-CellMenu-said" role="status">
        {said}
      </span>
      <button
        type="button"
        className="mlc-Button mlc-mod-icon mlc-CellMenu"
        title={trans.__('More about this cell')}
        aria-label={trans.__('More about this cell')}
        aria-haspopup="menu"
        onClick={event => openMenu(event.currentTarget, items)}
      >
        <moreIcon.react tag="span" width="16px" height="16px" />
      </button>
    </>
  );
}
