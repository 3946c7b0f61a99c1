import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import type { Schemas } from '../core/tokens';
import { revealBidi } from '../ui/bidi';
import { openModal } from '../ui/modal';
import { Skeleton } from '../ui/Skeleton';
import { When } from '../ui/When';
import type { ByItself } from './byitself';
import { ShareDialog } from './ShareDialog';
import { ProjectDialog } from './ProjectDialog';
import { RemoteChoice } from './RemoteChoice';
import type { Sharing } from './sharing';

export interface ISharingSectionProps {
  readonly byItself: ByItself;
  readonly sharing: Sharing;
  readonly trans: TranslationBundle;
}

/** In milliseconds: two times closer than this are one to people. */
const NOTICEABLE = 60_000;

type State = Schemas['SharingState'];

interface IPartProps extends ISharingSectionProps {
  readonly state: State;
}

/** How many comments are only on this computer, what came from others, and the buttons that change that. */
export function SharingSection(props: ISharingSectionProps): React.JSX.Element {
  const { sharing, trans } = props;
  const { problem, state } = sharing;
  if (state === null) {
    return problem === null ? (
      <Skeleton trans={trans} rows={1} />
    ) : (
      <div className="mlc-Sharing">
        <Problem>{problem}</Problem>
      </div>
    );
  }
  const parts = { ...props, state };
  return (
    <div className="mlc-Sharing">
      <RemoteChoice sharing={sharing} trans={trans} />
      <Standing {...parts} />
      {problem !== null && <Problem>{problem}</Problem>}
      <News {...parts} />
      {sharing.isAllowed && <Actions {...parts} />}
    </div>
  );
}

function Standing(props: IPartProps): React.JSX.Element {
  const { state, trans } = props;
  const { events } = state.leaving;
  return (
    <p className="mlc-Sharing-standing">
      {events > 0
        ? trans._n(
            'Only on this computer: %1 change not shared.',
            'Only on this computer: %1 changes not shared.',
            events
          )
        : trans.__('Nothing here waits to be shared.')}
      <LastTime {...props} />
    </p>
  );
}

/** When comments went out, when they came in where that is another time, and whether both happen by themselves. */
function LastTime({ byItself, state, trans }: IPartProps): React.JSX.Element {
  const { agreed, fetchedAt, sharedAt } = state;
  const { minutes } = byItself;
  const isFetchedLater =
    fetchedAt !== null &&
    (sharedAt === null || Date.parse(fetchedAt) - Date.parse(sharedAt) > NOTICEABLE);
  return (
    <span className="mlc-Sharing-when">
      {sharedAt !== null && (
        <span>
          {trans.__('Shared')} <When at={sharedAt} trans={trans} />
        </span>
      )}
      {isFetchedLater && (
        <span>
          {trans.__('Fetched')} <When at={fetchedAt} trans={trans} />
        </span>
      )}
      {minutes > 0 && (
        <span>
          {agreed
            ? trans.__('By itself every %1 min', minutes)
            : trans.__('By itself every %1 min, once you have shared', minutes)}
        </span>
      )}
    </span>
  );
}

function News({ sharing, state, trans }: IPartProps): React.JSX.Element {
  const { news } = sharing;
  const from = (news?.arrived ?? []).map(({ events, person }) =>
    trans._n('%1 new from %2', '%1 new from %2', events, revealBidi(person))
  );
  const isOlder = news !== null && from.length > 0 && news.at !== state.fetchedAt;
  return (
    <div role="status">
      {news !== null && (
        <p>
          {from.length > 0 ? from.join(', ') : trans.__('Nothing new from others.')}
          {isOlder && news.at !== null && (
            <span className="mlc-Sharing-when">
              <When at={news.at} trans={trans} />
            </span>
          )}
        </p>
      )}
      {(news?.sentences ?? leftOut(state, trans)).map(sentence => (
        <p key={sentence} className="mlc-Notice">
          {sentence}
        </p>
      ))}
    </div>
  );
}

/** What stays away from here until it is mended elsewhere, for who has just opened the page. */
function leftOut({ replicas }: State, trans: TranslationBundle): string[] {
  return replicas.flatMap(({ id, people, problem }) => {
    const who = people.map(name => revealBidi(name)).join(', ') || id.slice(-8);
    return problem === null
      ? []
      : [trans.__('What %1 shared last was left out whole. %2', who, problem)];
  });
}

function Problem({ children }: { readonly children: string }): React.JSX.Element {
  return (
    <p className="mlc-Sharing-problem" role="alert">
      {children}
    </p>
  );
}

function Actions(props: IPartProps): React.JSX.Element {
  const { sharing, state, trans } = props;
  const { isBusy, running } = sharing;
  // In a fresh clone there is nothing to give, and everything to get.
  const isFresh = state.fetchedAt === null && state.leaving.events === 0;
  const fetch = (
    <button
      key="fetch"
      type="button"
      className={isFresh ? 'mlc-Button mlc-mod-primary' : 'mlc-Button'}
      disabled={isBusy}
      onClick={() => void startFetching(props)}
    >
      {running === 'fetch'
        ? trans.__('Fetching…')
        : isFresh
          ? trans.__('Fetch the team’s comments')
          : trans.__('Fetch only')}
    </button>
  );
  const share = (
    <button
      key="share"
      type="button"
      className={isFresh ? 'mlc-Button' : 'mlc-Button mlc-mod-primary'}
      disabled={isBusy}
      onClick={() => startSharing(props)}
    >
      {running === 'share' ? trans.__('Sharing…') : trans.__('Share with the team')}
    </button>
  );
  return <div className="mlc-Sharing-actions">{isFresh ? [fetch, share] : [share, fetch]}</div>;
}

/** Who has said yes once is not asked again. */
function startSharing(props: IPartProps): void {
  if (props.state.agreed) {
    void props.sharing.share(false);
  } else {
    ask(props, close => <ShareDialog {...props} onClose={close} />);
  }
}

async function startFetching(props: IPartProps): Promise<void> {
  const { sharing, trans } = props;
  await sharing.fetch();
  if (sharing.otherProject !== null) {
    ask(props, close => <ProjectDialog {...{ sharing, trans }} onClose={close} />);
  }
}

function ask(
  { sharing, trans }: ISharingSectionProps,
  draw: (close: () => void) => React.JSX.Element
): void {
  openModal(draw, {
    className: 'mlc-AskDialog',
    trans,
    signals: [sharing.changed],
    mayCancel: () => sharing.running === null
  });
}
