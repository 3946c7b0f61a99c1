import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import type { Schemas } from '../core/tokens';
import { revealBidi } from '../ui/bidi';
import { openModal } from '../ui/modal';
import { Skeleton } from '../ui/Skeleton';
import { When } from '../ui/When';
import { ShareDialog } from './ShareDialog';
import type { Sharing } from './sharing';

export interface ISharingSectionProps {
  readonly sharing: Sharing;
  readonly trans: TranslationBundle;
}

/** How many comments are only on this computer, what came from others, and the buttons that change that. */
export function SharingSection({ sharing, trans }: ISharingSectionProps): React.JSX.Element {
  const { problem, state } = sharing;
  if (state === null) {
    return problem === null ? <Skeleton trans={trans} rows={1} /> : <Problem>{problem}</Problem>;
  }
  return (
    <div className="mlc-Sharing">
      <Standing state={state} trans={trans} />
      <Arrived sharing={sharing} trans={trans} />
      {problem !== null && <Problem>{problem}</Problem>}
      {sharing.isAllowed && <Actions sharing={sharing} trans={trans} />}
    </div>
  );
}

function Standing({
  state,
  trans
}: {
  readonly state: Schemas['SharingState'];
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  const { events } = state.leaving;
  const { fetchedAt, sharedAt } = state;
  const at = sharedAt ?? fetchedAt;
  return (
    <p className="mlc-Sharing-standing">
      {events > 0
        ? trans._n(
            'Only on this computer: %1 change not shared.',
            'Only on this computer: %1 changes not shared.',
            events
          )
        : trans.__('Nothing here waits to be shared.')}
      {at !== null && (
        <span className="mlc-Sharing-when">
          {sharedAt !== null ? trans.__('Shared') : trans.__('Fetched')}{' '}
          <When at={at} trans={trans} />
        </span>
      )}
    </p>
  );
}

function Arrived({ sharing, trans }: ISharingSectionProps): React.JSX.Element | null {
  const { last } = sharing;
  if (last === null) {
    return null;
  }
  const from = last.arrived.map(({ events, person }) =>
    trans._n('%1 new from %2', '%1 new from %2', events, revealBidi(person))
  );
  return (
    <div role="status">
      <p>{from.length > 0 ? from.join(', ') : trans.__('Nothing new from others.')}</p>
      {[...last.problems, ...last.notes].map(sentence => (
        <p key={sentence} className="mlc-Notice">
          {sentence}
        </p>
      ))}
    </div>
  );
}

function Problem({ children }: { readonly children: string }): React.JSX.Element {
  return (
    <p className="mlc-Sharing-problem" role="alert">
      {children}
    </p>
  );
}

function Actions({ sharing, trans }: ISharingSectionProps): React.JSX.Element {
  const share = (): void => {
    if (sharing.state?.agreed === true) {
      void sharing.share(false);
      return;
    }
    openModal(close => <ShareDialog sharing={sharing} trans={trans} onClose={close} />, {
      className: 'mlc-AskDialog',
      trans,
      signals: [sharing.changed],
      mayCancel: () => !sharing.isBusy
    });
  };
  return (
    <div className="mlc-Sharing-actions">
      <button
        type="button"
        className="mlc-Button mlc-mod-primary"
        disabled={sharing.isBusy}
        onClick={share}
      >
        {sharing.isBusy ? trans.__('Sharing…') : trans.__('Share with the team')}
      </button>
      <button
        type="button"
        className="mlc-Button"
        disabled={sharing.isBusy}
        onClick={() => void sharing.fetch()}
      >
        {trans.__('Fetch only')}
      </button>
    </div>
  );
}
