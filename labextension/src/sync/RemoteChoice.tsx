import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import { revealBidi } from '../ui/bidi';
import type { Sharing } from './sharing';

export interface IRemoteChoiceProps {
  readonly sharing: Sharing;
  readonly trans: TranslationBundle;
}

/** Where there are several remotes, which one is meant. */
export function RemoteChoice({ sharing, trans }: IRemoteChoiceProps): React.JSX.Element | null {
  const { remote, running, state } = sharing;
  if (state === null || state.remotes.length < 2) {
    return null;
  }
  return (
    <label className="mlc-Sharing-remote">
      {trans.__('Remote')}
      <select
        disabled={running !== null}
        value={remote ?? ''}
        onChange={event => sharing.choose(event.target.value)}
      >
        {state.remotes.map(name => (
          <option key={name} value={name}>
            {revealBidi(name)}
          </option>
        ))}
      </select>
    </label>
  );
}
