import { PageConfig } from '@jupyterlab/coreutils';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { IComments, IThreads } from './tokens';

const PARAMETER = 'mlcollab-thread';

/**
 * Opens the thread that the page's address names as soon as its notebook is there, and takes it out of the address.
 *
 * @returns what looks for it in another file that was opened
 */
export function followPermalink(
  tracker: INotebookTracker,
  comments: IComments
): (threads: IThreads) => void {
  const threadId = takeThread();
  if (threadId === null) {
    return () => undefined;
  }
  let isFound = false;
  const look = (threads: IThreads): void => {
    if (threads.threads.some(({ thread }) => thread.id === threadId)) {
      found();
      void threads.open(threadId);
    }
  };
  const watched: IThreads[] = [];
  const watch = (threads: IThreads): void => {
    if (!isFound) {
      watched.push(threads);
      threads.changed.connect(look);
      look(threads);
    }
  };
  const onNotebook = (_: unknown, panel: NotebookPanel): void => watch(comments.of(panel));
  const found = (): void => {
    isFound = true;
    tracker.widgetAdded.disconnect(onNotebook);
    watched.forEach(threads => threads.changed.disconnect(look));
  };
  tracker.widgetAdded.connect(onNotebook);
  tracker.forEach(panel => watch(comments.of(panel)));
  return watch;
}

/** The thread in the address, which is then gone from it: a reload does not open it again. */
function takeThread(): string | null {
  const address = new URL(location.href);
  const threadId = address.searchParams.get(PARAMETER);
  if (threadId !== null) {
    address.searchParams.delete(PARAMETER);
    history.replaceState(history.state, '', address);
  }
  return threadId;
}

/**
 * A link that opens a thread's notebook at the thread, without a token.
 *
 * @param apiRoot - where the API's root is, as `IApi.root`
 */
export function linkTo(apiRoot: string, projectId: string, threadId: string): string {
  const root = new URL(apiRoot, location.href);
  const project = encodeURIComponent(projectId);
  // Jupyter Notebook 7 says so on its pages; a link copied there leads back there.
  const page = PageConfig.getOption('notebookPage') ? '?in=notebook' : '';
  return new URL(`../open/${project}/thread/${encodeURIComponent(threadId)}${page}`, root).href;
}
