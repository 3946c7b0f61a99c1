import React, { useCallback, useMemo, useRef, type ReactNode, type RefObject } from 'react';
import type { IOutboxEntry } from '../core/tokens';
import { Empty } from '../ui/Empty';
import { Failure } from '../ui/Failure';
import { Skeleton } from '../ui/Skeleton';
import { isLost, shown, type IShown } from './filter';
import { stateLabel } from './label';
import { LostRow } from './LostRow';
import type { IView } from './PanelHeader';
import type { IPanelServices } from './panelservices';
import { useRows, type IRows } from './rows';
import { partsOf } from './standing';
import { ThreadRow } from './ThreadRow';
import type { IListedThreads, IPlacedThread } from './tokens';
import { UnsentRow, type IUnsentRowProps } from './UnsentRow';

export interface INotebookListProps {
  readonly threads: IListedThreads;
  readonly view: IView;
  readonly services: IPanelServices;
}

/** The threads of one notebook or other file: what is not sent first, then by place or time, then those whose place is lost. */
export function NotebookList({ threads, view, services }: INotebookListProps): React.JSX.Element {
  const { trans } = services;
  const { shelf, search, order } = view;
  const list = useRef<HTMLDivElement>(null);
  const all = threads.threads;
  const kept = useMemo(() => shown(all, shelf, search, order), [all, shelf, search, order]);
  const ids = [...kept.placed, ...kept.lost].map(({ thread }) => thread.id);
  const rows = useRows(list, ids);
  if (threads.status === 'failed' && all.length === 0) {
    return (
      <>
        <Unsent threads={threads} services={services} />
        <Failure
          message={threads.problem ?? ''}
          trans={trans}
          onRetry={() => void threads.reload()}
        />
      </>
    );
  }
  if (threads.status === 'loading' && all.length === 0) {
    return (
      <>
        <Unsent threads={threads} services={services} />
        <Skeleton trans={trans} />
      </>
    );
  }
  return (
    <div className="mlc-CommentsPanel-list" ref={list} onKeyDown={rows.onKeyDown}>
      <Troubles threads={threads} services={services} />
      <Unsent threads={threads} services={services} />
      <Rows threads={threads} kept={kept} rows={rows} services={services} />
      {ids.length === 0 && threads.unsent.length + threads.otherUnsent.length === 0 && (
        <Empty>{emptySentence(threads, view, services)}</Empty>
      )}
    </div>
  );
}

/** Moves the focus from the search into a list that is drawn elsewhere. */
export function focusFirstRow(within: RefObject<HTMLElement>): void {
  within.current?.querySelector<HTMLElement>('[data-mlc-row]')?.focus();
}

/** What is not as it should be with the threads that are shown all the same. */
function Troubles({
  threads,
  services
}: Omit<INotebookListProps, 'view'>): React.JSX.Element | null {
  const { events, trans } = services;
  if (events.connection === 'away') {
    // The line above the list says so, and everything is asked again when the server is back.
    return null;
  }
  if (threads.status === 'failed') {
    return (
      <Failure
        title={trans.__('This list may be out of date')}
        message={threads.problem ?? ''}
        trans={trans}
        onRetry={() => void threads.reload()}
      />
    );
  }
  return threads.placesProblem === null ? null : (
    <Failure
      title={trans.__('The comments could not be placed')}
      message={threads.placesProblem}
      trans={trans}
      onRetry={() => void threads.placeAgain()}
    />
  );
}

function Unsent({ threads, services }: Omit<INotebookListProps, 'view'>): React.JSX.Element | null {
  const { outbox, trans } = services;
  const entries = [...threads.unsent.map(({ entry }) => entry), ...threads.otherUnsent];
  return entries.length === 0 ? null : (
    <Group title={trans.__('Not sent yet (%1)', entries.length)}>
      {entries.map(entry => (
        <li key={entry.id}>
          <UnsentRow {...{ entry, outbox, trans }} {...correction(entry, threads, services)} />
        </li>
      ))}
    </Group>
  );
}

/** How an entry can be corrected: at its place, in the question it came from, or not at all. */
function correction(
  entry: IOutboxEntry,
  threads: IListedThreads,
  { ask }: IPanelServices
): Pick<IUnsentRowProps, 'onEdit' | 'isWhole'> {
  switch (entry.operation) {
    case 'start-thread':
      return { onEdit: () => void threads.correct(entry) };
    case 'start-look':
      return { onEdit: () => ask(entry) };
    default:
      return { isWhole: true };
  }
}

interface IRowsProps {
  readonly threads: IListedThreads;
  readonly kept: IShown;
  readonly rows: IRows;
  readonly services: IPanelServices;
}

function Rows({ threads, kept, rows, services }: IRowsProps): React.JSX.Element {
  const { trans } = services;
  const onOpen = useCallback((id: string) => void threads.open(id), [threads]);
  const row = (placed: IPlacedThread): React.JSX.Element => (
    <ThreadRow
      thread={placed.thread}
      place={partsOf(threads, placed, trans)}
      state={isLost(placed) ? null : stateLabel(placed, trans)}
      unsent={placed.unsent.length}
      isOpen={threads.openThread === placed.thread.id}
      isStop={rows.stop === placed.thread.id}
      trans={trans}
      onOpen={onOpen}
      onFocus={rows.setStop}
    />
  );
  return (
    <>
      {kept.placed.length > 0 && (
        <ul className="mlc-CommentsPanel-group">
          {kept.placed.map(placed => (
            <li key={placed.thread.id}>{row(placed)}</li>
          ))}
        </ul>
      )}
      {kept.lost.length > 0 && (
        <Group title={trans.__('Place lost (%1)', kept.lost.length)}>
          {kept.lost.map(placed => (
            <li key={placed.thread.id}>
              {row(placed)}
              <LostRow placed={placed} threads={threads} trans={trans} onPick={services.pick} />
            </li>
          ))}
        </Group>
      )}
    </>
  );
}

/** A titled part of a list. */
export function Group(props: {
  readonly title: ReactNode;
  readonly children: ReactNode;
}): React.JSX.Element {
  return (
    <section>
      <h3 className="mlc-CommentsPanel-heading">{props.title}</h3>
      <ul className="mlc-CommentsPanel-group">{props.children}</ul>
    </section>
  );
}

function emptySentence(
  threads: IListedThreads,
  { shelf, search }: IView,
  { trans }: IPanelServices
): string {
  if (search.trim() !== '') {
    return trans.__('No comment has these words.');
  }
  if (threads.threads.length === 0) {
    return threads.file?.words.empty ?? trans.__('No comments yet. Hover a cell and press +.');
  }
  switch (shelf) {
    case 'open':
      return trans.__('Nothing is open.');
    case 'resolved':
      return trans.__('Nothing is resolved yet.');
    case 'mine':
      return trans.__('You have not written here yet.');
    case 'mentions':
      return trans.__('Nobody has mentioned you here.');
  }
}
