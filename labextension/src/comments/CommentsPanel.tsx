import React, { useDeferredValue, useMemo, useRef, useState } from 'react';
import type { Project } from '../core/tokens';
import { Empty } from '../ui/Empty';
import { keptWords } from '../ui/kept';
import { counted } from './filter';
import { LookSummary } from './LookSummary';
import { focusFirstRow, NotebookList } from './NotebookList';
import { PanelHeader, type IView } from './PanelHeader';
import type { IPanelServices } from './panelservices';
import { ProjectList } from './ProjectList';
import type { IListedThreads } from './tokens';
import { useEmission } from './useEmission';

const FIRST_VIEW: IView = { scope: 'file', shelf: 'open', search: '', order: 'place' };

/** The *Comments* panel: it only lists; a thread opens beneath its cell. */
export function CommentsPanel(services: IPanelServices): React.JSX.Element {
  const { comments, events, projects } = services;
  const threads = comments.inView;
  useEmission(
    comments.inViewChanged,
    projects.currentChanged,
    projects.sharedChanged,
    events.connectionChanged
  );
  useEmission(threads?.changed ?? null);
  const [view, setView] = useState<IView>(FIRST_VIEW);
  // Letters typed in the search are drawn before a long list is.
  const listed = useDeferredValue(view);
  const body = useRef<HTMLDivElement>(null);
  const project = threads?.project ?? projects.current;
  return (
    <div className="mlc-CommentsPanel">
      <PanelHeader
        view={view}
        counts={useCounts(threads, view)}
        here={threads?.file?.words.here ?? services.trans.__('This notebook')}
        trans={services.trans}
        onView={setView}
        onDown={() => focusFirstRow(body)}
      />
      <AwayLine {...services} />
      {comments.current === threads && comments.current !== null && view.scope === 'file' && (
        <LookSummary threads={comments.current} services={services} />
      )}
      <div className="mlc-CommentsPanel-body" ref={body}>
        <Body threads={threads} project={project} view={listed} services={services} />
      </div>
      <PanelFooter threads={threads} project={project} services={services} />
    </div>
  );
}

interface IPartProps {
  readonly threads: IListedThreads | null;
  readonly project: Project | null;
  readonly services: IPanelServices;
}

function Body({
  threads,
  project,
  view,
  services
}: IPartProps & { readonly view: IView }): React.JSX.Element {
  const { trans } = services;
  if (view.scope === 'project') {
    return project ? (
      <ProjectList key={project.id} project={project} view={view} services={services} />
    ) : (
      <Empty>{trans.__('Open a notebook to see the comments of its project.')}</Empty>
    );
  }
  return threads ? (
    <NotebookList key={threads.widget.id} threads={threads} view={view} services={services} />
  ) : (
    <Empty>{trans.__('Open a notebook or a card to see its comments.')}</Empty>
  );
}

function AwayLine({ events, trans }: IPanelServices): React.JSX.Element {
  const away = events.connection === 'away' ? trans.__('The server does not answer.') : null;
  const problem = away ?? events.problem;
  return (
    <div className="mlc-CommentsPanel-away" role="status">
      {problem !== null && trans.__('%1 What you write is kept here and sent later.', problem)}
    </div>
  );
}

function PanelFooter({ threads, project, services }: IPartProps): React.JSX.Element {
  const { trans, ask, comment, projects } = services;
  const file = threads?.file ?? null;
  const isRefused = threads?.mayComment === false;
  const why = isRefused ? trans.__('Your role here does not allow comments') : undefined;
  return (
    <footer className="mlc-CommentsPanel-footer">
      {threads && (
        <div className="mlc-CommentsPanel-actions">
          <button
            type="button"
            className="mlc-Button"
            disabled={isRefused}
            title={why}
            onClick={() => comment(threads)}
          >
            {file?.words.comment ?? trans.__('Comment on the notebook')}
          </button>
          {file === null && (
            <button
              type="button"
              className="mlc-Button"
              disabled={isRefused}
              title={why}
              onClick={() => ask()}
            >
              {trans.__('Ask for a look')}
            </button>
          )}
        </div>
      )}
      {project && (
        <span className="mlc-CommentsPanel-kept">
          {keptWords(project, projects.isShared, trans)}
        </span>
      )}
    </footer>
  );
}

function useCounts(
  threads: IListedThreads | null,
  { scope }: IView
): ReturnType<typeof counted> | null {
  const all = threads?.threads;
  return useMemo(
    () => (all && scope === 'file' ? counted(all.map(({ thread }) => thread)) : null),
    [all, scope]
  );
}
