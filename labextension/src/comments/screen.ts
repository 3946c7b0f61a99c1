import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { CellMarkers } from './CellMarkers';
import { InlineThreads } from './InlineThreads';
import { Marks } from './marks';
import type { IScreenServices } from './screenservices';
import { SelectionButton } from './SelectionButton';
import type { IComments, INotebookThreads } from './tokens';

const READ_ONLY = 'mlc-mod-readOnly';

/** How long after a notebook was opened the rest is loaded, in milliseconds: not while JupyterLab is busy with it. */
const SETTLED_MS = 1500;

/** Gives every notebook its markers, threads and marks once it is there, until it is closed. */
export function equipNotebooks(
  tracker: INotebookTracker,
  comments: IComments,
  services: IScreenServices
): void {
  const equip = (_: unknown, panel: NotebookPanel): void => {
    const threads = comments.of(panel);
    void panel.context.ready.then(() => {
      if (!panel.isDisposed) {
        const parts = [CellMarkers, InlineThreads, Marks, SelectionButton].map(
          Part => new Part(threads, services)
        );
        panel.disposed.connect(() => parts.forEach(part => part.dispose()));
        followRights(threads);
        setTimeout(loadAhead, SETTLED_MS);
      }
    });
  };
  tracker.widgetAdded.connect(equip);
  tracker.forEach(panel => equip(tracker, panel));
}

/** Threads open, and can be written, while the server is away: what they are drawn by is here before. */
function loadAhead(): void {
  Promise.all([import('./CellThreads'), import('../ui/rendering')]).catch(() => undefined);
}

/** Who may not comment is not offered to. */
function followRights(threads: INotebookThreads): void {
  const follow = (): void => void threads.panel.toggleClass(READ_ONLY, !threads.mayComment);
  threads.changed.connect(follow);
  follow();
}
