import React from 'react';
import { Empty } from '../ui/Empty';
import { Failure } from '../ui/Failure';
import { Skeleton } from '../ui/Skeleton';
import { ChangeList } from './ChangeList';
import { ChangesHeader } from './ChangesHeader';
import { CommitsPane } from './CommitsPane';
import type { IViewServices } from './services';
import type { Layout } from './shown';
import { TextChange } from './TextChange';
import { NARROW_PIXELS, useWidth } from './useWidth';
import { emptySentence, onlyLabel, stepSentence } from './words';

/** As in the style sheet. */
const COMMITS_PIXELS = 260;

/** Two sides of a notebook, and what changed between them. */
export function ChangesView(services: IViewServices): React.JSX.Element {
  const { changes, tab, trans } = services;
  const [host, width] = useWidth();
  const isStacked = width < NARROW_PIXELS;
  const beside = tab.commits.isOpen && !isStacked ? COMMITS_PIXELS : 0;
  const isNarrow = width - beside < NARROW_PIXELS;
  const layout = isNarrow ? 'unified' : changes.shown.layout;
  const { comparison, problem } = changes;
  const isUnchosen = changes.sides.includes(null);
  return (
    <div
      className="mlc-Changes-page"
      ref={host}
      aria-busy={changes.isLoading}
      data-narrow={isStacked}
    >
      <ChangesHeader {...services} layout={layout} isNarrow={isNarrow} />
      <div className="mlc-Changes-columns">
        {tab.commits.isOpen && <CommitsPane {...services} />}
        <div className="mlc-Changes-main">
          {tab.conflict.isMergeable && <InConflict {...services} />}
          {problem !== null && (
            <Failure
              title={trans.__('Could not compare the notebooks')}
              message={problem}
              trans={trans}
              onRetry={() => void changes.refresh()}
            />
          )}
          {comparison?.steps.map(step => (
            <p key={step} className="mlc-Notice">
              {stepSentence(step, trans)}
            </p>
          ))}
          {isUnchosen && <Empty>{trans.__('Choose what to compare the notebook with.')}</Empty>}
          {comparison === null && problem === null && !isUnchosen && (
            <Skeleton trans={trans} rows={6} />
          )}
          {comparison !== null && <Body {...services} layout={layout} />}
        </div>
      </div>
    </div>
  );
}

function InConflict({ tab, trans }: IViewServices): React.JSX.Element {
  return (
    <p className="mlc-Notice mlc-Changes-conflict" role="status">
      {trans.__('This notebook is in conflict.')}{' '}
      <button type="button" className="mlc-Link" onClick={() => tab.openConflict()}>
        {trans.__('Open merge')}
      </button>
    </p>
  );
}

function Body(props: IViewServices & { readonly layout: Layout }): React.JSX.Element | null {
  const { changes, trans } = props;
  const { comparison, items } = changes;
  if (comparison?.text) {
    return <TextChange {...props} comparison={comparison} text={comparison.text} />;
  }
  const isEmpty = !items.some(
    item => item.kind === 'notebook' || (item.kind === 'cell' && item.isChange)
  );
  return (
    <>
      {isEmpty && comparison !== null && (
        <Empty>
          {changes.only === null
            ? emptySentence(comparison, trans)
            : trans.__('No change of this kind: %1.', onlyLabel(changes.only, trans))}
        </Empty>
      )}
      <ChangeList {...props} />
    </>
  );
}
