import { caretDownEmptyIcon, caretRightIcon } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import type { Changes } from './model';
import type { Row } from './tokens';

export interface ISeenBoxProps {
  readonly changes: Changes;
  readonly row: Row;
  readonly trans: TranslationBundle;
}

/** *Seen*: puts a change aside until it is another. */
export function SeenBox({ changes, row, trans }: ISeenBoxProps): React.JSX.Element {
  return (
    <label className="mlc-SeenBox" title={trans.__('Put aside until this cell changes again (V)')}>
      <input
        type="checkbox"
        checked={changes.isSeen(row)}
        onChange={event => changes.markSeen(row, event.target.checked)}
      />
      {trans.__('Seen')}
    </label>
  );
}

/** Opens and closes what differs in a cell. */
export function CollapseButton({ changes, row, trans }: ISeenBoxProps): React.JSX.Element {
  const isClosed = changes.isCollapsed(row);
  const icon = isClosed ? caretRightIcon : caretDownEmptyIcon;
  const label = isClosed ? trans.__('Expand') : trans.__('Collapse');
  return (
    <button
      type="button"
      className="mlc-CollapseButton"
      aria-expanded={!isClosed}
      aria-label={label}
      title={trans.__('%1 (C)', label)}
      onClick={() => changes.collapse(row, !isClosed)}
    >
      <icon.react tag="span" width="16px" />
    </button>
  );
}

/** *3 of 12 seen*; nothing before the first. */
export function SeenCount({
  changes,
  trans
}: Omit<ISeenBoxProps, 'row'>): React.JSX.Element | null {
  const { seen, all } = changes.seenCount;
  return seen === 0 ? null : (
    <span className="mlc-SeenCount">{trans.__('%1 of %2 seen', seen, all)}</span>
  );
}
