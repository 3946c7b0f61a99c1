import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import type { Changes } from './model';
import { rowWords } from './words';

export interface IAnnouncementProps {
  readonly changes: Changes;
  readonly trans: TranslationBundle;
}

/** Says to screen readers which change the list went to. */
export function Announcement({ changes, trans }: IAnnouncementProps): React.JSX.Element {
  return (
    <span className="mlc-Announcement" role="status">
      {changes.journeys > 0 && sentence(changes, trans)}
    </span>
  );
}

function sentence(changes: Changes, trans: TranslationBundle): string {
  const row = changes.currentRow;
  if (row === null) {
    return '';
  }
  const words = rowWords(row, changes.shown.has('source'), trans);
  const number = (row.new ?? row.old ?? 0) + 1;
  return trans.__('Cell %1, %2: %3', number, row.heading, words.join(', '));
}
