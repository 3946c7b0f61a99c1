import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { ILatexTypesetter } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ICommentScreen } from '../comments/tokens';
import type { IApi, IDrafts, IProjects } from '../core/tokens';
import { fileAddress } from './addresses';
import type { Cards } from './cards';
import { COMPARE_CARDS } from './comparisonplugin';
import { CardFactory, type PageServices } from './document';
import { Requests } from './requests';

/** The changes room's, which adds it when it is ready, or never: compares two sides of a notebook. */
const SHOW_CHANGES = 'mlcollab:open-comparison';

export interface IPagesOptions {
  readonly app: JupyterFrontEnd;
  readonly api: IApi;
  readonly cards: Cards;
  readonly comments: ICommentScreen | null;
  readonly drafts: IDrafts;
  readonly projects: IProjects;
  readonly typesetter: ILatexTypesetter | null;
  readonly trans: TranslationBundle;
}

/** Makes the tabs of cards. */
export function createCardFactory(options: IPagesOptions): CardFactory {
  const { api, app, comments, drafts, projects, trans } = options;
  const { contents } = app.serviceManager;
  return new CardFactory({
    trans,
    comments,
    opening: {
      projects,
      drafts,
      contents,
      requests: project => new Requests(api, project),
      unsavedSentence: trans.__('The file is open with changes that are not saved. Save it first.')
    },
    services: context => pageServices(context, options)
  });
}

function pageServices(
  context: DocumentRegistry.Context,
  { app, cards, projects, trans, typesetter }: IPagesOptions
): PageServices {
  const { baseUrl } = app.serviceManager.serverSettings;
  const run = (command: string, args: Record<string, string>): void => {
    void app.commands.execute(command, args);
  };
  const onServer = (path: string, show: (serverPath: string) => void): void => {
    void projects.at(context.localPath).then(project => {
      const found = projects.serverPath(project, path);
      if (found !== null) {
        show(found);
      }
    });
  };
  return {
    cards,
    typesetter,
    trans,
    addressOf: path => fileAddress(baseUrl, path),
    openAsText: () => {
      // The editor shows the text that JupyterLab read first, which the file may have left behind.
      const current = context.model.dirty ? Promise.resolve() : context.revert();
      const open = (): void => run('docmanager:open', { path: context.path, factory: 'Editor' });
      current.then(open, open);
    },
    openNotebook: path => onServer(path, found => run('docmanager:open', { path: found })),
    get showChanges() {
      const show = (path: string, commit: string): void =>
        onServer(path, found =>
          run(SHOW_CHANGES, { path: found, old: `revision:${commit}`, new: 'open' })
        );
      return app.commands.hasCommand(SHOW_CHANGES) ? show : null;
    },
    compare: (...paths) => {
      void projects.at(context.localPath).then(project => {
        const named = paths.map(path => projects.serverPath(project, path) ?? path);
        void app.commands.execute(COMPARE_CARDS, { paths: named });
      });
    },
    showFile: () => run('filebrowser:go-to-path', { path: context.path }),
    publish: publishing(trans, path => run('docmanager:open', { path }))
  };
}

function publishing(
  trans: TranslationBundle,
  openHtml: (path: string) => void
): PageServices['publish'] {
  return (open, sheet) => {
    const begun = open.publishing();
    if (begun !== null) {
      void import('./askpublish').then(({ openPublishDialog }) =>
        openPublishDialog({ ...sheet, publishing: begun, trans, openHtml })
      );
    }
  };
}
