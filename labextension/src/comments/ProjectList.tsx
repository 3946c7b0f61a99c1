import React, { useCallback, useMemo, useRef, useState } from 'react';
import { sentenceOf } from '../core/errors';
import type { Project } from '../core/tokens';
import { Empty } from '../ui/Empty';
import { Failure } from '../ui/Failure';
import { Skeleton } from '../ui/Skeleton';
import { byNotebook } from './filter';
import { nameOf, placeParts } from './label';
import { Group } from './NotebookList';
import type { IView } from './PanelHeader';
import type { IPanelServices } from './panelservices';
import { useRows } from './rows';
import { ThreadRow } from './ThreadRow';
import type { IComments, Thread } from './tokens';
import { useProjectThreads, type IProjectThreads } from './useProjectThreads';

export interface IProjectListProps {
  readonly project: Project;
  readonly view: IView;
  readonly services: IPanelServices;
}

/** The threads of every notebook and other file of the project, by file, as the server found them. */
export function ProjectList({ project, view, services }: IProjectListProps): React.JSX.Element {
  const { comments, events, trans } = services;
  const found = useProjectThreads(comments, events, project, view.shelf, view.search);
  if (found.status === 'failed') {
    return <Failure message={found.problem ?? ''} trans={trans} onRetry={() => found.reload()} />;
  }
  if (found.status === 'loading') {
    return <Skeleton trans={trans} />;
  }
  if (found.threads.length === 0) {
    return <Empty>{emptySentence(found, view, services)}</Empty>;
  }
  return <Groups found={found} project={project} services={services} />;
}

interface IGroupsProps {
  readonly found: IProjectThreads;
  readonly project: Project;
  readonly services: IPanelServices;
}

function Groups({ found, project, services }: IGroupsProps): React.JSX.Element {
  const { comments, trans } = services;
  const { threads, more } = found;
  const list = useRef<HTMLDivElement>(null);
  const groups = useMemo(() => [...byNotebook(threads)], [threads]);
  const ids = groups.flatMap(([, group]) => group.map(({ id }) => id));
  const rows = useRows(list, ids);
  const { problem, onOpen } = useOpening(comments, project, threads);
  const row = (thread: Thread): React.JSX.Element => (
    <li key={thread.id}>
      <ThreadRow
        thread={thread}
        place={placeParts(thread.anchor, null, null, trans)}
        state={null}
        unsent={0}
        isOpen={comments.inView?.openThread === thread.id}
        isStop={rows.stop === thread.id}
        trans={trans}
        onOpen={onOpen}
        onFocus={rows.setStop}
      />
    </li>
  );
  return (
    <div className="mlc-CommentsPanel-list" ref={list} onKeyDown={rows.onKeyDown}>
      {problem !== null && (
        <Failure title={trans.__('Could not open the thread')} message={problem} trans={trans} />
      )}
      {groups.map(([path, group]) => (
        <Group key={path} title={<NotebookTitle path={path} found={found} services={services} />}>
          {group.map(row)}
        </Group>
      ))}
      {more && (
        <p className="mlc-CommentsPanel-more">
          {trans.__('Only the first %1 are shown. Search to see fewer.', threads.length)}
        </p>
      )}
    </div>
  );
}

interface IOpening {
  /** Why the last thread could not be opened. */
  readonly problem: string | null;
  onOpen(threadId: string): void;
}

function useOpening(comments: IComments, project: Project, threads: readonly Thread[]): IOpening {
  const paths = useMemo(() => new Map(threads.map(({ id, path }) => [id, path])), [threads]);
  const [problem, setProblem] = useState<string | null>(null);
  const onOpen = useCallback(
    (id: string) => {
      setProblem(null);
      comments
        .openThread(project, paths.get(id) ?? '', id)
        .catch((error: unknown) => setProblem(sentenceOf(error)));
    },
    [comments, project, paths]
  );
  return { problem, onOpen };
}

function NotebookTitle({
  path,
  found,
  services
}: {
  readonly path: string;
  readonly found: IProjectThreads;
  readonly services: IPanelServices;
}): React.JSX.Element {
  const { trans } = services;
  const summary = found.notebooks.find(notebook => notebook.path === path);
  return (
    <>
      <span className="mlc-CommentsPanel-notebook" title={path}>
        {nameOf(path)}
      </span>
      {summary && (
        <span
          className="mlc-CommentsPanel-counts"
          title={trans.__('%1 open, %2 resolved', summary.open, summary.resolved)}
        >
          {trans.__('%1 open', summary.open)}
          {summary.unread > 0 && <b> {trans.__('%1 unread', summary.unread)}</b>}
        </span>
      )}
    </>
  );
}

function emptySentence(
  { notebooks }: IProjectThreads,
  { search }: IView,
  { trans }: IPanelServices
): string {
  if (search.trim() !== '') {
    return trans.__('No comment has these words.');
  }
  return notebooks.length === 0
    ? trans.__('Nothing has comments yet. Open a notebook, hover a cell and press +.')
    : trans.__('Nothing here in the whole project.');
}
