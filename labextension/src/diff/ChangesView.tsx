import React, { useEffect, useRef, useState } from 'react';
import { Empty } from '../ui/Empty';
import { Failure } from '../ui/Failure';
import { Skeleton } from '../ui/Skeleton';
import { ChangeList } from './ChangeList';
import { ChangesHeader } from './ChangesHeader';
import type { IViewServices } from './services';
import type { Layout } from './shown';
import { TextChange } from './TextChange';
import { emptySentence, stepSentence } from './words';

/** Below this there is no room for two sides. */
const NARROW_PIXELS = 900;

/** Two sides of a notebook, and what changed between them. */
export function ChangesView(services: IViewServices): React.JSX.Element {
  const { changes, trans } = services;
  const [host, isNarrow] = useNarrow();
  const layout = isNarrow ? 'unified' : changes.shown.layout;
  const { comparison, problem } = changes;
  return (
    <div className="mlc-Changes-page" ref={host} aria-busy={changes.isLoading}>
      <ChangesHeader {...services} layout={layout} isNarrow={isNarrow} />
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
      {comparison === null && problem === null && <Skeleton trans={trans} rows={6} />}
      {comparison !== null && <Body {...services} layout={layout} />}
    </div>
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
      {isEmpty && comparison !== null && <Empty>{emptySentence(comparison, trans)}</Empty>}
      <ChangeList {...props} />
    </>
  );
}

function useNarrow(): [React.RefObject<HTMLDivElement>, boolean] {
  const host = useRef<HTMLDivElement>(null);
  const [isNarrow, setNarrow] = useState(false);
  useEffect(() => {
    const measured = new ResizeObserver(([entry]) => {
      const width = entry?.contentRect.width ?? 0;
      // A tab that is hidden has no width, and is drawn as it was when it comes back.
      if (width > 0) {
        setNarrow(width < NARROW_PIXELS);
      }
    });
    if (host.current !== null) {
      measured.observe(host.current);
    }
    return () => measured.disconnect();
  }, []);
  return [host, isNarrow];
}
