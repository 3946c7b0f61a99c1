import { Dialog } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { INotebookModel, NotebookPanel } from '@jupyterlab/notebook';
import type { ITranslator } from '@jupyterlab/translation';
import type { KnownConflicts } from './known';

// JupyterLab asks about a tab a moment after it said that loading failed.
const CLOSING_MILLISECONDS = 2000;

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
    const name = PathExt.basename(path);
    replaceFailure(panel, {
      failed: trans.__('File Load Error for %1', name),
      unsaved: `${trans.__('Save your work')} ${trans.__('Save changes in "%1" before closing?', name)}`
    });
    await open(path);
  }

  private _isRestored = false;
}

/**
 * Closes the tab of a notebook that could not be loaded, in place of JupyterLab: that shows what failed, and then asks
 * whether to save the tab, which would put an empty notebook in the place of the file.
 *
 * @param says - how the names of the two dialogs begin for a screen reader
 */
function replaceFailure(panel: NotebookPanel, says: { failed: string; unsaved: string }): void {
  const stop = (): void => void Dialog.tracker.widgetAdded.disconnect(onAdded);
  const dismiss = async (dialog: Dialog<unknown>): Promise<void> => {
    await dialog.ready;
    dialog.reject();
    panel.dispose();
  };
  const onAdded = (_: unknown, dialog: Dialog<unknown>): void => {
    const name = dialog.node.ariaLabel ?? '';
    // What fails now is another notebook of that name.
    const isFailure = name.startsWith(says.failed) && !panel.isDisposed;
    if (isFailure || name.startsWith(says.unsaved)) {
      void dismiss(dialog);
      setTimeout(stop, CLOSING_MILLISECONDS);
    }
  };
  if (!panel.context.isReady) {
    Dialog.tracker.widgetAdded.connect(onAdded);
    Dialog.tracker.forEach(dialog => onAdded(null, dialog));
    void panel.context.ready.then(stop);
  }
}
