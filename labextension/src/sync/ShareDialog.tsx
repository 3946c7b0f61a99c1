import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useId } from 'react';
import type { Schemas } from '../core/tokens';
import { revealBidi } from '../ui/bidi';
import type { ByItself } from './byitself';
import { ProjectQuestion } from './ProjectQuestion';
import { RemoteChoice } from './RemoteChoice';
import type { Sharing } from './sharing';

export interface IShareDialogProps {
  readonly byItself: ByItself;
  readonly sharing: Sharing;
  readonly trans: TranslationBundle;
  onClose(): void;
}

/** Asks before the first time whether what is here may leave this computer. */
export function ShareDialog({
  byItself,
  sharing,
  trans,
  onClose
}: IShareDialogProps): React.JSX.Element {
  const title = useId();
  const { isBusy, otherProject, problem, running } = sharing;
  const share = async (event: React.FormEvent): Promise<void> => {
    event.preventDefault();
    if (await sharing.share(true, otherProject !== null)) {
      onClose();
    }
  };
  return (
    <form className="mlc-ShareDialog" aria-labelledby={title} onSubmit={event => void share(event)}>
      <h2 id={title}>{trans.__('Share with the team')}</h2>
      <RemoteChoice sharing={sharing} trans={trans} />
      <Leaves {...{ byItself, sharing, trans }} />
      <p className="mlc-Sharing-problem" role="alert">
        {problem}
      </p>
      <ProjectQuestion sharing={sharing} trans={trans} />
      <div className="mlc-ShareDialog-actions">
        <button type="button" className="mlc-Button" disabled={running !== null} onClick={onClose}>
          {trans.__('Cancel')}
        </button>
        <button type="submit" className="mlc-Button mlc-mod-primary" disabled={isBusy}>
          {running !== null
            ? trans.__('Sharing…')
            : otherProject === null
              ? trans.__('Share')
              : trans.__('The same project: share')}
        </button>
      </div>
    </form>
  );
}

/** What leaves and what does not, where it goes, and who can read it there. */
function Leaves({
  byItself,
  sharing: { state },
  trans
}: Omit<IShareDialogProps, 'onClose'>): React.JSX.Element {
  return (
    <>
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
          'Threads leave with the text of the cells they are about, and so do looks and what happens to cards. What stays here: drafts, what you have read or seen, and outputs, of which only a fingerprint leaves.'
        )}
      </p>
      <p>
        {trans.__('Everybody who can read the repository there can read it.')}{' '}
        {byItself.isChosen
          ? trans.__('Later changes go out by themselves, as you chose in the settings.')
          : trans.__('Later changes go out when you press the button again.')}
      </p>
    </>
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
