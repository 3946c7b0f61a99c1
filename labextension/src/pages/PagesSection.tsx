import { PathExt } from '@jupyterlab/coreutils';
import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useEffect, useMemo, useState } from 'react';
import { sentenceOf } from '../core/errors';
import { revealBidi } from '../ui/bidi';
import { Empty } from '../ui/Empty';
import { Failure } from '../ui/Failure';
import { Skeleton } from '../ui/Skeleton';
import { When } from '../ui/When';
import { forMeFirst } from './named';
import { PageButton } from './PageButton';
import type { IPanelServices } from './services';
import { staleWords } from './stalewords';
import type { PageHit, PageRow, PagesReport } from './tokens';

const REST_MILLISECONDS = 150;
type Show = 'folders' | 'recent' | 'audience' | 'mine' | 'outdated';

/** The *Pages* section of the *Team* panel: all pages, by folder, by time, for one or one's own, or those out of date; and a search. */
export function PagesSection(props: IPanelServices): React.JSX.Element {
  const { begin, pages, trans } = props;
  useEffect(() => pages.start(), [pages]);
  const { problem, rows } = pages;
  if (pages.project === null) {
    return <Empty>{trans.__('Open a notebook to see the pages of its project.')}</Empty>;
  }
  if (rows === null) {
    return problem === null ? (
      <Skeleton trans={trans} />
    ) : (
      <Failure
        title={trans.__('Could not list the pages')}
        message={problem}
        trans={trans}
        onRetry={() => pages.refresh()}
      />
    );
  }
  if (rows.length === 0) {
    return (
      <Empty>
        <p>{trans.__('No pages yet. Pages are Markdown files in %1.', pages.folders.join(', '))}</p>
        <button type="button" className="mlc-Button" onClick={() => begin(null)}>
          {trans.__('New page')}
        </button>
      </Empty>
    );
  }
  return <Known {...props} rows={rows} />;
}

function Known(props: IPanelServices & { readonly rows: readonly PageRow[] }): React.JSX.Element {
  const { begin, isMe, pages, rows, trans } = props;
  const [search, setSearch] = useState('');
  const [show, setShow] = useState<Show>('folders');
  const isSearching = search.trim() !== '';
  return (
    <div className="mlc-PagesSection">
      <div className="mlc-PagesSection-line" role="search" aria-label={trans.__('Pages')}>
        <input
          type="search"
          className="jp-mod-styled"
          aria-label={trans.__('Search pages')}
          placeholder={trans._n('Search %1 page', 'Search %1 pages', rows.length)}
          value={search}
          onChange={event => setSearch(event.target.value)}
        />
        <button type="button" className="mlc-Button" onClick={() => begin(null)}>
          {trans.__('New page')}
        </button>
      </div>
      {!isSearching && (
        <select
          className="jp-mod-styled mlc-PagesSection-show"
          aria-label={trans.__('Which pages')}
          value={show}
          onChange={event => setShow(event.target.value as Show)}
        >
          <option value="folders">{trans.__('By folder')}</option>
          <option value="recent">{trans.__('Recently changed')}</option>
          <option value="audience">{trans.__('For me')}</option>
          <option value="mine">{trans.__('Owned by me')}</option>
          <option value="outdated">{trans.__('Out of date')}</option>
        </select>
      )}
      {pages.problem !== null && (
        <Failure message={pages.problem} trans={trans} onRetry={() => pages.refresh()} />
      )}
      {isSearching ? (
        <Hits {...props} search={search} />
      ) : show === 'outdated' ? (
        <Outdated {...props} />
      ) : (
        <Rows {...props} rows={rows.filter(row => isShown(row, show, isMe))} show={show} />
      )}
    </div>
  );
}

function isShown({ audience, owner }: PageRow, show: Show, isMe: IPanelServices['isMe']): boolean {
  return show === 'mine' ? isMe(owner) : show === 'audience' ? isMe(audience.join(',')) : true;
}

interface IRowsProps extends IPanelServices {
  readonly rows: readonly PageRow[];
  readonly show: Show;
}

function Rows({ isMe, open, rows, show, trans }: IRowsProps): React.JSX.Element {
  const groups = useMemo(() => (show === 'recent' ? recent(rows) : byFolder(rows)), [rows, show]);
  if (rows.length === 0) {
    return (
      <Empty>
        {show === 'mine'
          ? trans.__('No page names you as its owner.')
          : trans.__('No page says that it is written for you or your role.')}
      </Empty>
    );
  }
  return (
    <div className="mlc-PagesSection-rows">
      {groups.map(([folder, pages]) => (
        <section key={folder} aria-label={folder}>
          {folder !== '' && <h3>{folder}</h3>}
          <ul>
            {(show === 'recent' ? pages : forMeFirst(pages, isMe)).map(page => (
              <li key={page.path}>
                <PageButton page={page} open={open} trans={trans}>
                  <span className="mlc-PageRow-type">
                    {show === 'recent' ? (
                      <When at={page.changed} trans={trans} />
                    ) : (
                      revealBidi([page.type, page.status].filter(Boolean).join(', '))
                    )}
                  </span>
                  {page.problem !== null && (
                    <span className="mlc-PageRow-problem">{page.problem}</span>
                  )}
                </PageButton>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

const MOST_RECENT = 100;

function recent(rows: readonly PageRow[]): [string, readonly PageRow[]][] {
  const sorted = [...rows].sort((one, other) => other.changed.localeCompare(one.changed));
  return [['', sorted.slice(0, MOST_RECENT)]];
}

function byFolder(rows: readonly PageRow[]): [string, readonly PageRow[]][] {
  const groups = new Map<string, PageRow[]>();
  for (const row of rows) {
    const folder = PathExt.dirname(row.path);
    groups.set(folder, [...(groups.get(folder) ?? []), row]);
  }
  return [...groups].sort(([one], [other]) => one.localeCompare(other));
}

function Hits({
  open,
  pages,
  search,
  trans
}: IPanelServices & { readonly search: string }): React.JSX.Element {
  const [hits, setHits] = useState<readonly PageHit[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let isWanted = true;
    const timer = window.setTimeout(() => {
      pages.requests?.found(search).then(
        found => {
          if (isWanted) {
            setHits(found);
            setProblem(null);
          }
        },
        (error: unknown) => isWanted && setProblem(sentenceOf(error))
      );
    }, REST_MILLISECONDS);
    return () => {
      isWanted = false;
      window.clearTimeout(timer);
    };
  }, [pages, search]);
  if (problem !== null) {
    return <Failure message={problem} trans={trans} />;
  }
  if (hits === null) {
    return <Skeleton trans={trans} />;
  }
  if (hits.length === 0) {
    return <Empty>{trans.__('No page holds that.')}</Empty>;
  }
  return (
    <ul className="mlc-PagesSection-rows" aria-label={trans.__('Found')}>
      {hits.map(({ excerpt, path, title }) => (
        <li key={path}>
          <button type="button" className="mlc-PageRow" title={path} onClick={() => open(path)}>
            <span className="mlc-PageRow-title">{revealBidi(title)}</span>
            <span className="mlc-PageRow-excerpt">{revealBidi(excerpt)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function linksWords(
  links: PagesReport['wrong'][number]['links'],
  trans: TranslationBundle
): readonly (string | false)[] {
  const moved = links.filter(({ movedTo }) => movedTo !== null).length;
  const broken = links.length - moved;
  return [
    broken > 0 && trans._n('%1 broken link', '%1 broken links', broken),
    moved > 0 && trans._n('%1 moved link', '%1 moved links', moved)
  ];
}

function Outdated({ open, pages, trans }: IPanelServices): React.JSX.Element {
  const [report, setReport] = useState<PagesReport | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { rows } = pages;
  useEffect(() => {
    let isWanted = true;
    pages.requests?.check().then(
      found => isWanted && setReport(found),
      (error: unknown) => isWanted && setProblem(sentenceOf(error))
    );
    return () => {
      isWanted = false;
    };
  }, [pages, rows]);
  if (problem !== null) {
    return <Failure message={problem} trans={trans} />;
  }
  if (report === null) {
    return <Skeleton trans={trans} />;
  }
  if (report.wrong.length === 0) {
    return <Empty>{trans.__('Every page says what its sources say.')}</Empty>;
  }
  return (
    <ul className="mlc-PagesSection-rows" aria-label={trans.__('Out of date')}>
      {report.wrong.map(({ citations, links, path, problems, title }) => (
        <li key={path}>
          <button type="button" className="mlc-PageRow" title={path} onClick={() => open(path)}>
            <span className="mlc-PageRow-title">{revealBidi(title)}</span>
            <span className="mlc-PageRow-excerpt">
              {[staleWords(citations, trans), ...linksWords(links, trans), ...problems]
                .filter(Boolean)
                .join(', ')}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
