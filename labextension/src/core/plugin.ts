import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Notification } from '@jupyterlab/apputils';
import { IDocumentManager } from '@jupyterlab/docmanager';
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
  optional: [IDocumentManager],
  activate: async (app: JupyterFrontEnd, api: IApi, documents: IDocumentManager | null) => {
    const { Projects } = await import('./projects');
    const { followShell } = await import('./inview');
    const projects = new Projects(api);
    void app.restored.then(() => followShell(app, documents, projects));
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
        trans.__('This browser keeps nothing. Unsent comments are lost when the page is closed.')
      );
    });
    return opened;
  });
  return storage;
}

async function findOwner(app: JupyterFrontEnd): Promise<string> {
  const { ownerOf } = await import('./owner');
  const { serverSettings, user } = app.serviceManager;
  await user.ready;
  return ownerOf(serverSettings.baseUrl, user.identity);
}

const outbox: JupyterFrontEndPlugin<IOutbox> = {
  id: 'jupyter-mlcollab:outbox',
  description: 'Keeps what was written until the server has it.',
  provides: IOutbox,
  requires: [IApi, IEvents, IPeople],
  optional: [ITranslator],
  activate: async (
    app: JupyterFrontEnd,
    api: IApi,
    events: IEvents,
    people: IPeople,
    translator: ITranslator | null
  ) => {
    const { Outbox } = await import('./outbox');
    const trans = (translator ?? nullTranslator).load('jupyter_mlcollab');
    const [storage, owner] = await Promise.all([openStorage(translator), findOwner(app)]);
    return new Outbox({ api, events, people, storage, owner, trans });
  }
};

const drafts: JupyterFrontEndPlugin<IDrafts> = {
  id: 'jupyter-mlcollab:drafts',
  description: 'Keeps unsent text through reload.',
  provides: IDrafts,
  optional: [ITranslator],
  activate: async (app: JupyterFrontEnd, translator: ITranslator | null) => {
    const { Drafts } = await import('./drafts');
    return new Drafts(await openStorage(translator), () => findOwner(app));
  }
};

export const plugins: JupyterFrontEndPlugin<unknown>[] = [api, projects, events, outbox, drafts];
