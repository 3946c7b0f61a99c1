import type { TranslationBundle } from '@jupyterlab/translation';
import { closeIcon } from '@jupyterlab/ui-components';
import React from 'react';
import { blockingIcon, moreIcon } from '../ui/icons';
import { madeOnLabel, stateLabel } from './label';
import { openMenu, type IMenuItem } from '../ui/menu';
import { partsOf } from './standing';
import type { IThreadProps } from './Thread';
import type { Anchor } from '../anchors/tokens';

interface IThreadHeaderProps extends IThreadProps {
  /** Does something that may be refused, and shows why. */
  attempt(action: () => Promise<void>): Promise<void>;
  onWrongPlace(): void;
}

/** What a thread is about, how it stands, and what can be done with it. */
export function ThreadHeader(props: IThreadHeaderProps): React.JSX.Element {
  const { threads, placed, services } = props;
  const { thread } = placed;
  const { trans } = services;
  const state = stateLabel(placed, trans);
  const madeOn = madeOnLabel(placed, trans);
  return (
    <header className="mlc-Thread-header">
      <span className="mlc-Thread-place">{partsOf(threads, placed, trans).part}</span>
      {thread.anchor && <Quote anchor={thread.anchor} />}
      {state !== null && (
        <span className="mlc-Chip" data-state={placed.placement?.state}>
          {state}
        </span>
      )}
      {madeOn !== null && <span className="mlc-Chip">{madeOn}</span>}
      {thread.blocking && <BlockingChip trans={trans} />}
      {thread.status === 'resolved' && (
        <span className="mlc-Chip mlc-mod-resolved">{trans.__('resolved')}</span>
      )}
      <span className="mlc-Thread-space" />
      {thread.canResolve && <Resolve {...props} />}
      <button
        type="button"
        className="mlc-IconButton"
        aria-haspopup="menu"
        title={trans.__('More about this thread')}
        aria-label={trans.__('More about this thread')}
        onClick={event => openMenu(event.currentTarget, itemsOf(props))}
      >
        <moreIcon.react tag="span" />
      </button>
      <button
        type="button"
        className="mlc-IconButton"
        title={trans.__('Close')}
        aria-label={trans.__('Close')}
        onClick={() => void threads.open(null)}
      >
        <closeIcon.react tag="span" width="14px" height="14px" />
      </button>
    </header>
  );
}

function Quote({ anchor }: { readonly anchor: Anchor }): React.JSX.Element | null {
  const line = anchor.quote?.exact.trim().split('\n', 1)[0] ?? '';
  return line === '' ? null : (
    <code className="mlc-Thread-quote" title={anchor.quote?.exact}>
      {line}
    </code>
  );
}

function BlockingChip({ trans }: { readonly trans: TranslationBundle }): React.JSX.Element {
  return (
    <span className="mlc-Chip mlc-mod-blocking">
      <blockingIcon.react tag="span" width="12px" height="12px" />
      {trans.__('blocking')}
    </span>
  );
}

function Resolve({ threads, placed, services, attempt }: IThreadHeaderProps): React.JSX.Element {
  const { thread } = placed;
  const isOpen = thread.status === 'open';
  return (
    <button
      type="button"
      className="mlc-Button"
      onClick={() => void attempt(() => threads.setStatus(thread, isOpen ? 'resolved' : 'open'))}
    >
      {isOpen ? services.trans.__('Resolve') : services.trans.__('Reopen')}
    </button>
  );
}

function itemsOf(props: IThreadHeaderProps): IMenuItem[] {
  const { threads, placed, services, attempt, onWrongPlace } = props;
  const { thread } = placed;
  const { trans } = services;
  const items: IMenuItem[] = [
    {
      label: trans.__('Copy link'),
      run: () => void attempt(() => services.copyLink(threads, thread))
    },
    {
      label: trans.__('Copy for chat'),
      run: () => void attempt(() => services.copyForChat(threads, placed))
    }
  ];
  if (thread.canResolve) {
    const { blocking } = thread;
    items.push({
      label: blocking ? trans.__('Mark as not blocking') : trans.__('Mark as blocking'),
      run: () => void attempt(() => threads.setBlocking(thread, !blocking))
    });
  }
  const hasPlaces = threads.notebook !== null || threads.picks !== null;
  const isOnAll = thread.anchor?.kind === 'notebook' || thread.anchor?.kind === 'file';
  if (thread.canPlace && hasPlaces && !isOnAll) {
    items.push({ label: trans.__('Wrong place?'), run: onWrongPlace });
  }
  return items;
}
