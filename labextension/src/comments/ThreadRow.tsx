import type { TranslationBundle } from '@jupyterlab/translation';
import React, { memo } from 'react';
import { revealBidi } from '../ui/bidi';
import { blockingIcon, commentIcon } from '../ui/icons';
import { When } from '../ui/When';
import {
  excerpt,
  leadingComment,
  placeLabel,
  replyCount,
  shortName,
  type IPlaceParts
} from './label';
import type { Thread } from './tokens';

export interface IThreadRowProps {
  readonly thread: Thread;
  readonly place: IPlaceParts;

  /** What the chip says; null for none. */
  readonly state: string | null;

  /** How many replies and edits the server has not confirmed. */
  readonly unsent: number;

  /** It is open in the notebook. */
  readonly isOpen: boolean;

  /** The Tab key stops here. */
  readonly isStop: boolean;
  readonly trans: TranslationBundle;
  onOpen(threadId: string): void;
  onFocus(threadId: string): void;
}

/** A thread in a list: where it is, and who began it with what. Drawn again only when something it shows changed. */
export const ThreadRow = memo(
  function ThreadRow(props: IThreadRowProps): React.JSX.Element {
    const { thread, isOpen, isStop, onOpen, onFocus } = props;
    const unread = thread.unread > 0 ? ' mlc-mod-unread' : '';
    return (
      <button
        type="button"
        className={`mlc-ThreadRow${isOpen ? ' mlc-mod-open' : ''}${unread}`}
        data-mlc-row={thread.id}
        aria-current={isOpen}
        tabIndex={isStop ? 0 : -1}
        onClick={() => onOpen(thread.id)}
        onFocus={() => onFocus(thread.id)}
      >
        <PlaceLine {...props} />
        <SaidLine {...props} />
      </button>
    );
  },
  (before, after) =>
    before.thread === after.thread &&
    placeLabel(before.place) === placeLabel(after.place) &&
    before.state === after.state &&
    before.unsent === after.unsent &&
    before.isOpen === after.isOpen &&
    before.isStop === after.isStop &&
    before.onOpen === after.onOpen
);

function PlaceLine({ thread, place, state, trans }: IThreadRowProps): React.JSX.Element {
  return (
    <span className="mlc-ThreadRow-line">
      <span className="mlc-ThreadRow-place" title={placeLabel(place)}>
        {place.outer && (
          <span className="mlc-ThreadRow-outer">
            <span className="mlc-ThreadRow-heading">{place.outer}</span>
            <span> › </span>
          </span>
        )}
        <span className="mlc-ThreadRow-inner">
          {place.heading && <span className="mlc-ThreadRow-heading">{place.heading}</span>}
          <span className="mlc-ThreadRow-part">
            {place.heading && ', '}
            {place.part}
          </span>
        </span>
      </span>
      {state && (
        <span className="mlc-ThreadRow-state" title={state}>
          {state}
        </span>
      )}
      <span className="mlc-ThreadRow-when">
        <When at={thread.updatedAt} trans={trans} />
      </span>
    </span>
  );
}

function SaidLine({ thread, unsent, trans }: IThreadRowProps): React.JSX.Element {
  const replies = replyCount(thread);
  return (
    <span className="mlc-ThreadRow-line">
      {thread.blocking && thread.status === 'open' && (
        <span className="mlc-ThreadRow-blocking" title={trans.__('Blocking')}>
          <blockingIcon.react tag="span" width="12px" height="12px" />
          <span className="mlc-ThreadRow-spoken">{trans.__('Blocking')}</span>
        </span>
      )}
      <Said thread={thread} trans={trans} />
      {unsent > 0 && <span className="mlc-ThreadRow-state">{trans.__('not sent yet')}</span>}
      {replies > 0 && (
        <span className="mlc-ThreadRow-replies" title={trans._n('%1 reply', '%1 replies', replies)}>
          <commentIcon.react tag="span" width="12px" height="12px" />
          {replies}
        </span>
      )}
      {thread.unread > 0 && (
        <span
          className="mlc-ThreadRow-dot"
          role="img"
          aria-label={trans.__('%1 unread', thread.unread)}
        />
      )}
    </span>
  );
}

function Said({ thread, trans }: Pick<IThreadRowProps, 'thread' | 'trans'>): React.JSX.Element {
  const first = leadingComment(thread);
  return (
    <span className="mlc-ThreadRow-said">
      <span className="mlc-ThreadRow-who" title={revealBidi(first?.author.displayName ?? '')}>
        {shortName(first?.author.displayName ?? '')}:{' '}
      </span>
      {first && first.body !== null ? excerpt(first.body) : <em>{trans.__('deleted')}</em>}
    </span>
  );
}
