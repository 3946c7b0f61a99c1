import React from 'react';
import { markerLabel, markerOf } from './markers';
import type { IScreenServices } from './screenservices';
import type { IFileThreads, IOnRow } from './tokens';

export interface IEntryMarkerProps {
  readonly threads: IFileThreads;
  readonly here: IOnRow;
  readonly services: IScreenServices;

  /** What the entry is called. */
  readonly label: string;
  onAdd(): void;
}

/** Beside an entry: how many comments it has, which opens them, and the button that begins one. */
export function EntryMarker(props: IEntryMarkerProps): React.JSX.Element {
  const { threads, here, services, label, onAdd } = props;
  const { trans } = services;
  const add =
    threads.picking === null ? trans.__('Comment on %1', label) : trans.__('Put it on %1', label);
  return (
    <span className="mlc-CellMarker mlc-EntryMarker">
      <Count {...props} />
      {threads.mayComment && (
        // It stays while somebody writes, unseen, so that the keyboard comes back to it.
        <button
          type="button"
          className={`mlc-CellMarker-add${here.composing === null ? '' : ' mlc-mod-composing'}`}
          tabIndex={here.composing === null ? 0 : -1}
          title={add}
          aria-label={add}
          onClick={onAdd}
        >
          +
        </button>
      )}
    </span>
  );
}

function Count({ threads, here, services }: IEntryMarkerProps): React.JSX.Element | null {
  const { openThread } = threads;
  const isOpen = here.threads.some(({ thread }) => thread.id === openThread);
  const marker = markerOf(here.threads, here.unsent.length, services.options.showResolved);
  if (marker === null) {
    return null;
  }
  const label = markerLabel(marker, services.trans);
  const looks = {
    unread: marker.unread > 0,
    blocking: marker.isBlocking,
    resolved: marker.isResolved,
    unsent: marker.isUnsent
  };
  const classes = Object.entries(looks).flatMap(([name, is]) => (is ? `mlc-mod-${name}` : []));
  return (
    <button
      type="button"
      className={['mlc-CellMarker-threads', ...classes].join(' ')}
      data-state={marker.state}
      title={label}
      aria-label={label}
      aria-expanded={isOpen}
      onClick={() => void threads.open(isOpen ? null : firstOf(here))}
    >
      {marker.count > 99 ? '99+' : marker.count}
    </button>
  );
}

/** The first unread thread, else the first that is open, else the first. */
function firstOf({ threads, unsent }: IOnRow): string | null {
  const first =
    threads.find(({ thread }) => thread.unread > 0) ??
    threads.find(({ thread }) => thread.status === 'open') ??
    threads[0];
  return first?.thread.id ?? unsent[0]?.entry.id ?? null;
}
