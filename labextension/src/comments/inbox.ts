import { newId } from '../core/ids';
import type { IApi, Project } from '../core/tokens';
import type { IComments, Inbox, InboxItem, Look } from './tokens';

/** What can be done with the things in an inbox. The inbox itself is `IComments.inbox`. */
export interface IInboxActions {
  /** Marks an item as read and shows what it is about. */
  open(project: Project, item: InboxItem): Promise<void>;

  /** Opens the notebook of a look. */
  openLook(project: Project, look: Look): void;

  /** *Looked, fine.* Throws `Refused`. */
  answer(project: Project, look: Look): Promise<void>;

  /** Throws `Refused`. Looks that wait for an answer go on waiting. */
  markAllRead(project: Project, inbox: Inbox): Promise<void>;
}

/** Marks, answers and opens through the server. */
export class InboxActions implements IInboxActions {
  constructor(
    private readonly _api: IApi,
    private readonly _comments: IComments,
    private readonly _openNotebook: (project: Project, path: string) => void
  ) {}

  async open(project: Project, item: InboxItem): Promise<void> {
    if (item.kind === 'look') {
      this._openNotebook(project, item.path);
    }
    if (item.unread) {
      // Marked first: the opened thread marks itself further, and a late answer must not take that back.
      await this._markRead(project, item).catch(() => undefined);
      // A failure is told where the inbox is shown.
      this._comments.refreshInbox().catch(() => undefined);
    }
    if (item.kind === 'thread') {
      await this._comments.openThread(project, item.path, item.id);
    }
  }

  openLook(project: Project, look: Look): void {
    this._openNotebook(project, look.path);
  }

  async answer(project: Project, look: Look): Promise<void> {
    await this._api.got(
      this._api.client.POST('/projects/{project}/looks/{lookId}/answers', {
        params: { path: { project: project.id, lookId: look.id } },
        body: { id: newId() }
      })
    );
    await this._comments.refreshInbox();
  }

  async markAllRead(project: Project, inbox: Inbox): Promise<void> {
    const unread = inbox.items.filter(canBeMarked);
    try {
      await Promise.all(unread.map(item => this._markRead(project, item)));
    } finally {
      await this._comments.refreshInbox();
    }
  }

  private async _markRead(project: Project, item: InboxItem): Promise<void> {
    const { client } = this._api;
    const body = { seq: item.seq };
    const mark =
      item.kind === 'thread'
        ? client.PUT('/projects/{project}/threads/{threadId}/read', {
            params: { path: { project: project.id, threadId: item.id } },
            body
          })
        : client.PUT('/projects/{project}/looks/{lookId}/read', {
            params: { path: { project: project.id, lookId: item.id } },
            body
          });
    await this._api.got<unknown>(mark);
  }
}

/** Whether reading settles an item: a look that was asked of one waits for an answer instead. */
export function canBeMarked(item: InboxItem): boolean {
  return item.unread && item.reason !== 'look';
}

/** The items without the looks that are listed above them because they still wait. */
export function itemsBelow({ items, looks }: Inbox): InboxItem[] {
  const waiting = new Set(looks.map(({ id }) => id));
  return items.filter(({ reason, id }) => !(reason === 'look' && waiting.has(id)));
}
