import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Notification } from '@jupyterlab/apputils';
import { IDocumentManager } from '@jupyterlab/docmanager';
import { IDefaultFileBrowser } from '@jupyterlab/filebrowser';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import type { BrowserStorage } from './storage';
import { IApi, IDrafts, IEvents, IOutbox, IPeople, IProjects } from './tokens';

/** What all rooms stand on. Each comes to life when a room asks for it. */
const api: JupyterFrontEndPlugin<IApi> = {
  id: 'jupyter-mlcollab:api',
  description: 'Calls the server of jupyter_mlcollab.',
  provides: IApi,
  optional: [ITranslator],
  activate: async (app: JupyterFrontEnd, translator: ITranslator | null) => {
    const { Api } = await import('./api');
    const trans = (translator ?? nullTranslator).load('jupyter_mlcollab');
    return new Api(app.serviceManager.serverSettings, trans);
  }
};

const projects: JupyterFrontEndPlugin<IProjects> = {
  id: 'jupyter-mlcollab:projects',
  description: 'Finds the project of what is in view.',
  provides: IProjects,
  requires: [IApi],
  optional: [IDocumentManager, IDefaultFileBrowser],
  activate: async (
    app: JupyterFrontEnd,
    api: IApi,
    documents: IDocumentManager | null,
    files: IDefaultFileBrowser | null
  ) => {
    const { Projects } = await import('./projects');
    const { followShell } = await import('./inview');
    const projects = new Projects(api);
    void app.restored.then(() => followShell(app, documents, projects, files));
    return projects;
  }
};

const events: JupyterFrontEndPlugin<IEvents> = {
  id: 'jupyter-mlcollab:events',
  description: 'Tells what happens in the projects that are watched.',
  provides: IEvents,
  requires: [IApi],
  activate: async (app: JupyterFrontEnd, api: IApi) => {
    const { Events } = await import('./events');
    return new Events(app.serviceManager.serverSettings, api);
  }
};

let storage: Promise<BrowserStorage> | null = null;

/** One storage for outbox and drafts, which says once when the browser keeps nothing. */
function openStorage(translator: ITranslator | null): Promise<BrowserStorage> {
  storage ??= import('./storage').then(({ BrowserStorage }) => {
    const opened = new BrowserStorage();
    const trans = (translator ?? nullTranslator).load('jupyter_mlcollab');
    opened.blocked.connect(() => {
      Notification.warning(
        trans.__('This browser keeps nothing. Unsent comments are lost when the page is closed.'),
        { autoClose: false }
      );
    });
    return opened;
  });
  return storage;
}

let owner: Promise<string> | null = null;

function findOwner(app: JupyterFrontEnd): Promise<string> {
  owner ??= import('./owner').then(({ askForOwner }) => askForOwner(app.serviceManager));
  return owner;
}

/** Calls back when a file or folder was renamed here, with paths without a drive. */
function followRenames(app: JupyterFrontEnd, follow: (from: string, to: string) => void): void {
  const { contents } = app.serviceManager;
  contents.fileChanged.connect((_, { type, oldValue, newValue }) => {
    if (type === 'rename' && oldValue?.path && newValue?.path) {
      follow(contents.localPath(oldValue.path), contents.localPath(newValue.path));
    }
  });
}

const outbox: JupyterFrontEndPlugin<IOutbox> = {
  id: 'jupyter-mlcollab:outbox',
  description: 'Keeps what was written until the server has it.',
  provides: IOutbox,
  requires: [IApi, IEvents, IPeople, IProjects],
  optional: [ITranslator],
  activate: async (
    app: JupyterFrontEnd,
    api: IApi,
    events: IEvents,
    people: IPeople,
    projects: IProjects,
    translator: ITranslator | null
  ) => {
    const { Outbox } = await import('./outbox');
    const trans = (translator ?? nullTranslator).load('jupyter_mlcollab');
    const storage = await openStorage(translator);
    // Not waited for: a sign-in that cannot be found out must not keep JupyterLab from starting.
    const owner = findOwner(app);
    const outbox = new Outbox({ api, events, people, projects, storage, owner, trans });
    followRenames(app, (from, to) => void outbox.follow(from, to));
    return outbox;
  }
};

const drafts: JupyterFrontEndPlugin<IDrafts> = {
  id: 'jupyter-mlcollab:drafts',
  description: 'Keeps unsent text through reload.',
  provides: IDrafts,
  optional: [ITranslator],
  activate: async (app: JupyterFrontEnd, translator: ITranslator | null) => {
    const { Drafts } = await import('./drafts');
    const drafts = new Drafts(await openStorage(translator), () => findOwner(app));
    followRenames(app, (from, to) => void drafts.follow(from, to));
    return drafts;
  }
};

export const plugins: JupyterFrontEndPlugin<unknown>[] = [api, projects, events, outbox, drafts];
