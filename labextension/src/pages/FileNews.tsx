import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import { Avatar, Person } from '../ui/Person';
import type { PageHistory } from './history';
import type { PageFile } from './pagefile';
import type { Presence } from './presence';

export interface IPresentProps {
  readonly presence: Presence;
  readonly trans: TranslationBundle;
}

/** *Bo is editing* */
export function Present({ presence, trans }: IPresentProps): React.JSX.Element | null {
  const { others } = presence;
  const [first] = others;
  if (first === undefined) {
    return null;
  }
  return (
    <span className="mlc-Page-present" role="status">
      <Avatar person={first} size={20} />
      {others.length === 1 ? (
        <>
          <Person person={first} trans={trans} /> {trans.__('is editing')}
        </>
      ) : (
        <span title={others.map(({ displayName }) => displayName).join(', ')}>
          {trans.__('%1 people are editing', others.length)}
        </span>
      )}
    </span>
  );
}

export interface IFileNewsProps {
  readonly file: PageFile;
  readonly trans: TranslationBundle;
}

/** That the text changed otherwise than by the person's keys, and how to take that back. */
export function FileNews({ file, trans }: IFileNewsProps): React.JSX.Element | null {
  const { notice } = file;
  if (notice === null) {
    return null;
  }
  const sentence = {
    merged: trans.__('Changes of somebody else were merged into your text.'),
    restored: trans.__('The former version was restored.'),
    'brought back': trans.__('Text that you had not saved was brought back.')
  }[notice.kind];
  return (
    <div className="mlc-Page-news" role="status">
      <span>{sentence}</span>
      <button type="button" className="mlc-Link" onClick={() => file.undo()}>
        {trans.__('Undo')}
      </button>
      <button
        type="button"
        className="mlc-Button mlc-mod-icon"
        aria-label={trans.__('Close')}
        onClick={() => file.dismiss()}
      >
        ×
      </button>
    </div>
  );
}

export interface IHistoryButtonProps {
  readonly history: PageHistory;
  readonly trans: TranslationBundle;
}

/** Shows and hides the former versions. */
export function HistoryButton({ history, trans }: IHistoryButtonProps): React.JSX.Element {
  return (
    <button
      type="button"
      className="mlc-Button"
      aria-expanded={history.isOpen}
      onClick={() => history.toggle()}
    >
      {trans.__('History')}
    </button>
  );
}
