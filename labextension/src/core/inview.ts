import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { IDocumentManager } from '@jupyterlab/docmanager';
import type { Projects } from './projects';

/** Makes the project of the document in view the current one; the server's root before any document is open. */
export function followShell(
  app: JupyterFrontEnd,
  documents: IDocumentManager | null,
  projects: Projects
): void {
  const { contents } = app.serviceManager;
  const follow = (otherwise: string | null): void => {
    const widget = app.shell.currentWidget;
    const context = widget === null ? undefined : documents?.contextForWidget(widget);
    const path = context === undefined ? otherwise : contents.localPath(context.path);
    if (path !== null) {
      void projects.follow(path);
    }
  };
  app.shell.currentChanged?.connect(() => follow(null));
  follow('');
}
