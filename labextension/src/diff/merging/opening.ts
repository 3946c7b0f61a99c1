import { Dialog } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { INotebookModel, NotebookPanel } from '@jupyterlab/notebook';
import type { ITranslator } from '@jupyterlab/translation';
import type { KnownConflicts } from './known';

export interface IOpeningOptions {
  readonly known: KnownConflicts;
  readonly translator: ITranslator;

  /** Settled once JupyterLab has brought back the tabs of the last time. */
  readonly restored: Promise<unknown>;

  /** Shows the merge of a notebook. */
  open(serverPath: string): Promise<void>;
}

/**
 * Shows the merge of a notebook in conflict when the notebook is opened, whichever way. JupyterLab knows only then
 * which notebook it is, and opens it at the same time. Mostly that fails, since git's markers make the file no notebook:
 * the merge then takes the place of JupyterLab's error. Where the file is a notebook, it stands in the tab beside.
 */
export class OpenedInConflict implements DocumentRegistry.IWidgetExtension<
  NotebookPanel,
  INotebookModel
> {
  constructor(private readonly _options: IOpeningOptions) {
    void _options.restored.then(() => {
      this._isRestored = true;
    });
  }

  createNew(panel: NotebookPanel): void {
    if (this._isRestored) {
      void this._follow(panel);
    }
  }

  private async _follow(panel: NotebookPanel): Promise<void> {
    const { known, open, translator } = this._options;
    const path = panel.context.localPath;
    const found = await known.look(path).catch(() => []);
    if (!found.some(({ isMergeable }) => isMergeable)) {
      return;
    }
    const trans = translator.load('jupyterlab');
    const dismiss = (): void => {
      dismissDialog(trans.__('File Load Error for %1', PathExt.basename(path)));
    };
    if (panel.isDisposed) {
      dismiss();
    } else {
      panel.disposed.connect(dismiss);
      void panel.context.ready.then(() => panel.disposed.disconnect(dismiss));
    }
    await open(path);
  }

  private _isRestored = false;
}

/** Closes JupyterLab's dialogs of that title, which it shows a moment before it closes the tab that failed. */
function dismissDialog(title: string): void {
  Dialog.tracker.forEach(dialog => {
    void dialog.ready.then(() => {
      const header = dialog.node.querySelector('.jp-Dialog-header');
      if (!dialog.isDisposed && header?.textContent === title) {
        dialog.reject();
      }
    });
  });
}
