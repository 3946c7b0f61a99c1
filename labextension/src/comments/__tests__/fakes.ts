import type { TranslationBundle } from '@jupyterlab/translation';
import { nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import { vi } from 'vitest';
import type { IEvents, IOutbox, IProjects, Project } from '../../core/tokens';
import type { IPanelServices } from '../panelservices';
import type { IComments, INotebookThreads, IPlacedThread } from '../tokens';

export const trans: TranslationBundle = nullTranslator.load('jupyter_mlcollab');

export const project: Project = {
  id: 'project',
  kept: 'computer',
  name: 'churn',
  pathPrefix: '',
  serverFolder: '',
  settingsProblem: null
};

/** The threads of a notebook that is not there: what was asked of it is recorded. */
export interface IFakeThreads extends INotebookThreads {
  set(given: Partial<INotebookThreads>): void;
}

export function fakeThreads(
  threads: readonly IPlacedThread[],
  given: Partial<INotebookThreads> = {}
): IFakeThreads {
  const owner = {};
  const changed = new Signal<typeof owner, void>(owner);
  const fake = {
    panel: { id: 'panel', content: { model: null } },
    widget: { id: 'panel' },
    file: null,
    text: null,
    picks: null,
    get notebook(): unknown {
      return fake;
    },
    project,
    path: 'train.ipynb',
    threads,
    unsent: [],
    otherUnsent: [],
    correcting: null,
    correct: vi.fn(() => Promise.resolve()),
    looks: [],
    status: 'ready',
    problem: null,
    mayComment: true,
    placesProblem: null,
    openThread: null,
    composing: null,
    changed,
    reload: vi.fn(() => Promise.resolve()),
    open: vi.fn(() => Promise.resolve()),
    place: vi.fn(() => Promise.resolve()),
    placeAgain: vi.fn(() => Promise.resolve()),
    answerLook: vi.fn(() => Promise.resolve()),
    set(next: Partial<INotebookThreads>) {
      Object.assign(fake, next);
      changed.emit();
    },
    ...given
  };
  return fake as unknown as IFakeThreads;
}

export interface IFakeServices extends IPanelServices {
  setConnection(connection: IEvents['connection']): void;
}

export function fakeServices(
  current: INotebookThreads | null,
  given: Partial<IComments> = {}
): IFakeServices {
  const owner = {};
  const signal = (): Signal<typeof owner, unknown> => new Signal(owner);
  const connectionChanged = signal();
  const events = {
    connection: 'live',
    problem: null,
    connectionChanged,
    changed: signal(),
    watch: () => ({ dispose: () => undefined, isDisposed: false })
  };
  const comments = {
    current,
    currentChanged: signal(),
    inView: current,
    inViewChanged: signal(),
    inboxProblem: null,
    openThread: vi.fn(() => Promise.resolve()),
    search: vi.fn(() => Promise.resolve({ documents: [], head: 0, more: false, threads: [] })),
    notebooks: vi.fn(() => Promise.resolve([])),
    ...given
  };
  return {
    comments: comments as unknown as IComments,
    events: events as unknown as IEvents,
    outbox: { retry: vi.fn(), discard: vi.fn() } as unknown as IOutbox,
    projects: {
      current: project,
      currentChanged: signal(),
      sharedChanged: signal()
    } as unknown as IProjects,
    trans,
    ask: vi.fn(),
    comment: vi.fn(),
    pick: vi.fn(),
    setConnection(connection) {
      events.connection = connection;
      connectionChanged.emit(undefined);
    }
  };
}
