import React from 'react';
import { keyed } from './comparedkeys';
import { NewThread } from './NewThread';
import { OneThread } from './OneThread';
import type { IScreenServices } from './screenservices';
import type { IOnRow, IThreads } from './tokens';
import { UnsentHere } from './UnsentHere';

export interface IEntryThreadsProps {
  readonly threads: IThreads;
  readonly services: IScreenServices;
  readonly here: IOnRow;

  /** Gives the keyboard back to where the threads were opened from. */
  onLeave(): void;
}

/** Beneath an entry: its threads, one of them unfolded, what is not sent yet, and the composer for a new one. */
export function EntryThreads(props: IEntryThreadsProps): React.JSX.Element {
  const { threads, services, here, onLeave } = props;
  return (
    <div
      className="mlc-CellThreads mlc-EntryThreads"
      onKeyDown={event => {
        if (event.key === 'Escape' && !event.defaultPrevented) {
          event.stopPropagation();
          onLeave();
          void threads.open(null);
        }
      }}
    >
      {shownOf(props).map(placed => (
        <OneThread key={placed.thread.id} {...props} placed={placed} />
      ))}
      {here.unsent.map(({ entry }) => (
        <UnsentHere key={entry.id} threads={threads} entry={entry} services={services} />
      ))}
      {here.composing !== null && (
        <NewThread key={keyed(here.composing)} {...props} composing={here.composing} />
      )}
    </div>
  );
}

/** The open thread and its neighbours that are not resolved, or are to be shown all the same; else none. */
function shownOf({ threads, services, here }: IEntryThreadsProps): IOnRow['threads'] {
  const { openThread } = threads;
  const { showResolved } = services.options;
  const isAnyOpen = here.threads.some(({ thread }) => thread.id === openThread);
  return here.threads.filter(
    ({ thread }) =>
      isAnyOpen && (thread.id === openThread || thread.status === 'open' || showResolved)
  );
}
