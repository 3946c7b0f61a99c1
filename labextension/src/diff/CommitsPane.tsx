import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useEffect, useRef } from 'react';
import { CommitRow, walkRows } from '../ui/CommitRow';
import { Empty } from '../ui/Empty';
import { Failure } from '../ui/Failure';
import { Skeleton } from '../ui/Skeleton';
import { isCompared, withNow, withParent, type Commit, type CommitCounts } from './commits';
import type { IViewServices } from './services';

/** The commits that touched the notebook, beside the comparison, each of which shows what it changed. */
export function CommitsPane(props: IViewServices): React.JSX.Element {
  const { tab, trans } = props;
  const { commits } = tab;
  useEffect(() => void commits.start(), [commits]);
  return (
    <section className="mlc-Commits" aria-label={trans.__('Commits')}>
      {commits.problem !== null && (
        <Failure
          message={commits.problem}
          trans={trans}
          onRetry={() => void (commits.hasMore ? commits.more() : commits.start())}
        />
      )}
      {commits.commits.length === 0 && <Nothing {...props} />}
      {commits.commits.length > 0 && (
        <ol className="mlc-Commits-list" onKeyDown={walkRows}>
          {commits.commits.map(commit => (
            <Row key={commit.hash} {...props} commit={commit} />
          ))}
        </ol>
      )}
      {commits.hasMore && commits.problem === null && <End {...props} />}
    </section>
  );
}

function Nothing({ tab, trans }: IViewServices): React.JSX.Element | null {
  if (tab.commits.isLoading) {
    return <Skeleton trans={trans} rows={6} />;
  }
  return tab.commits.problem === null ? (
    <Empty>
      {trans.__('No commit has this notebook yet. Commit it, and its versions stand here.')}
    </Empty>
  ) : null;
}

/** The end of what is loaded: when it comes into view, more is. */
function End({ tab, trans }: IViewServices): React.JSX.Element {
  const { commits } = tab;
  const node = useInView(() => void commits.more(), commits.commits.length);
  return (
    <div className="mlc-Commits-end" ref={node}>
      {trans.__('Loading…')}
    </div>
  );
}

interface IRowProps extends IViewServices {
  readonly commit: Commit;
}

function Row({ changes, tab, commit, trans }: IRowProps): React.JSX.Element {
  const { commits } = tab;
  const node = useInView(() => commits.count(commit), commit.hash);
  return (
    <CommitRow
      commit={commit}
      isCurrent={isCompared(commit, changes.sides)}
      title={trans.__('Compare %1 with the commit before', commit.shortHash)}
      words={countWords(commits.countsOf(commit), trans)}
      node={node}
      trans={trans}
      onOpen={() => void changes.show(...withParent(commit))}
    >
      <button
        type="button"
        className="mlc-Link mlc-Commit-now"
        aria-label={trans.__('Compare %1 with now', commit.shortHash)}
        onClick={() => void changes.show(...withNow(commit))}
      >
        {trans.__('Compare with now')}
      </button>
    </CommitRow>
  );
}

/** *3 changed, 1 added* */
export function countWords(found: CommitCounts | null, trans: TranslationBundle): string {
  if (found?.counts == null) {
    return found?.problem ?? '';
  }
  const { changed, added, removed, moved } = found.counts;
  const words = [
    changed > 0 && trans.__('%1 changed', changed),
    added > 0 && trans.__('%1 added', added),
    removed > 0 && trans.__('%1 removed', removed),
    moved > 0 && trans.__('%1 moved', moved)
  ].filter(word => word !== false);
  return words.join(', ') || trans.__('no cell changed');
}

/** Calls back whenever the element comes into view, and again when `subject` is another while it is. */
function useInView<T extends HTMLElement>(
  come: () => void,
  subject: unknown
): React.RefCallback<T> {
  const watching = useRef<IntersectionObserver | null>(null);
  const node = useRef<T | null>(null);
  const called = useRef(come);
  called.current = come;
  useEffect(() => {
    const observer = new IntersectionObserver(entries => {
      if (entries.some(entry => entry.isIntersecting)) {
        called.current();
      }
    });
    watching.current = observer;
    if (node.current !== null) {
      observer.observe(node.current);
    }
    return () => observer.disconnect();
  }, [subject]);
  return element => {
    node.current = element;
  };
}
