import { useEffect, useReducer, useState } from 'react';
import { sentenceOf } from '../core/errors';
import type { IEvents, Project, Schemas } from '../core/tokens';
import type { Shelf } from './filter';
import type { IComments, Thread } from './tokens';

/** News often come in bursts, and each costs a search; a person who types is not done after one letter. */
const CALM_MILLISECONDS = 300;

export interface IProjectThreads {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly problem: string | null;
  readonly threads: readonly Thread[];

  /** The server found more than it gave. */
  readonly more: boolean;
  readonly notebooks: readonly Schemas['NotebookSummary'][];
  reload(): void;
}

type Found = Omit<IProjectThreads, 'reload'>;

const LOADING: Found = {
  status: 'loading',
  problem: null,
  threads: [],
  more: false,
  notebooks: []
};

/** The threads of all notebooks of a project, asked again when something happens in it. */
export function useProjectThreads(
  comments: IComments,
  events: IEvents,
  project: Project,
  shelf: Shelf,
  search: string
): IProjectThreads {
  const [found, setFound] = useState<Found>(LOADING);
  const [turn, reload] = useReducer((count: number) => count + 1, 0);
  const calm = useCalm(search);

  useEffect(() => listen(events, project, reload), [events, project]);

  useEffect(() => {
    let isWanted = true;
    const set = (next: Found): void => {
      if (isWanted) {
        setFound(next);
      }
    };
    // What was found last stays until the new answer is here: a list that flickers cannot be read.
    fetchAll(comments, project, shelf, calm).then(set, (error: unknown) =>
      set({ ...LOADING, status: 'failed', problem: sentenceOf(error) })
    );
    return () => {
      isWanted = false;
    };
  }, [comments, project, shelf, calm, turn]);

  return { ...found, reload };
}

async function fetchAll(
  comments: IComments,
  project: Project,
  shelf: Shelf,
  search: string
): Promise<Found> {
  const [{ threads, more }, notebooks] = await Promise.all([
    comments.search(project, search === '' ? { shelf } : { shelf, search }),
    comments.notebooks(project)
  ]);
  return { status: 'ready', problem: null, threads, more, notebooks };
}

/** Watches a project, and calls back once it is calm again after something happened. */
function listen(events: IEvents, project: Project, onNews: () => void): () => void {
  const watching = events.watch(project);
  let timer = 0;
  const slot = (_: IEvents, news: { project: string }): void => {
    if (news.project === project.id) {
      window.clearTimeout(timer);
      timer = window.setTimeout(onNews, CALM_MILLISECONDS);
    }
  };
  events.changed.connect(slot);
  return () => {
    window.clearTimeout(timer);
    events.changed.disconnect(slot);
    watching.dispose();
  };
}

/** What is being typed, once the typing pauses. */
function useCalm(text: string): string {
  const [calm, setCalm] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => setCalm(text.trim()), CALM_MILLISECONDS);
    return () => window.clearTimeout(timer);
  }, [text]);
  return calm;
}
