import React from 'react';
import { stateLabel } from './label';
import type { IScreenServices } from './screenservices';
import { partsOf } from './standing';
import { ThreadView } from './Thread';
import { ThreadRow } from './ThreadRow';
import type { IPlacedThread, IThreads } from './tokens';

export interface IOneThreadProps {
  readonly threads: IThreads;
  readonly services: IScreenServices;
  readonly placed: IPlacedThread;

  /** See `IThreadProps`. */
  readonly isBack?: boolean;
}

/** A thread beneath its cell: whole when it is open, else a row that opens it. */
export function OneThread(props: IOneThreadProps): React.JSX.Element {
  const { threads, services, placed } = props;
  const { thread } = placed;
  if (thread.id === threads.openThread) {
    return <ThreadView {...props} />;
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
