import type { TranslationBundle } from '@jupyterlab/translation';
import type { IPlacedThread } from './tokens';

/** How sure it is that a cell's threads belong there; the least sure of them counts. */
export type MarkerState = 'anchored' | 'moved' | 'outdated' | 'needs_confirmation';

/** What stands in the margin of a cell that has threads. */
export interface IMarker {
  readonly count: number;
  readonly unread: number;
  readonly isBlocking: boolean;
  readonly isResolved: boolean;
  readonly isUnsent: boolean;
  readonly state: MarkerState;
}

const LEAST_SURE: readonly MarkerState[] = ['needs_confirmation', 'outdated', 'moved'];

/**
 * @param threads - those on the cell
 * @param unsent - how many threads on the cell were not sent yet
 * @param showResolved - whether a cell whose threads are all resolved has a marker, too
 * @returns null when there is nothing to show
 */
export function markerOf(
  threads: readonly IPlacedThread[],
  unsent: number,
  showResolved: boolean
): IMarker | null {
  const open = threads.filter(({ thread }) => thread.status === 'open');
  const isResolved = open.length === 0 && unsent === 0;
  const shown = isResolved && showResolved ? threads : open;
  if (shown.length + unsent === 0) {
    return null;
  }
  const states = shown.map(({ placement }) => placement?.state);
  return {
    count: shown.length + unsent,
    unread: shown.reduce((sum, { thread }) => sum + thread.unread, 0),
    isBlocking: open.some(({ thread }) => thread.blocking),
    isResolved,
    isUnsent: unsent > 0,
    state: LEAST_SURE.find(state => states.includes(state)) ?? 'anchored'
  };
}

/** What a marker says to those who do not see it. */
export function markerLabel(marker: IMarker, trans: TranslationBundle): string {
  const { count } = marker;
  const parts = [
    marker.isResolved
      ? trans._n('%1 resolved comment', '%1 resolved comments', count)
      : trans._n('%1 comment', '%1 comments', count)
  ];
  if (marker.unread > 0) {
    parts.push(trans.__('%1 unread', marker.unread));
  }
  if (marker.isBlocking) {
    parts.push(trans.__('blocking'));
  }
  if (marker.isUnsent) {
    parts.push(trans.__('not sent yet'));
  }
  const sentence = stateSentence(marker.state, trans);
  return sentence === null ? parts.join(', ') : [...parts, sentence].join(', ');
}

function stateSentence(state: MarkerState, trans: TranslationBundle): string | null {
  switch (state) {
    case 'moved':
      return trans.__('it has moved');
    case 'outdated':
      return trans.__('the text has changed since');
    case 'needs_confirmation':
      return trans.__('the place is uncertain');
    default:
      return null;
  }
}
