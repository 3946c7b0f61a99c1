import type { JupyterFrontEnd } from '@jupyterlab/application';
import { PageConfig } from '@jupyterlab/coreutils';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { IComments, IThreads } from './tokens';

const THREAD = 'mlcollab-thread';

/** Where the thread is on a text: its path, since JupyterLab would open another as source. */
const TEXT = 'mlcollab-text';

/**
 * Opens the thread that the page's address names as soon as its notebook is there, and takes it out of the address.
 *
 * @returns what looks for it in another file that was opened
 */
export function followPermalink(
  app: JupyterFrontEnd,
  tracker: INotebookTracker,
  comments: IComments
): (threads: IThreads) => void {
  const { text, threadId } = takeAddress();
  if (threadId === null) {
    return () => undefined;
  }
  if (text !== null) {
    // What opens texts as pages has come by then.
    void app.restored.then(() => comments.openText(text));
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
function takeAddress(): { readonly text: string | null; readonly threadId: string | null } {
  const address = new URL(location.href);
  const threadId = address.searchParams.get(THREAD);
  const text = address.searchParams.get(TEXT);
  if (threadId !== null) {
    address.searchParams.delete(THREAD);
    address.searchParams.delete(TEXT);
    history.replaceState(history.state, '', address);
  }
  return { text, threadId };
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
