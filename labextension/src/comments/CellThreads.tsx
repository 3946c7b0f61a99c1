import React, { useEffect, useRef } from 'react';
import { Composer } from '../ui/Composer';
import { draftPlaceOf } from './draftplace';
import { stateLabel } from './label';
import type { IScreenServices } from './screenservices';
import { composingIndex, partsOf } from './standing';
import { ThreadView } from './Thread';
import { ThreadRow } from './ThreadRow';
import type { IComposing, INotebookThreads, IPlacedThread, IUnsentThread } from './tokens';
import { UnsentHere } from './UnsentHere';
import { useEmission } from './useEmission';
import { useInView } from './useInView';

/** So long after a composer has opened, JupyterLab may still be busy with the command that opened it. */
const SETTLED_MS = 250;

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

function OneThread(
  props: ICellThreadsProps & { readonly placed: IPlacedThread }
): React.JSX.Element {
  const { threads, services, placed } = props;
  const { thread } = placed;
  if (thread.id === threads.openThread) {
    return <ThreadView threads={threads} placed={placed} services={services} />;
  }
  return (
    <ThreadRow
      thread={thread}
      // The headings above stand above: only the part is news.
      place={{ ...partsOf(threads, placed, services.trans), outer: '', heading: '' }}
      state={stateLabel(placed, services.trans)}
      unsent={placed.unsent.length}
      isOpen={false}
      isStop={true}
      trans={services.trans}
      onOpen={id => void threads.open(id)}
      onFocus={() => undefined}
    />
  );
}

function NewThread({
  threads,
  services,
  composing,
  onLeave
}: ICellThreadsProps & { readonly composing: IComposing }): React.JSX.Element {
  const { trans } = services;
  const node = useRef<HTMLDivElement>(null);
  useInView(node);
  useEffect(() => keepFocus(node.current), []);
  return (
    <div ref={node} className="mlc-NewThread">
      <div className="mlc-NewThread-about">{composing.about}</div>
      <Composer
        services={services}
        project={threads.project}
        label={trans.__('Comment')}
        placeholder={trans.__('What should the others know?')}
        sendLabel={trans.__('Comment')}
        {...draftPlaceOf(threads.panel.context.localPath, composing.target)}
        offerBlocking={true}
        autoFocus={true}
        onSend={(text, blocking) => threads.start(composing.target, text, blocking)}
        onCancel={() => {
          threads.compose(null);
          onLeave();
        }}
      />
    </div>
  );
}

/** JupyterLab gives the keyboard to the active cell a moment after its palette has closed: takes it back. */
function keepFocus(node: HTMLElement | null): () => void {
  const take = ({ target, relatedTarget }: FocusEvent): void => {
    const isCell = relatedTarget instanceof Element && relatedTarget.matches('.jp-Notebook-cell');
    if (isCell && target instanceof HTMLElement) {
      target.focus();
    }
  };
  node?.addEventListener('focusout', take);
  const release = (): void => node?.removeEventListener('focusout', take);
  const timer = setTimeout(release, SETTLED_MS);
  return () => {
    clearTimeout(timer);
    release();
  };
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
