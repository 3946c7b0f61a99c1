import type { TranslationBundle } from '@jupyterlab/translation';
import type { ICommentScreen, Thread } from '../comments/tokens';
import { sentenceOf } from '../core/errors';
import type { IApi, Project } from '../core/tokens';
import type { HoverCard } from '../ui/HoverCard';
import { hoverLines } from './targets';

/** As *Copy link* writes it, on any server that shows the project. */
const LINK = /\/mlcollab\/open\/([^/]+)\/thread\/([^/]+)$/;
const MOST_LINES = 6;

export interface IThreadLinksServices {
  readonly api: IApi;
  readonly card: HoverCard;
  readonly comments: ICommentScreen;
  readonly trans: TranslationBundle;
}

/** Links to threads in what is drawn of a page: what the thread says is shown beside, and a press opens it here. */
export class ThreadLinks {
  constructor(private readonly _services: IThreadLinksServices) {}

  /**
   * @param host - what was drawn, anew
   * @param project - the page's; null until known
   */
  equip(host: HTMLElement, project: () => Project | null): void {
    host.querySelectorAll<HTMLAnchorElement>('a[href*="/mlcollab/open/"]').forEach(link => {
      const [, projectId, threadId] = LINK.exec(link.pathname) ?? [];
      if (projectId === undefined || threadId === undefined) {
        return;
      }
      const here = (): Project | null => {
        const known = project();
        return known?.id === decodeURIComponent(projectId) ? known : null;
      };
      const thread = decodeURIComponent(threadId);
      this._services.card.attach(link, () => this._shown(here(), thread));
      link.addEventListener('click', event => {
        const found = here();
        if (found !== null && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
          event.preventDefault();
          void this._open(found, thread, link.href);
        }
      });
    });
  }

  private async _shown(project: Project | null, threadId: string): Promise<Node | null> {
    if (project === null) {
      return null;
    }
    try {
      return drawn(await this._ask(project, threadId), this._services.trans);
    } catch (problem) {
      return hoverLines({ title: sentenceOf(problem), note: '', lines: [] });
    }
  }

  private async _open(project: Project, threadId: string, address: string): Promise<void> {
    try {
      const { path } = await this._ask(project, threadId);
      await this._services.comments.openThread(project, path, threadId);
    } catch {
      // Where it leads says what is the matter.
      window.open(address, '_blank', 'noopener');
    }
  }

  private _ask(project: Project, threadId: string): Promise<Thread> {
    const { api } = this._services;
    const params = { path: { project: project.id, threadId } };
    return api.got(api.client.GET('/projects/{project}/threads/{threadId}', { params }));
  }
}

function drawn(thread: Thread, trans: TranslationBundle): Node {
  const [first, ...replies] = thread.comments;
  const states = [
    thread.status === 'resolved' ? trans.__('Resolved') : trans.__('Open'),
    ...(thread.blocking ? [trans.__('Blocking')] : []),
    ...(replies.length > 0 ? [trans._n('%1 reply', '%1 replies', replies.length)] : []),
    thread.path
  ];
  const lines = (first?.body ?? trans.__('This comment was erased.')).split('\n');
  const title = first?.author.displayName ?? '';
  const isCut = lines.length > MOST_LINES;
  return hoverLines({
    title,
    note: states.join(' · '),
    lines: [...lines.slice(0, MOST_LINES), ...(isCut ? ['…'] : [])]
  });
}
