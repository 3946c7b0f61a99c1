import { PathExt } from '@jupyterlab/coreutils';
import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useEffect } from 'react';
import { revealBidi } from '../ui/bidi';
import { Empty } from '../ui/Empty';
import { Failure } from '../ui/Failure';
import { Skeleton } from '../ui/Skeleton';
import { CoEditingNote } from './CoEditingNote';
import { forMeFirst } from './named';
import { PageButton } from './PageButton';
import type { IPanelServices } from './services';
import type { PageAround } from './tokens';
import type { InView } from './view';

export interface IPagesPanelProps extends IPanelServices {
  readonly inView: InView;

  /** Whether pages are written live. */
  readonly isLive: boolean;

  /** Cites a cell of the notebook in view in a page. */
  cite(): void;
}

/** The *Pages* panel: the pages about what is in view, nearest first. */
export function PagesPanel(props: IPagesPanelProps): React.JSX.Element {
  const { begin, cite, inView, isLive, pages, trans } = props;
  useEffect(() => {
    pages.start();
    inView.start();
  }, [inView, pages]);
  const { path } = inView;
  return (
    <div className="mlc-PagesPanel">
      <header className="mlc-PagesPanel-header">
        <h2>{trans.__('Pages')}</h2>
        <span className="mlc-PagesPanel-actions">
          {path !== null && (
            <button type="button" className="mlc-Button" onClick={cite}>
              {inView.cardPath === null ? trans.__('Cite this cell') : trans.__('Cite a metric')}
            </button>
          )}
          <button type="button" className="mlc-Button" onClick={() => begin(path)}>
            {trans.__('New page')}
          </button>
        </span>
      </header>
      {isLive && <CoEditingNote trans={trans} />}
      {path === null ? (
        <Empty>{trans.__('Open a notebook to see the pages about it.')}</Empty>
      ) : (
        <Around {...props} path={path} />
      )}
    </div>
  );
}

function Around(props: IPagesPanelProps & { readonly path: string }): React.JSX.Element {
  const { inView, pages, path, trans } = props;
  const { around, elsewhere, problem } = inView;
  if (problem !== null) {
    return <Failure message={problem} trans={trans} onRetry={() => pages.refresh()} />;
  }
  if (around === null) {
    return <Skeleton trans={trans} />;
  }
  if (around.length === 0 && elsewhere.length === 0) {
    return (
      <Empty>
        <p>{trans.__('No page is about %1 yet.', PathExt.basename(path))}</p>
        <p>
          {trans.__(
            'A page says what a notebook is for, where its data is from, what was decided.'
          )}
        </p>
      </Empty>
    );
  }
  return (
    <div className="mlc-PagesPanel-groups">
      {GROUPS.map(nearness => (
        <Group
          key={nearness}
          {...props}
          label={groupLabel(nearness, trans)}
          rows={around.filter(page => page.nearness === nearness)}
        />
      ))}
      <Group {...props} label={trans.__('Other cells')} rows={elsewhere} />
    </div>
  );
}

type Nearness = PageAround['nearness'];
const GROUPS: readonly Nearness[] = ['cell', 'notebook', 'folder', 'project', 'link'];

function groupLabel(nearness: Nearness, trans: TranslationBundle): string {
  return {
    cell: trans.__('This cell'),
    notebook: trans.__('This notebook'),
    folder: trans.__('This folder'),
    project: trans.__('This project'),
    link: trans.__('Linked from')
  }[nearness];
}

interface IGroupProps extends IPagesPanelProps {
  readonly label: string;
  readonly rows: readonly PageAround[];
}

function Group({ isMe, label, open, rows, trans }: IGroupProps): React.JSX.Element | null {
  if (rows.length === 0) {
    return null;
  }
  return (
    <section aria-label={label}>
      <h3>{label}</h3>
      <ul>
        {forMeFirst(rows, isMe).map(page => (
          <li key={page.path}>
            <PageButton page={page} open={open} trans={trans}>
              {page.type !== '' && (
                <span className="mlc-PageRow-type">{revealBidi(page.type)}</span>
              )}
            </PageButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
