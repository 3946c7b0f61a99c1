import type { JupyterFrontEnd } from '@jupyterlab/application';
import { Notification, WidgetTracker } from '@jupyterlab/apputils';
import type { ILayoutRestorer } from '@jupyterlab/application';
import { PathExt } from '@jupyterlab/coreutils';
import type { IDocumentManager } from '@jupyterlab/docmanager';
import { DocumentWidget } from '@jupyterlab/docregistry';
import type { INotebookTracker } from '@jupyterlab/notebook';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Widget } from '@lumino/widgets';
import React, { lazy, Suspense } from 'react';
import type { IAnchors } from '../anchors/tokens';
import { READ_MILLISECONDS } from '../core/errors';
import type { ICommentScreen } from '../comments/tokens';
import type { IApi, IDrafts, IEvents, IProjects, ITeam } from '../core/tokens';
import type { IDiffs } from '../diff/tokens';
import { HoverCard } from '../ui/HoverCard';
import { pageIcon } from '../ui/icons';
import { openModal } from '../ui/modal';
import { followRows } from '../ui/filled';
import { ReactPanel } from '../ui/ReactPanel';
import { roles } from '../ui/roles';
import { Skeleton } from '../ui/Skeleton';
import { citablesOf, metricsOf, type ICitable } from './citing';
import { CoEditing } from './coediting';
import { SHOW_PANEL } from './commands';
import { FACTORY, PageFactory, type PageDocument } from './document';
import { FileTabs } from './filetabs';
import { pageLinks } from './links';
import { PageTexts } from './pagetexts';
import { isNamed } from './named';
import { Pages } from './pages';
import { Requests } from './requests';
import type { IPanelServices } from './services';
import { Targets } from './targets';
import { ThreadLinks } from './threadlinks';
import { Togethers } from './together';
import { unasked } from './unasked';
import { InView } from './view';

const CiteDialog = lazy(async () => ({ default: (await import('./CiteDialog')).CiteDialog }));
const NewPageDialog = lazy(async () => ({
  default: (await import('./NewPageDialog')).NewPageDialog
}));
const PagesPanel = lazy(async () => ({ default: (await import('./PagesPanel')).PagesPanel }));
const PagesSection = lazy(async () => ({ default: (await import('./PagesSection')).PagesSection }));

/** Live co-editing is on for all files of a server or for none. */
const ANY_PAGE = 'page.md';

const PANEL_RANK = 910;
const SECTION_RANK = 40;

export interface IPagesRoomServices {
  readonly app: JupyterFrontEnd;
  readonly anchors: IAnchors;
  readonly api: IApi;
  readonly diffs: IDiffs | null;
  readonly documents: IDocumentManager;
  readonly drafts: IDrafts;
  readonly events: IEvents;
  readonly projects: IProjects;
  readonly rendermime: IRenderMimeRegistry;
  readonly tracker: INotebookTracker | null;
  readonly trans: TranslationBundle;
}

/** Puts pages, their list and what is about the notebook in view where JupyterLab shows them. */
export class PagesRoom {
  constructor(private readonly _services: IPagesRoomServices) {
    const { api, app, projects, tracker } = _services;
    this.pages = new Pages({ api, projects, contents: app.serviceManager.contents });
    this.inView = new InView(this.pages, tracker, app.shell);
    this._coEditing = new CoEditing(app);
  }

  readonly pages: Pages;
  readonly inView: InView;

  /** The pages that are open. */
  readonly tabs = new WidgetTracker<PageDocument>({ namespace: 'mlcollab-pages' });

  /** Lets Markdown files be opened as pages, and has their tabs come back after a reload. */
  addDocuments(restorer: ILayoutRestorer | null): void {
    const { api, app, diffs, drafts, projects, rendermime, trans } = this._services;
    const targets = new Targets(api, projects, this._card);
    const togethers = this._together();
    const files = new FileTabs(this._services, restorer);
    const factory = new PageFactory({
      trans,
      coEditing: this._coEditing,
      pages: this.pages,
      opening: {
        contents: app.serviceManager.contents,
        projects,
        drafts,
        trans,
        requests: project => new Requests(api, project)
      },
      view: context => ({
        trans,
        diffs,
        together: togethers.of(context),
        rendermime: rendermime.clone({
          resolver: context.urlResolver,
          linkHandler: this._links(targets, files)
        }),
        edit: () => this._edit(context.path),
        explainLive: context.model.collaborative ? () => this._run(SHOW_PANEL) : null,
        openPage: path => this.open(path),
        openNotebook: (path, cell) => void this._openNotebook(context.localPath, path, cell)
      })
    });
    app.docRegistry.addWidgetFactory(factory);
    app.docRegistry.addWidgetExtension(FACTORY, togethers);
    app.docRegistry.addWidgetExtension('Editor', togethers);
    const { tabs } = this;
    factory.widgetCreated.connect((_, widget) => {
      widget.open.changed.connect(() => (this._likely = widget.open.facts?.path ?? this._likely));
      widget.context.pathChanged.connect(() => void tabs.save(widget));
      void tabs.add(widget);
    });
    void restorer?.restore(tabs, {
      command: 'docmanager:open',
      args: ({ context }) => ({ path: context.path, factory: FACTORY }),
      name: ({ context }) => context.path
    });
  }

  private _links(targets: Targets, files: FileTabs): IRenderMime.ILinkHandler {
    const { app } = this._services;
    const links = pageLinks(
      app,
      (path, fragment) => this._openAs(path, fragment),
      (path, commit) => void files.follow(path, commit),
      targets
    );
    return unasked(links, app.commands);
  }

  private _together(): Togethers {
    const { api, app, documents, drafts, events, projects } = this._services;
    return new Togethers({
      contents: app.serviceManager.contents,
      drafts,
      events,
      projects,
      requests: project => new Requests(api, project),
      // The person may be in the middle of a word.
      reveal: ({ path }) =>
        documents.openOrReveal(path, FACTORY, undefined, { activate: false, mode: 'split-right' })
    });
  }

  /** Lets what pages say be commented, where they are shown and where they are written. */
  addComments(comments: ICommentScreen | null): void {
    if (comments === null) {
      return;
    }
    const { api, app, trans } = this._services;
    const texts = new PageTexts(comments, FACTORY, app.shell, trans);
    const links = new ThreadLinks({ api, card: this._card, comments, trans });
    app.docRegistry.addWidgetExtension(FACTORY, {
      createNew: (tab: PageDocument) => {
        texts.equipPage(tab);
        tab.drawn.connect((_, node) => links.equip(node, () => tab.open.project));
      }
    });
    app.docRegistry.addWidgetExtension('Editor', {
      createNew: (tab: DocumentWidget) => texts.equipEditor(tab)
    });
  }

  /** Adds the *Pages* section to the *Team* panel. */
  addSection(team: ITeam): void {
    const { trans } = this._services;
    const services = this._panelServices();
    const section = new ReactPanel(
      () => (
        <Suspense fallback={<Skeleton trans={trans} />}>
          <PagesSection {...services} />
        </Suspense>
      ),
      { trans, className: 'mlc-PagesSectionHost', signals: [this.pages.changed, roles.changed] }
    );
    section.id = 'mlcollab-pages-section';
    section.title.label = trans.__('Pages');
    const added = team.addSection(section, SECTION_RANK);
    followRows(team, section, this.pages);
    section.disposed.connect(() => added.dispose());
  }

  /** Adds the *Pages* panel to the right side bar. */
  addPanel(): Widget {
    const { app, trans } = this._services;
    const services = this._panelServices();
    const panel = new ReactPanel(
      () => (
        <Suspense fallback={<Skeleton trans={trans} />}>
          <PagesPanel
            {...services}
            inView={this.inView}
            isLive={this._coEditing.isOn(ANY_PAGE)}
            cite={() => void this.cite()}
          />
        </Suspense>
      ),
      {
        trans,
        className: 'mlc-PagesPanelHost',
        signals: [this.pages.changed, roles.changed, this.inView.changed]
      }
    );
    panel.id = 'mlcollab-pages';
    panel.title.icon = pageIcon;
    panel.title.caption = trans.__('Pages');
    panel.node.setAttribute('role', 'region');
    panel.node.setAttribute('aria-label', trans.__('Pages'));
    app.shell.add(panel, 'right', { rank: PANEL_RANK });
    return panel;
  }

  /** Shows a page by its path in the project in view. */
  open(path: string): void {
    const serverPath = this.pages.serverPath(path);
    if (serverPath !== null) {
      this._openAs(serverPath);
    }
  }

  /** Asks for the title and template of a new page, and begins it. */
  begin(about: string | null): void {
    const { trans } = this._services;
    const { requests } = this.pages;
    if (requests !== null) {
      openModal(
        close => (
          <Suspense fallback={<Skeleton trans={trans} />}>
            <NewPageDialog
              about={about}
              trans={trans}
              templates={this._templates}
              create={(template, title, on) => this._create(template, title, on)}
              onClose={close}
            />
          </Suspense>
        ),
        { className: 'mlc-Dialog', label: trans.__('New page'), trans }
      );
    }
  }

  /** Asks which page the active cell, or a metric of the card in view, is cited in, and puts the citation there. */
  async cite(): Promise<void> {
    const { trans } = this._services;
    const citables = await this._citables();
    this.pages.start();
    openModal(
      close => (
        <Suspense fallback={<Skeleton trans={trans} />}>
          <CiteDialog
            citables={citables}
            likely={this._likely}
            pages={this.pages.rows ?? []}
            trans={trans}
            cite={(page, citable) => this._cite(page, citable)}
            onClose={close}
          />
        </Suspense>
      ),
      {
        className: 'mlc-Dialog',
        label: trans.__('Cite in a page'),
        signals: [this.pages.changed],
        trans
      }
    );
  }

  private async _citables(): Promise<readonly ICitable[]> {
    const { anchors, trans } = this._services;
    const { cardPath, notebook, path } = this.inView;
    if (cardPath !== null) {
      const card = await this.pages.requests?.card(cardPath);
      return card === undefined ? [] : metricsOf(card, cardPath);
    }
    const model = notebook?.content.model;
    if (notebook === null || !model || path === null) {
      return [];
    }
    return citablesOf(notebook, () => anchors.cells(model), path, trans);
  }

  private _panelServices(): IPanelServices {
    const { trans } = this._services;
    return {
      pages: this.pages,
      trans,
      open: path => this.open(path),
      isMe: said => this._isMe(said),
      begin: about => this.begin(about)
    };
  }

  private _isMe(said: string): boolean {
    const { identity } = this._services.app.serviceManager.user;
    // The charter may say that the person is what the page names.
    roles.want();
    const { display_name: displayName = '', username = '' } = identity ?? {};
    return isNamed(said, { displayName, username }, roles.of({ displayName, username }));
  }

  private async _create(template: string, title: string, about: string | null): Promise<void> {
    const { pages } = this;
    const { trans } = this._services;
    const file = await pages.requests?.begun(template, title, about);
    const serverPath = file && pages.serverPath(file.path);
    if (file && serverPath) {
      const { contents } = this._services.app.serviceManager;
      const { writeNew } = await import('./inserting');
      await writeNew(contents, serverPath, file.text, trans);
      this._openAs(serverPath);
      this._edit(serverPath);
    }
  }

  /** Puts a citation at the cursor of the page's editor, or below its text where it is not being edited. */
  private async _cite(page: string, citable: ICitable): Promise<void> {
    const serverPath = this.pages.serverPath(page);
    if (serverPath === null) {
      return;
    }
    const { insertCitation } = await import('./inserting');
    if (this._coEditing.isOn(serverPath)) {
      // Others may be writing in it: what is put into the file itself would replace what they have just typed.
      await this._services.documents.openOrReveal(serverPath, FACTORY)?.context.ready;
    }
    await insertCitation(
      this._services,
      serverPath,
      async text => (await this.pages.requests?.cited({ page, text, cited: citable.ask() })) ?? null
    );
    this._openAs(serverPath);
  }

  private _openAs(serverPath: string, fragment = ''): void {
    const { app, trans } = this._services;
    void app.commands.execute('docmanager:open', { path: serverPath, factory: FACTORY }).then(
      (widget: unknown) => {
        if (widget instanceof DocumentWidget) {
          widget.setFragment(fragment);
        }
      },
      () =>
        Notification.error(trans.__('There is no page “%1” there.', PathExt.basename(serverPath)), {
          autoClose: READ_MILLISECONDS
        })
    );
  }

  private _edit(serverPath: string): void {
    void import('./editing').then(({ editBeside }) =>
      editBeside(this._services.app.commands, serverPath)
    );
  }

  private async _openNotebook(page: string, path: string, cell: number | null): Promise<void> {
    const { documents, projects } = this._services;
    const project = await projects.at(page);
    const serverPath = projects.serverPath(project, path);
    if (serverPath !== null) {
      const { openAtCell } = await import('./links');
      await openAtCell(documents, serverPath, cell);
    }
  }

  private _run(
    command: string,
    args?: Parameters<JupyterFrontEnd['commands']['execute']>[1]
  ): void {
    void this._services.app.commands.execute(command, args);
  }

  private readonly _templates = async (): ReturnType<Requests['templates']> =>
    this.pages.requests?.templates() ?? [];

  private readonly _card = new HoverCard();
  private readonly _coEditing: CoEditing;

  /** The page that was looked at last. */
  private _likely: string | null = null;
}
