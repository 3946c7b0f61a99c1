import type { JupyterFrontEnd } from '@jupyterlab/application';

/** Live co-editing of Markdown files, where something like jupyter-collaboration offers it. */
export class CoEditing {
  constructor(private readonly _app: JupyterFrontEnd) {}

  /** What JupyterLab's editor reads and saves through: a page has to do the same, or it would be another text. */
  get contentProviderId(): string | undefined {
    return this._app.docRegistry.getWidgetFactory('Editor')?.contentProviderId;
  }

  /** Whether a file is one text in all browsers, kept and saved by the server. */
  isOn(path: string): boolean {
    const { contents } = this._app.serviceManager;
    const { contentProviderId } = this;
    return contents.getSharedModelFactory(path, { contentProviderId })?.collaborative === true;
  }
}
