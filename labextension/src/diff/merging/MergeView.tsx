import React, { useEffect } from 'react';
import { Empty } from '../../ui/Empty';
import { Failure } from '../../ui/Failure';
import { Skeleton } from '../../ui/Skeleton';
import { Place } from '../ChangeList';
import { NARROW_PIXELS, useWidth } from '../useWidth';
import { useJourneys, useWindow } from '../useWindow';
import { stepSentence } from '../words';
import type { MergeItem } from './items';
import { MergeHeader } from './MergeHeader';
import { ConflictRow, PlainRow } from './MergeRows';
import { SaveNotice } from './SaveNotice';
import type { IMergeServices, IMergeViewProps } from './services';

/** Three versions of a notebook: what is to be decided, and what becomes of it. */
export function MergeView(services: IMergeServices): React.JSX.Element {
  const { merging, openAsText, trans } = services;
  const [host, width] = useWidth();
  const { answer, problem } = merging;
  return (
    <div
      className="mlc-Changes-page"
      ref={host}
      aria-busy={merging.isLoading}
      data-narrow={width < NARROW_PIXELS}
    >
      <MergeHeader {...services} />
      <SaveNotice {...services} />
      {problem !== null && (
        <>
          <Failure
            title={trans.__('Could not merge the notebook')}
            message={problem}
            trans={trans}
            onRetry={() => void merging.load()}
          />
          <p className="mlc-Notice">
            <button type="button" className="mlc-Link" onClick={openAsText}>
              {trans.__('Open as text')}
            </button>
          </p>
        </>
      )}
      {answer?.steps.map(step => (
        <p key={step} className="mlc-Notice">
          {stepSentence(step, trans)}
        </p>
      ))}
      {answer === null && problem === null && <Waiting {...services} />}
      {answer !== null && (
        <MergeList {...services} layout={width < NARROW_PIXELS ? 'unified' : 'split'} />
      )}
    </div>
  );
}

/** What stands there before there is a merge. */
function Waiting({ merging, trans }: IMergeServices): React.JSX.Element {
  const { base, ours, theirs } = merging.sides;
  if (ours === null || theirs === null) {
    return <Empty>{trans.__('Choose the version to merge into the notebook.')}</Empty>;
  }
  return base === null ? (
    <Empty>{trans.__('Choose what both versions come from.')}</Empty>
  ) : (
    <Skeleton trans={trans} rows={6} />
  );
}

/** The cells of the result below each other. Only those near what is in view are in the page. */
function MergeList(props: IMergeViewProps): React.JSX.Element {
  const { merging, trans } = props;
  const { items } = merging;
  const list = useWindow(items);
  const [first, end] = list.range;
  useJourneys(list, merging);
  useEffect(() => list.host.current?.focus({ preventScroll: true }), [list.host]);
  return (
    <div
      className="mlc-ChangeList"
      ref={list.host}
      onScroll={list.onScroll}
      tabIndex={0}
      role="list"
      aria-label={trans.__('Cells of the result')}
    >
      <div className="mlc-ChangeList-inside" style={{ height: list.height }}>
        {items.slice(first, end).map((item, index) => (
          <Place key={item.key} item={item} index={first + index} list={list} of={items.length}>
            <ItemView {...props} item={item} />
          </Place>
        ))}
      </div>
    </div>
  );
}

function ItemView(props: IMergeViewProps & { readonly item: MergeItem }): React.JSX.Element | null {
  const { item, merging, trans } = props;
  if (item.kind === 'conflict') {
    return <ConflictRow {...props} item={item} />;
  }
  if (item.kind === 'fold') {
    return (
      <button
        type="button"
        className="mlc-Fold"
        aria-expanded={item.isOpen}
        onClick={() => merging.toggle(item.key)}
      >
        {trans._n('%1 unchanged cell', '%1 unchanged cells', item.count)}
      </button>
    );
  }
  const row = merging.answer?.rows[item.row];
  return row === undefined ? null : <PlainRow {...props} item={item} row={row} />;
}
