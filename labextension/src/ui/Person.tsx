import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import type { Person as PersonOnWire } from '../core/tokens';
import { revealBidi } from './bidi';
import { useRole } from './roles';

const COLOURS = 7;
const THEME_COLOUR = /^var\(--jp-collaborator-color[1-7]\)$/;

export interface IPersonProps {
  readonly person: PersonOnWire;
  readonly trans: TranslationBundle;

  /** Why nobody vouches for the name, where that is not the sign-in. */
  readonly doubt?: string | undefined;
}

export interface IAvatarProps {
  readonly person: PersonOnWire;

  /** In pixels. */
  readonly size?: number;
}

/** A circle with the person's initials. Pictures from elsewhere are not loaded: that would tell who reads what. */
export function Avatar({ person, size = 24 }: IAvatarProps): React.JSX.Element {
  const style = { backgroundColor: colourOf(person), width: size, height: size };
  const small = size < 22 ? ' mlc-mod-small' : '';
  return (
    <span className={`mlc-Avatar${small}`} style={style} aria-hidden="true">
      {revealBidi(person.initials).slice(0, 2)}
    </span>
  );
}

/** A person's name, marked when nobody vouches for it, with what the charter says they are. */
export function Person({ person, trans, doubt }: IPersonProps): React.JSX.Element {
  const role = useRole(person);
  return (
    <span className="mlc-Person">
      <span className="mlc-Person-name" title={person.username}>
        {revealBidi(person.displayName)}
      </span>
      {!person.verified && (
        <Unverified sentence={doubt ?? trans.__('Signed in by token: this name is not verified')} />
      )}
      {role !== '' && (
        <span className="mlc-Person-role" title={trans.__('In the project’s charter')}>
          {revealBidi(role)}
        </span>
      )}
    </span>
  );
}

function Unverified({ sentence }: { readonly sentence: string }): React.JSX.Element {
  return (
    <span className="mlc-Person-unverified" role="img" aria-label={sentence} title={sentence}>
      ?
    </span>
  );
}

/** The theme's own colour for the person, the same everywhere. */
function colourOf({ color, username }: PersonOnWire): string {
  if (color !== null && THEME_COLOUR.test(color)) {
    return color;
  }
  const sum = Array.from(username).reduce((hash, letter) => hash * 31 + letter.charCodeAt(0), 7);
  return `var(--jp-collaborator-color${(Math.abs(sum) % COLOURS) + 1})`;
}
