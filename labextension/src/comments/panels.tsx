import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import React, { lazy, Suspense } from 'react';
import { commentIcon } from '../ui/icons';
import { ReactPanel } from '../ui/ReactPanel';
import { Skeleton } from '../ui/Skeleton';
import type { IInboxSectionProps } from './InboxSection';
import type { IPanelServices } from './panelservices';
import type { IComments, INotebookThreads } from './tokens';

const CommentsPanel = lazy(async () => ({
  default: (await import('./CommentsPanel')).CommentsPanel
}));
const InboxSection = lazy(async () => ({
  default: (await import('./InboxSection')).InboxSection
}));
const LookBanner = lazy(async () => ({ default: (await import('./LookBanner')).LookBanner }));

/** The *Comments* panel. What it shows is loaded when it is first seen. */
export function createCommentsPanel(services: IPanelServices): ReactPanel {
  const { trans } = services;
  const panel = new ReactPanel(
    () => (
      <Suspense fallback={<Skeleton trans={trans} />}>
        <CommentsPanel {...services} />
      </Suspense>
    ),
    { trans, className: 'mlc-CommentsPanelHost' }
  );
  panel.id = 'mlcollab-comments';
  panel.title.icon = commentIcon;
  panel.title.caption = trans.__('Comments');
  panel.node.setAttribute('role', 'region');
  panel.node.setAttribute('aria-label', trans.__('Comments'));
  return panel;
}

/** The *Inbox* section of the *Team* panel. */
export function createInboxSection(props: IInboxSectionProps): ReactPanel {
  const { trans } = props;
  const section = new ReactPanel(
    () => (
      <Suspense fallback={<Skeleton trans={trans} />}>
        <InboxSection {...props} />
      </Suspense>
    ),
    { trans, className: 'mlc-InboxHost' }
  );
  section.id = 'mlcollab-inbox';
  section.title.label = trans.__('Inbox');
  return section;
}

/** Puts a banner under a notebook's toolbar, seen only while somebody waits for the person's look at it. */
export class LookBanners {
  constructor(
    private readonly _comments: IComments,
    private readonly _trans: TranslationBundle,
    private readonly _comment: () => void
  ) {}

  /** Does nothing for a notebook that has one. */
  addTo(panel: NotebookPanel): void {
    if (!this._known.has(panel)) {
      this._known.add(panel);
      panel.contentHeader.addWidget(this._create(this._comments.of(panel)));
    }
  }

  private _create(threads: INotebookThreads): ReactPanel {
    const trans = this._trans;
    const banner = new ReactPanel(
      () => (
        <Suspense>
          <LookBanner threads={threads} trans={trans} onComment={this._comment} />
        </Suspense>
      ),
      { trans, className: 'mlc-LookBannerHost' }
    );
    const show = (): void =>
      banner.setHidden(!threads.looks.some(({ waitingForMe }) => waitingForMe));
    threads.changed.connect(show);
    banner.disposed.connect(() => threads.changed.disconnect(show));
    show();
    return banner;
  }

  private readonly _known = new WeakSet<NotebookPanel>();
}
