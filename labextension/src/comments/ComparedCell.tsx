import React, { useRef, useState } from 'react';
import { keyed } from './comparedkeys';
import { NewThread } from './NewThread';
import { OneThread } from './OneThread';
import type { IScreenServices } from './screenservices';
import type { IComparedThreads, IComposing, IOnRow, IPlacedThread } from './tokens';
import { UnsentHere } from './UnsentHere';

/** More rows of threads than this are folded. */
const MOST_THREADS = 4;

export interface IComparedCellProps {
  readonly threads: IComparedThreads;
  readonly services: IScreenServices;
  readonly here: IOnRow;
}

/** Beneath a cell of a comparison: its threads, one of them unfolded, and the composer for a new one. */
export function ComparedCell(props: IComparedCellProps): React.JSX.Element {
  const { threads, services, here } = props;
  const [isWhole, setWhole] = useState(false);
  const node = useRef<HTMLDivElement>(null);
  const readOnly = threads.mayComment ? '' : ' mlc-mod-readOnly';
  const shown = isWhole ? here.threads : here.threads.slice(0, MOST_THREADS);
  const open = here.threads.find(({ thread }) => thread.id === threads.openThread);
  const drawn = open === undefined || shown.includes(open) ? shown : [...shown, open];
  const left = here.threads.length - drawn.length;
  return (
    <div
      ref={node}
      className={`mlc-CellThreads mlc-ComparedThreads${readOnly}`}
      onKeyDown={event => {
        if (event.key === 'Escape' && !event.defaultPrevented) {
          event.stopPropagation();
          void threads.open(null);
          leave(event.currentTarget);
        }
      }}
    >
      {drawn.map(placed => (
        <Returning key={placed.thread.id} {...props} placed={placed} />
      ))}
      {left > 0 && (
        <button
          type="button"
          className="mlc-Link mlc-ComparedThreads-more"
          onClick={() => setWhole(true)}
        >
          {services.trans._n('Show %1 more thread', 'Show %1 more threads', left)}
        </button>
      )}
      {here.unsent.map(({ entry }) => (
        <UnsentHere key={entry.id} threads={threads} entry={entry} services={services} />
      ))}
      {here.composing !== null && (
        <Composing
          key={keyed(here.composing)}
          {...props}
          composing={here.composing}
          onLeave={() => leave(node.current)}
        />
      )}
    </div>
  );
}

function Returning(
  props: IComparedCellProps & { readonly placed: IPlacedThread }
): React.JSX.Element {
  const { threads, placed } = props;
  const { id } = placed.thread;
  return id === threads.openThread ? <Open {...props} /> : <OneThread {...props} />;
}

/** Whether it is drawn for the first time is asked once, when it comes into the page. */
function Open(props: IComparedCellProps & { readonly placed: IPlacedThread }): React.JSX.Element {
  const { threads, placed } = props;
  const [isBack] = useState(() => threads.isBack(placed.thread.id));
  return <OneThread {...props} isBack={isBack} />;
}

function Composing(
  props: IComparedCellProps & { readonly composing: IComposing; onLeave(): void }
): React.JSX.Element {
  const { threads, composing } = props;
  const [isBack] = useState(() => threads.isBack(keyed(composing)));
  return <NewThread {...props} isBack={isBack} />;
}

/** Gives the keyboard back to the list of changes. */
function leave(node: HTMLElement | null): void {
  node?.closest<HTMLElement>('[role="list"]')?.focus({ preventScroll: true });
}
