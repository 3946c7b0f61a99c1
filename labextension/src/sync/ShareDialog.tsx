import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useId } from 'react';
import type { Schemas } from '../core/tokens';
import { revealBidi } from '../ui/bidi';
import type { ByItself } from './byitself';
import type { Sharing } from './sharing';

export interface IShareDialogProps {
  readonly byItself: ByItself;
  readonly sharing: Sharing;
  readonly trans: TranslationBundle;
  onClose(): void;
}

/** Says before the first time what leaves this computer, where it goes and who can read it there. */
export function ShareDialog({
  byItself,
  sharing,
  trans,
  onClose
}: IShareDialogProps): React.JSX.Element {
  const title = useId();
  const { problem, running, state } = sharing;
  const isBusy = running !== null;
  const share = async (event: React.FormEvent): Promise<void> => {
    event.preventDefault();
    if (await sharing.share(true)) {
      onClose();
    }
  };
  return (
    <form className="mlc-ShareDialog" aria-labelledby={title} onSubmit={event => void share(event)}>
      <h2 id={title}>{trans.__('Share with the team')}</h2>
      <p>
        {trans.__('This leaves your computer for %1:', revealBidi(state?.remote ?? ''))}{' '}
        <span className="mlc-ShareDialog-address">{revealBidi(state?.address ?? '')}</span>
      </p>
      <ul>
        {state !== null &&
          leavingLines(state.leaving, trans).map(line => <li key={line}>{line}</li>)}
      </ul>
      <p>
        {trans.__(
          'Everybody who can read the repository there can read it. Drafts and what you have read or seen stay here.'
        )}{' '}
        {byItself.isChosen
          ? trans.__('Later changes go out by themselves, as you chose in the settings.')
          : trans.__('Later changes go out when you press the button again.')}
      </p>
      <p className="mlc-Sharing-problem" role="alert">
        {problem}
      </p>
      <div className="mlc-ShareDialog-actions">
        <button type="button" className="mlc-Button" disabled={isBusy} onClick={onClose}>
          {trans.__('Cancel')}
        </button>
        <button type="submit" className="mlc-Button mlc-mod-primary" disabled={isBusy}>
          {isBusy ? trans.__('Sharing…') : trans.__('Share')}
        </button>
      </div>
    </form>
  );
}

/** What leaves, a line for each kind of which there is something. */
export function leavingLines(leaving: Schemas['Leaving'], trans: TranslationBundle): string[] {
  const { cards, events, looks, people, threads } = leaving;
  const lines = [
    threads > 0 && trans._n('%1 thread', '%1 threads', threads),
    looks > 0 && trans._n('%1 request for a look', '%1 requests for a look', looks),
    cards > 0 && trans._n('what was decided on %1 card', 'what was decided on %1 cards', cards),
    people.length > 0 &&
      trans.__('the names of %1', people.map(name => revealBidi(name)).join(', ')),
    events === 0 && trans.__('nothing yet')
  ];
  return lines.filter(line => line !== false);
}
