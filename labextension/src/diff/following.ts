import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { Debouncer, Poll } from '@lumino/polling';
import { Signal } from '@lumino/signaling';
import type { Widget } from '@lumino/widgets';

const QUIET_MILLISECONDS = 800;
const LOOK_MILLISECONDS = 4000;
const MOST_MILLISECONDS = 60_000;

export interface IFollowed {
  readonly app: JupyterFrontEnd;
  readonly tracker: INotebookTracker;

  /** The tab: what happens while it is hidden is made up for when it is shown. */
  readonly widget: Widget;

  /** The notebooks that a side shows as they are now, as JupyterLab names them. */
  paths(): readonly string[];
  refresh(): Promise<void>;
}

/**
 * Compares again when a notebook is edited, saved, or changed on disk by somebody else, and when the person comes back:
 * a branch may lead elsewhere by then.
 */
export class Following {
  constructor(private readonly _followed: IFollowed) {
    const { app, tracker, widget } = _followed;
    this._poll = pollFor(_followed, () => this._change());
    tracker.widgetAdded.connect(this._onNotebook, this);
    tracker.forEach(panel => this._onNotebook(tracker, panel));
    app.serviceManager.contents.fileChanged.connect(this._onFile, this);
    window.addEventListener('focus', this.look);
    widget.disposed.connect(this._dispose, this);
  }

  /** Compares now, if the tab is in sight. */
  readonly look = (): void => {
    if (this._isSeen) {
      void this._followed.refresh();
    }
  };

  private get _isSeen(): boolean {
    return this._followed.widget.isVisible && !document.hidden;
  }

  private _change(): void {
    if (this._isSeen) {
      // A newer change starts the wait again; what was waited for before is dropped.
      this._quiet.invoke().catch(() => undefined);
    }
  }

  private _onNotebook(_: unknown, panel: NotebookPanel): void {
    const { context } = panel;
    context.model.contentChanged.connect(this._onEdit, this);
    this._onPath(context.path);
    panel.disposed.connect(() => this._onPath(context.path));
  }

  private _onEdit(model: unknown): void {
    const panel = this._followed.tracker.find(({ context }) => context.model === model);
    if (panel) {
      this._onPath(panel.context.path);
    }
  }

  private _onFile(_: unknown, { oldValue, newValue }: IFileChange): void {
    [oldValue, newValue].forEach(file => {
      if (file?.path !== undefined) {
        this._onPath(file.path);
      }
    });
  }

  private _onPath(path: string): void {
    const { app, paths } = this._followed;
    if (paths().includes(app.serviceManager.contents.localPath(path))) {
      this._change();
    }
  }

  private _dispose(): void {
    window.removeEventListener('focus', this.look);
    this._poll.dispose();
    this._quiet.dispose();
    Signal.clearData(this);
  }

  private readonly _poll: Poll;
  private readonly _quiet = new Debouncer(() => this._followed.refresh(), QUIET_MILLISECONDS);
}

interface IFileChange {
  readonly oldValue: { readonly path?: string } | null;
  readonly newValue: { readonly path?: string } | null;
}

/** Looks now and then whether a file was written, while the tab is in sight: nobody tells a browser of that. */
function pollFor({ app, widget, paths }: IFollowed, changed: () => void): Poll {
  const { contents } = app.serviceManager;
  let known: string | null = null;
  return new Poll({
    name: 'jupyter-mlcollab:comparison',
    frequency: { interval: LOOK_MILLISECONDS, backoff: true, max: MOST_MILLISECONDS },
    standby: () => (widget.isVisible ? 'when-hidden' : true),
    factory: async () => {
      const times = await Promise.all(
        paths().map(async path => {
          const { last_modified: time } = await contents.get(path, { content: false });
          return time;
        })
      );
      const now = times.join(' ');
      if (known !== null && known !== now) {
        changed();
      }
      known = now;
    }
  });
}
