import type { TranslationBundle } from '@jupyterlab/translation';
import React, { type KeyboardEvent } from 'react';
import { SHELVES, type Order, type Shelf } from './filter';

/** The notebook or other file in view, or all there are. */
export type Scope = 'file' | 'project';

/** What the list shows, and in what order. */
export interface IView {
  readonly scope: Scope;
  readonly shelf: Shelf;
  readonly search: string;
  readonly order: Order;
}

export interface IPanelHeaderProps {
  readonly view: IView;

  /** How many threads stand on each shelf; null where that is not known. */
  readonly counts: Readonly<Record<Shelf, number>> | null;

  /** *This notebook*, or what the file in view is called. */
  readonly here: string;
  readonly trans: TranslationBundle;
  onView(view: IView): void;

  /** The arrow key down leaves the search for the list. */
  onDown(): void;
}

/** The controls above the list. */
export function PanelHeader(props: IPanelHeaderProps): React.JSX.Element {
  return (
    <div className="mlc-PanelHeader">
      <ScopeSwitch {...props} />
      <Shelves {...props} />
      <div className="mlc-PanelHeader-line">
        <SearchBox {...props} />
        <OrderChoice {...props} />
      </div>
    </div>
  );
}

function ScopeSwitch({ view, here, trans, onView }: IPanelHeaderProps): React.JSX.Element {
  const labels: Record<Scope, string> = {
    file: here,
    project: trans.__('Whole project')
  };
  return (
    <div className="mlc-PanelHeader-scope" role="group" aria-label={trans.__('Where to look')}>
      {(['file', 'project'] as const).map(scope => (
        <button
          key={scope}
          type="button"
          aria-pressed={view.scope === scope}
          onClick={() => onView({ ...view, scope })}
        >
          {labels[scope]}
        </button>
      ))}
    </div>
  );
}

function Shelves({ view, counts, trans, onView }: IPanelHeaderProps): React.JSX.Element {
  const labels: Record<Shelf, string> = {
    open: trans.__('Open'),
    resolved: trans.__('Resolved'),
    mine: trans.__('Mine'),
    mentions: trans.__('Mentions')
  };
  const titles: Record<Shelf, string> = {
    open: trans.__('Not resolved yet'),
    resolved: trans.__('Resolved'),
    mine: trans.__('Where I have written'),
    mentions: trans.__('Where I am mentioned')
  };
  return (
    <div className="mlc-PanelHeader-shelves" role="group" aria-label={trans.__('Which comments')}>
      {SHELVES.map(shelf => (
        <button
          key={shelf}
          type="button"
          title={titles[shelf]}
          aria-pressed={view.shelf === shelf}
          onClick={() => onView({ ...view, shelf })}
        >
          {labels[shelf]}
          {counts && counts[shelf] > 0 && (
            <span className={`mlc-PanelHeader-count mlc-mod-${shelf}`}>{counts[shelf]}</span>
          )}
        </button>
      ))}
    </div>
  );
}

function SearchBox({ view, trans, onView, onDown }: IPanelHeaderProps): React.JSX.Element {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      onDown();
    } else if (event.key === 'Escape' && view.search !== '') {
      event.stopPropagation();
      onView({ ...view, search: '' });
    }
  };
  return (
    <input
      type="search"
      className="mlc-PanelHeader-search"
      placeholder={trans.__('Search')}
      aria-label={trans.__('Search comments')}
      value={view.search}
      onChange={event => onView({ ...view, search: event.target.value })}
      onKeyDown={onKeyDown}
    />
  );
}

/** The server gives the comments of the project newest first: there is nothing to choose then. */
function OrderChoice({ view, trans, onView }: IPanelHeaderProps): React.JSX.Element | null {
  if (view.scope === 'project') {
    return null;
  }
  return (
    <select
      className="mlc-PanelHeader-order"
      aria-label={trans.__('Order')}
      value={view.order}
      onChange={event =>
        onView({ ...view, order: event.target.value === 'time' ? 'time' : 'place' })
      }
    >
      <option value="place">{trans.__('By place')}</option>
      <option value="time">{trans.__('Newest')}</option>
    </select>
  );
}
