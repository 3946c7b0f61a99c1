import type { IWidgetTracker } from '@jupyterlab/apputils';
import {
  TableOfContentsFactory,
  TableOfContentsModel,
  type ITableOfContentsRegistry,
  type TableOfContents
} from '@jupyterlab/toc';
import type { PageDocument } from './document';
import { headingsIn, outlined, reveal, textOf } from './headings';

interface IPageHeading extends TableOfContents.IHeading {
  readonly node: HTMLElement;
}

/** The headings of a page for JupyterLab's table of contents, as they are drawn. */
class Outline extends TableOfContentsModel<IPageHeading, PageDocument> {
  readonly documentType = 'mlcollab-page';

  protected getHeadings(): Promise<IPageHeading[] | null> {
    // JupyterLab draws an outline that nobody sees, and asks again when it is shown.
    if (!this.isActive) {
      return Promise.resolve(null);
    }
    const found = outlined(headingsIn(this.widget.content.node)).map(node => ({
      text: textOf(node),
      level: Number(node.localName.slice(1)),
      node
    }));
    return Promise.resolve(found);
  }

  protected override isHeadingEqual(one: IPageHeading, other: IPageHeading): boolean {
    // Drawn anew, it is another element to scroll to.
    return super.isHeadingEqual(one, other) && one.node === other.node;
  }
}

class OutlineFactory extends TableOfContentsFactory<PageDocument, IPageHeading> {
  protected override _createNew(
    page: PageDocument,
    configuration?: TableOfContents.IConfig
  ): TableOfContentsModel<IPageHeading, PageDocument> {
    const outline = new Outline(page, configuration);
    outline.activeHeadingChanged.connect((_, heading) => {
      if (heading !== null) {
        reveal(heading.node);
      }
    });
    const observer = new MutationObserver(() => {
      if (outline.isActive) {
        void outline.refresh();
      }
    });
    observer.observe(page.content.node, { childList: true, subtree: true });
    page.disposed.connect(() => observer.disconnect());
    return outline;
  }
}

/** Shows the headings of pages in JupyterLab's table of contents. */
export function addOutline(
  registry: ITableOfContentsRegistry,
  pages: IWidgetTracker<PageDocument>
): void {
  // The registry asks a factory first whether a widget is one of its own.
  registry.add(new OutlineFactory(pages) as unknown as TableOfContents.IFactory);
}
