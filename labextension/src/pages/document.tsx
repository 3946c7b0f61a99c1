import { ABCWidgetFactory, DocumentWidget, type DocumentRegistry } from '@jupyterlab/docregistry';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Message } from '@lumino/messaging';
import { Signal } from '@lumino/signaling';
import React, { lazy, Suspense } from 'react';
import { pageIcon } from '../ui/icons';
import { ReactPanel } from '../ui/ReactPanel';
import { Skeleton } from '../ui/Skeleton';
import type { CoEditing } from './coediting';
import type { PageHistory } from './history';
import { followOwnLinks, revealFragment } from './headings';
import { OpenPage, type IOpenPageOptions } from './openpage';
import type { IPageViewProps } from './PageView';
import type { Pages } from './pages';
import { Marking } from './words';

const PageView = lazy(async () => ({ default: (await import('./PageView')).PageView }));

export const FACTORY = 'mlcollab-page';

type Context = DocumentRegistry.Context;

export interface IPageFactoryOptions {
  readonly trans: TranslationBundle;
  readonly coEditing: CoEditing;
  readonly pages: Pages;
  readonly opening: Omit<IOpenPageOptions, 'context' | 'follow'>;

  /** What the view of one file needs. */
  view(context: Context): Omit<IPageViewProps, 'open' | 'onDrawn'>;
}

/** Makes the tab that shows a Markdown file as a page. Files open in the editor unless asked for as a page. */
export class PageFactory extends ABCWidgetFactory<PageDocument> {
  constructor(private readonly _options: IPageFactoryOptions) {
    super({
      name: FACTORY,
      label: _options.trans.__('Page'),
      fileTypes: ['markdown'],
      modelName: 'text'
    });
  }

  override get contentProviderId(): string | undefined {
    return this._options.coEditing.contentProviderId;
  }

  protected override createNewWidget(context: Context): PageDocument {
    const { opening, pages, trans, view } = this._options;
    const shown = view(context);
    const open = new OpenPage({
      ...opening,
      context: context as DocumentRegistry.CodeContext,
      follow: () => shown.together.file.look()
    });
    const content = new ReactPanel(
      () => (
        <Suspense fallback={<Skeleton trans={trans} rows={8} />}>
          <PageView {...shown} open={open} onDrawn={node => widget.drawn.emit(node)} />
        </Suspense>
      ),
      { trans, className: 'mlc-PageHost', signals: [open.changed, shown.together.changed] }
    );
    const widget = new PageDocument(context, content, open, pages, shown.together.history);
    return widget;
  }
}

/** The tab of a page, which follows its file and what it cites. */
export class PageDocument extends DocumentWidget<ReactPanel> {
  constructor(
    context: Context,
    content: ReactPanel,
    readonly open: OpenPage,
    private readonly _pages: Pages,
    private readonly _history: PageHistory
  ) {
    super({ context, content });
    // It has a bar of its own.
    this.toolbar.hide();
    this.addClass('mlc-PageDocument');
    this.title.icon = pageIcon;
    _pages.changed.connect(this._reload, this);
    followOwnLinks(content.node);
    const marking = new Marking(content.node);
    this.disposed.connect(() => marking.dispose());
  }

  /** Brings the heading into view that a link names behind its `#`. */
  override setFragment(fragment: string): void {
    revealFragment(this.content.node, fragment);
  }

  /** Shows the page as a commit has it, by any name that git knows the commit by. */
  async showCommit(revision: string): Promise<void> {
    await this.context.ready;
    await this._history.showRevision(revision);
  }

  /** The page's text was drawn, perhaps anew. */
  readonly drawn = new Signal<this, HTMLElement>(this);

  override dispose(): void {
    if (!this.isDisposed) {
      this._pages.changed.disconnect(this._reload, this);
      this.open.dispose();
      super.dispose();
    }
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this._reload();
  }

  private _reload(): void {
    if (this.isVisible && this.context.isReady) {
      void this.open.load();
    }
  }
}
