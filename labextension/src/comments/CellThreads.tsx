import React from 'react';
import { draftPlaceOf } from './draftplace';
import { NewThread } from './NewThread';
import { OneThread } from './OneThread';
import type { IScreenServices } from './screenservices';
import { composingIndex } from './standing';
import type { INotebookThreads, IPlacedThread, IUnsentThread } from './tokens';
import { UnsentHere } from './UnsentHere';
import { useEmission } from './useEmission';

export interface ICellThreadsProps {
  readonly threads: INotebookThreads;
  readonly services: IScreenServices;

  /** The cell's id while the notebook is open; null for what belongs to no cell. */
  readonly cellId: string | null;

  /** Gives the keyboard back to the notebook. */
  onLeave(): void;
}

/** What is open beneath a cell: its threads, one of them unfolded, and the composer for a new one. */
export function CellThreads(props: ICellThreadsProps): React.JSX.Element {
  const { threads, services, cellId, onLeave } = props;
  const { options } = services;
  useEmission(threads.changed, options.changed);
  const index = cellId === null ? null : indexOf(threads, cellId);
  const { composing } = threads;
  const close = (): void => {
    void threads.open(null);
    onLeave();
  };
  return (
    <div
      className="mlc-CellThreads"
      onKeyDown={event => {
        event.stopPropagation();
        if (event.key === 'Escape' && !event.defaultPrevented) {
          close();
        }
      }}
    >
      {shownHere(props, index).map(placed => (
        <OneThread key={placed.thread.id} placed={placed} {...props} />
      ))}
      {threads.unsent
        .filter(unsent => isHere(unsent, index))
        .map(({ entry }) => (
          <UnsentHere key={entry.id} threads={threads} entry={entry} services={services} />
        ))}
      {composing !== null && composingIndex(threads) === index && (
        <NewThread
          key={draftPlaceOf('', composing.target).draftKey}
          composing={composing}
          {...props}
        />
      )}
    </div>
  );
}

/** The open thread, and the others of the place that are not resolved or are to be shown all the same. */
function shownHere(
  { threads, services, cellId }: ICellThreadsProps,
  index: number | null
): IPlacedThread[] {
  const { openThread } = threads;
  const { showResolved } = services.options;
  return threads.threads.filter(({ thread, cellIndex }) => {
    const isOpen = thread.id === openThread;
    const isSibling = cellId === null ? thread.anchor?.kind === 'notebook' : cellIndex === index;
    const isListed = thread.status === 'open' || showResolved;
    return (isOpen && cellIndex === index) || (isSibling && isListed && isAnyOpen(threads, index));
  });
}

/** Rows stand beside an open thread only: a composer is not to be pushed down by them. */
function isAnyOpen({ threads, openThread }: INotebookThreads, index: number | null): boolean {
  return threads.some(({ thread, cellIndex }) => thread.id === openThread && cellIndex === index);
}

function isHere({ cellIndex }: IUnsentThread, index: number | null): boolean {
  return cellIndex === index;
}

function indexOf({ panel }: INotebookThreads, cellId: string): number {
  return panel.content.widgets.findIndex(({ model }) => model.id === cellId);
}
