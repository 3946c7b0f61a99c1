import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import { revealBidi } from './bidi';
import type { KnownPerson } from '../core/tokens';
import { Avatar } from './Person';

export interface IMentionListProps {
  /** The element's id; that of an option is the same with `-` and its number. */
  readonly id: string;
  readonly people: readonly KnownPerson[];
  readonly selected: number;
  readonly trans: TranslationBundle;
  onPick(person: KnownPerson): void;
}

/** Who may be meant by the mention that is being typed. The keyboard stays in the text. */
export function MentionList(props: IMentionListProps): React.JSX.Element {
  const { id, people, selected, trans, onPick } = props;
  return (
    <ul id={id} className="mlc-MentionList" role="listbox" aria-label={trans.__('People')}>
      {people.map((known, index) => (
        <li
          key={known.handle}
          id={`${id}-${index}`}
          className="mlc-MentionList-person"
          role="option"
          aria-selected={index === selected}
          // The text must not lose the focus before the click is through.
          onMouseDown={event => event.preventDefault()}
          onClick={() => onPick(known)}
        >
          <Avatar person={known.person} size={20} />
          <span className="mlc-MentionList-name">{revealBidi(known.person.displayName)}</span>
          <span className="mlc-MentionList-handle">@{known.handle}</span>
        </li>
      ))}
    </ul>
  );
}
