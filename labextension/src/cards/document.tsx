import { ABCWidgetFactory, DocumentWidget, type DocumentRegistry } from '@jupyterlab/docregistry';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Message } from '@lumino/messaging';
import React, { lazy, Suspense } from 'react';
import { cardIcon } from '../ui/icons';
import { ReactPanel } from '../ui/ReactPanel';
import { Skeleton } from '../ui/Skeleton';
import type { ICommentScreen } from '../comments/tokens';
import type { ICardPageProps, ICommentedCard } from './CardPage';
import type { Cards } from './cards';
import { CommentedCard } from './commentedcard';
import { OpenCard, type IOpenCardOptions } from './opencard';

const CardPage = lazy(async () => ({ default: (await import('./CardPage')).CardPage }));

export const FILE_TYPE = 'mlcollab-card';
export const FACTORY = 'mlcollab-card';

type Context = DocumentRegistry.Context;
export type PageServices = Omit<ICardPageProps, 'open' | 'commented'>;

export interface ICardFactoryOptions {
  readonly trans: TranslationBundle;
  /** Null where nothing knows of comments. */
  readonly comments: ICommentScreen | null;
  readonly opening: Omit<IOpenCardOptions, 'document'>;

  /** What the page of one file needs. */
  services(context: Context): PageServices;
}

/** What JupyterLab is told of `card.json`: it opens as a card, and as JSON or text under *Open With*. */
export function cardFileType(trans: TranslationBundle): Partial<DocumentRegistry.IFileType> {
  return {
    name: FILE_TYPE,
    displayName: trans.__('Experiment card'),
    // JupyterLab matches names alone, without folders. What is no card says so, and opens as text.
    pattern: '^card\\.json$',
    extensions: [],
    mimeTypes: ['application/json'],
    contentType: 'file',
    fileFormat: 'text',
    icon: cardIcon
  };
}

/** Makes the tab that shows a card's file. */
export class CardFactory extends ABCWidgetFactory<CardDocument> {
  constructor(private readonly _options: ICardFactoryOptions) {
    super({
      name: FACTORY,
      label: _options.trans.__('Experiment card'),
      fileTypes: [FILE_TYPE],
      defaultFor: [FILE_TYPE],
      modelName: 'text'
    });
  }

  protected override createNewWidget(context: Context): CardDocument {
    const { comments, opening, services, trans } = this._options;
    const open = new OpenCard({
      ...opening,
      document: {
        get serverPath() {
          return context.localPath;
        },
        get isUnsaved() {
          return context.model.dirty;
        },
        showSaved: () => context.revert()
      }
    });
    const page = services(context);
    let commented: ICommentedCard | null = null;
    const content = new ReactPanel(
      () => (
        <Suspense fallback={<Skeleton trans={trans} rows={8} />}>
          <CardPage {...page} open={open} commented={commented} />
        </Suspense>
      ),
      { trans, className: 'mlc-CardPage', signals: [open.changed, page.cards.changed] }
    );
    const widget = new CardDocument(context, content, open, page.cards);
    if (comments !== null) {
      const card = new CommentedCard(widget, context, open, trans);
      commented = { card, comments: comments.on(card) };
      commented.comments.changed.connect(content.update, content);
    }
    return widget;
  }
}

/** The tab of a card, which follows its file. */
export class CardDocument extends DocumentWidget<ReactPanel> {
  constructor(
    context: Context,
    content: ReactPanel,
    readonly open: OpenCard,
    cards: Cards
  ) {
    super({ context, content });
    // It has buttons of its own.
    this.toolbar.hide();
    this.addClass('mlc-CardDocument');
    // The tab keeps the file's name: JupyterLab renames a file whose tab gets another label.
    this.title.icon = cardIcon;
    context.fileChanged.connect(this._reload, this);
    context.pathChanged.connect(this._reload, this);
    cards.happened.connect(this._reload, this);
    window.addEventListener('focus', this._onFocus);
  }

  override dispose(): void {
    if (!this.isDisposed) {
      window.removeEventListener('focus', this._onFocus);
      this.open.dispose();
      super.dispose();
    }
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this._reload();
  }

  private _reload(): void {
    if (this.isVisible) {
      void this.open.load();
    }
  }

  private readonly _onFocus = (): void => this._reload();
}
