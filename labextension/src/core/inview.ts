import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { IDocumentManager } from '@jupyterlab/docmanager';
import type { IDefaultFileBrowser } from '@jupyterlab/filebrowser';
import type { Projects } from './projects';

/**
 * Makes the project of the document in view the current one. While none is in view, as with a launcher, it is the one
 * whose folder somebody opens in the file browser: the server's root before that.
 */
export function followShell(
  app: JupyterFrontEnd,
  documents: IDocumentManager | null,
  projects: Pick<Projects, 'follow'>,
  files: Pick<IDefaultFileBrowser, 'model'> | null
): void {
  const { contents } = app.serviceManager;
  const folder = (): string => {
    const path = contents.localPath(files?.model.path ?? '');
    return path === '' ? '' : `${path}/`;
  };
  const follow = (otherwise: string | null): void => {
    const widget = app.shell.currentWidget;
    const context = widget === null ? undefined : documents?.contextForWidget(widget);
    const path = context === undefined ? otherwise : contents.localPath(context.path);
    if (path !== null) {
      void projects.follow(path);
    }
  };
  app.shell.currentChanged?.connect(() => follow(null));
  files?.model.pathChanged.connect(() => follow(folder()));
  follow(folder());
}
