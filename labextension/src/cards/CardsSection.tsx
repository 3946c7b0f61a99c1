import React, { useEffect, useMemo, useState } from 'react';
import { Empty } from '../ui/Empty';
import { Failure } from '../ui/Failure';
import { FILLS } from '../ui/sectionheights';
import { Skeleton } from '../ui/Skeleton';
import { revealBidi } from '../ui/bidi';
import { CardFilters } from './CardFilters';
import { CardList } from './CardList';
import { withFirst } from './compared';
import { EVERYTHING, filtered, isFiltering, readyForSearch, type IFilter } from './filter';
import type { IListServices } from './services';
import type { CardRow } from './tokens';

/** The *Cards* section of the *Team* panel: the project's experiments, newest first. */
export function CardsSection(services: IListServices): React.JSX.Element {
  const { cards, trans } = services;
  useEffect(() => cards.start(), [cards]);
  const { problem, rows } = cards;
  if (cards.project === null) {
    return <Empty>{trans.__('Open a notebook to see the cards of its project.')}</Empty>;
  }
  if (rows === null) {
    return problem === null ? (
      <Skeleton trans={trans} />
    ) : (
      <Failure
        title={trans.__('Could not list the cards')}
        message={problem}
        trans={trans}
        onRetry={() => cards.refresh()}
      />
    );
  }
  return rows.length === 0 ? <FirstStep {...services} /> : <Known {...services} rows={rows} />;
}

const FIRST_CARD = 'with mlcollab.card("What I believe") as card:';

function FirstStep({ make, trans }: IListServices): React.JSX.Element {
  const makeCard = make();
  return (
    <Empty>
      <p>{trans.__('No cards yet. A card says what was believed, run, found and decided.')}</p>
      {makeCard !== null && (
        <p>
          <button type="button" className="mlc-Button" onClick={makeCard}>
            {trans.__('Make a card from this notebook')}
          </button>
        </p>
      )}
      <p>
        {trans.__('To have your code make one, write in a cell')} <code>{FIRST_CARD}</code>
      </p>
    </Empty>
  );
}

function Known(props: IListServices & { readonly rows: readonly CardRow[] }): React.JSX.Element {
  const { cards, rows, selection, trans } = props;
  const [filter, setFilter] = useState<IFilter>(EVERYTHING);
  const shown = useMemo(() => filtered(rows, filter), [rows, filter]);
  useEffect(() => readyForSearch(rows), [rows]);
  return (
    <div className="mlc-CardsSection" {...FILLS}>
      <CardFilters rows={rows} filter={filter} trans={trans} onFilter={setFilter} />
      {cards.problem !== null && (
        <Failure message={cards.problem} trans={trans} onRetry={() => cards.refresh()} />
      )}
      {selection.paths.length > 0 && <Chosen {...props} />}
      {shown.length > 0 ? (
        <CardList {...props} rows={shown} metric={filter.metric} />
      ) : cards.more > 0 ? (
        <Skeleton trans={trans} />
      ) : (
        <Empty>
          {trans.__('No card is like this.')}{' '}
          {isFiltering(filter) && (
            <button type="button" className="mlc-Link" onClick={() => setFilter(EVERYTHING)}>
              {trans.__('Show all')}
            </button>
          )}
        </Empty>
      )}
    </div>
  );
}

function Chosen({ cards, selection, compare, trans }: IListServices): React.JSX.Element {
  const { paths } = selection;
  const count = paths.length;
  const baseline = cards.baseline?.path ?? null;
  const isAmong = baseline !== null && paths.includes(baseline);
  return (
    <div className="mlc-CardsSection-chosen">
      <span role="status">{trans._n('%1 selected', '%1 selected', count)}</span>
      <button
        type="button"
        className="mlc-Button"
        disabled={count < 2}
        title={count < 2 ? trans.__('Select a second card to compare') : ''}
        onClick={() => compare(isAmong ? withFirst(baseline, paths) : paths)}
      >
        {trans.__('Compare')}
      </button>
      {baseline !== null && !isAmong && (
        <button
          type="button"
          className="mlc-Button"
          title={revealBidi(cards.baseline?.title ?? '')}
          onClick={() => compare(withFirst(baseline, paths))}
        >
          {trans.__('Compare with baseline')}
        </button>
      )}
      <button type="button" className="mlc-Link" onClick={() => selection.clear()}>
        {trans.__('Clear')}
      </button>
    </div>
  );
}
