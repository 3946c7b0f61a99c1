import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useId, useRef, useState, type KeyboardEvent } from 'react';
import type { KnownPerson } from '../core/tokens';
import { revealBidi } from '../ui/bidi';
import { Person } from '../ui/Person';
import { MOST_ASKED, offered } from './choice';

export interface IPeopleFieldProps {
  readonly people: readonly KnownPerson[];

  /** User names, in the order they were chosen. */
  readonly chosen: readonly string[];
  readonly me: string;
  readonly trans: TranslationBundle;
  onChosen(chosen: string[]): void;
}

/** Chips of the people chosen, and a box that completes names. */
export function PeopleField(props: IPeopleFieldProps): React.JSX.Element {
  const { people, chosen, onChosen, trans } = props;
  const input = useRef<HTMLInputElement>(null);
  const named = chosen.flatMap(
    username => people.find(({ person }) => person.username === username)?.person ?? []
  );
  const remove = (username: string): void => {
    onChosen(chosen.filter(other => other !== username));
    input.current?.focus();
  };
  return (
    <div className="mlc-PeopleField">
      {named.map(({ username, displayName }) => (
        <span key={username} className="mlc-PeopleField-chip">
          {revealBidi(displayName)}
          <button
            type="button"
            aria-label={trans.__('Remove %1', displayName)}
            onClick={() => remove(username)}
          >
            ×
          </button>
        </span>
      ))}
      {chosen.length < MOST_ASKED && <Completion {...props} input={input} />}
    </div>
  );
}

type ICompletionProps = IPeopleFieldProps & { readonly input: React.RefObject<HTMLInputElement> };

function Completion({ input, ...props }: ICompletionProps): React.JSX.Element {
  const { chosen, trans } = props;
  const list = useId();
  const { typed, offers, active, isOpen, type, setOpen, choose, onKeyDown } = useCompletion(props);
  return (
    <span className="mlc-PeopleField-completion">
      <input
        ref={input}
        type="text"
        role="combobox"
        autoFocus
        aria-label={trans.__('Whom to ask')}
        aria-autocomplete="list"
        aria-expanded={isOpen && offers.length > 0}
        aria-controls={list}
        aria-activedescendant={active && `${list}-${active.person.username}`}
        placeholder={chosen.length === 0 ? trans.__('Name') : ''}
        value={typed}
        onChange={event => type(event.target.value)}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      {isOpen && (
        <Offers id={list} offers={offers} active={active} trans={trans} onChoose={choose} />
      )}
    </span>
  );
}

interface ICompletion {
  readonly typed: string;
  readonly offers: readonly KnownPerson[];

  /** The one that Enter chooses. */
  readonly active: KnownPerson | undefined;
  readonly isOpen: boolean;
  type(text: string): void;
  setOpen(isOpen: boolean): void;
  choose(person: KnownPerson): void;
  onKeyDown(event: KeyboardEvent): void;
}

function useCompletion({ people, chosen, me, onChosen }: IPeopleFieldProps): ICompletion {
  const [typed, setTyped] = useState('');
  const [walked, setWalked] = useState<number | null>(null);
  const [isOpen, setOpen] = useState(false);
  const offers = offered(people, chosen, me, typed);
  // With nothing typed, Enter belongs to the form: nobody is asked by accident.
  const at = walked ?? (typed === '' ? -1 : 0);
  const active = isOpen ? offers[Math.min(at, offers.length - 1)] : undefined;
  const type = (text: string): void => {
    setTyped(text);
    setWalked(null);
    setOpen(true);
  };
  const choose = ({ person }: KnownPerson): void => {
    onChosen([...chosen, person.username]);
    type('');
  };
  const keys: Readonly<Record<string, (() => void) | undefined>> = {
    ArrowDown: () => (isOpen ? setWalked(Math.min(at + 1, offers.length - 1)) : setOpen(true)),
    ArrowUp: () => setWalked(Math.max(at - 1, 0)),
    Enter: active && (() => choose(active)),
    ',': active && typed !== '' ? () => choose(active) : undefined,
    Escape: isOpen && offers.length > 0 ? () => setOpen(false) : undefined,
    Backspace: typed === '' && chosen.length > 0 ? () => onChosen(chosen.slice(0, -1)) : undefined
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const act = keys[event.key];
    if (act && !event.nativeEvent.isComposing) {
      event.preventDefault();
      event.stopPropagation();
      act();
    }
  };
  return { typed, offers, active, isOpen, type, setOpen, choose, onKeyDown };
}

function Offers({
  id,
  offers,
  active,
  trans,
  onChoose
}: {
  readonly id: string;
  readonly offers: readonly KnownPerson[];
  readonly active: KnownPerson | undefined;
  readonly trans: TranslationBundle;
  onChoose(person: KnownPerson): void;
}): React.JSX.Element {
  return (
    <ul id={id} role="listbox" className="mlc-PeopleField-offers">
      {offers.length === 0 && (
        <li className="mlc-PeopleField-nobody">{trans.__('Nobody by that name')}</li>
      )}
      {offers.map(known => (
        <li
          key={known.person.username}
          id={`${id}-${known.person.username}`}
          role="option"
          aria-selected={known === active}
          // The box must keep the focus, or the list would close before the click arrives.
          onMouseDown={event => event.preventDefault()}
          onClick={() => onChoose(known)}
        >
          <Person person={known.person} trans={trans} />
          <span className="mlc-PeopleField-handle">@{revealBidi(known.handle)}</span>
        </li>
      ))}
    </ul>
  );
}
