import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import { revealBidi } from '../ui/bidi';
import { Avatar, Person } from '../ui/Person';
import type { PageHistory } from './history';
import type { PageFile } from './pagefile';
import type { Presence } from './presence';

export interface IPresentProps {
  readonly presence: Presence;
  readonly trans: TranslationBundle;
}

/** *Bo is editing*, or where nobody is, who only has the page open. */
export function Present({ presence, trans }: IPresentProps): React.JSX.Element | null {
  const editing = presence.others.filter(({ isEditing }) => isEditing);
  const shown = editing.length > 0 ? editing : presence.others;
  const people = shown.map(({ person }) => person);
  const [first] = shown;
  if (first === undefined) {
    return null;
  }
  const doubt = first.isBySelf
    ? trans.__('Named so by their own browser: this name is not verified')
    : undefined;
  const [one, many] =
    editing.length > 0
      ? [trans.__('is editing'), trans.__('%1 people are editing', people.length)]
      : [trans.__('has this page open'), trans.__('%1 people have this page open', people.length)];
  return (
    <span className="mlc-Page-present" role="status">
      <Avatar person={first.person} size={20} />
      {people.length === 1 ? (
        <>
          <Person person={first.person} trans={trans} doubt={doubt} /> {one}
        </>
      ) : (
        <span title={people.map(({ displayName }) => revealBidi(displayName)).join(', ')}>
          {many}
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
