import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { IToolbarWidgetRegistry } from '@jupyterlab/apputils';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { ILatexTypesetter } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import React, { lazy, Suspense } from 'react';
import type { ICommentScreen } from '../comments/tokens';
import type { IApi, IDrafts, IEvents, IProjects, ITeam } from '../core/tokens';
import { followRows } from '../ui/filled';
import { ReactPanel } from '../ui/ReactPanel';
import { Skeleton } from '../ui/Skeleton';
import { fileAddress } from './addresses';
import { createCardChip } from './CardChip';
import { Cards } from './cards';
import { COMPARE_CARDS } from './comparisonplugin';
import { MAKE_CARD } from './commands';
import { cardFileType } from './document';
import { createCardFactory } from './pages';
import { Selection } from './selection';
import type { IListServices } from './services';

const CardsSection = lazy(async () => ({ default: (await import('./CardsSection')).CardsSection }));
const SECTION_RANK = 30;

export interface ICardsRoomServices {
  readonly app: JupyterFrontEnd;
  readonly api: IApi;
  readonly comments: ICommentScreen | null;
  readonly drafts: IDrafts;
  readonly events: IEvents;
  readonly projects: IProjects;
  readonly tracker: INotebookTracker | null;
  readonly typesetter: ILatexTypesetter | null;
  readonly trans: TranslationBundle;
}

/** Puts the list of cards, their page and what opens it where JupyterLab shows them. */
export class CardsRoom {
  constructor(private readonly _services: ICardsRoomServices) {
    const { api, app, events, projects } = _services;
    this.cards = new Cards({ api, events, projects, contents: app.serviceManager.contents });
    this._selection = new Selection(projects.currentChanged);
  }

  readonly cards: Cards;

  /** Adds the *Cards* section to the *Team* panel, and returns what shows it. */
  addSection(team: ITeam): () => void {
    const { tracker, trans } = this._services;
    const services = this._listServices();
    const notebookChanged = tracker ? [tracker.currentChanged] : [];
    const section = new ReactPanel(
      () => (
        <Suspense fallback={<Skeleton trans={trans} />}>
          <CardsSection {...services} />
        </Suspense>
      ),
      {
        trans,
        className: 'mlc-CardsHost',
        signals: [this.cards.changed, this._selection.changed, ...notebookChanged]
      }
    );
    section.id = 'mlcollab-cards';
    section.title.label = trans.__('Cards');
    const added = team.addSection(section, SECTION_RANK);
    followRows(team, section, this.cards);
    section.disposed.connect(() => added.dispose());
    return () => team.reveal(section);
  }

  /** Makes `card.json` open as a card. */
  addDocuments(): void {
    const { app, trans } = this._services;
    app.docRegistry.addFileType(cardFileType(trans), ['json']);
    app.docRegistry.addWidgetFactory(createCardFactory({ ...this._services, cards: this.cards }));
  }

  /** Says in a notebook's toolbar that it has a card. */
  addChip(toolbar: IToolbarWidgetRegistry): void {
    const { projects, trans } = this._services;
    const { cards } = this;
    toolbar.addFactory<NotebookPanel>('Notebook', 'mlcollab-card', panel =>
      createCardChip(panel, {
        cards,
        projects,
        trans,
        open: path => this.open(path),
        make: () => this._make()
      })
    );
  }

  /** Shows a card by the path of its file in the project in view. */
  open(path: string): void {
    const serverPath = this.cards.serverPath(path);
    if (serverPath !== null) {
      void this._services.app.commands.execute('docmanager:open', { path: serverPath });
    }
  }

  private _listServices(): IListServices {
    const { app, trans } = this._services;
    return {
      cards: this.cards,
      selection: this._selection,
      trans,
      addressOf: path => {
        const serverPath = this.cards.serverPath(path);
        const { baseUrl } = app.serviceManager.serverSettings;
        return serverPath === null ? null : fileAddress(baseUrl, serverPath);
      },
      open: path => this.open(path),
      make: () => this._make(),
      compare: paths => this._compare(paths)
    };
  }

  private _make(): (() => void) | null {
    const { commands } = this._services.app;
    return commands.hasCommand(MAKE_CARD) && commands.isEnabled(MAKE_CARD)
      ? () => void commands.execute(MAKE_CARD)
      : null;
  }

  private _compare(paths: readonly string[]): void {
    const { commands } = this._services.app;
    const named = paths.flatMap(path => this.cards.serverPath(path) ?? []);
    if (commands.hasCommand(COMPARE_CARDS)) {
      void commands.execute(COMPARE_CARDS, { paths: named });
    }
  }

  private readonly _selection: Selection;
}
