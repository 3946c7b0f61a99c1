import type { IApi, IPeople, Project, Schemas } from '../core/tokens';
import { Refused } from '../core/errors';
import { newId } from '../core/ids';
import type { Entry, Placement, Target } from '../anchors/tokens';
import type { Look, Thread } from './tokens';

/** What is asked of the server about one project's threads. Every method throws `Refused`. */
export class Requests {
  constructor(
    private readonly _api: IApi,
    private readonly _people: IPeople,
    readonly project: Project
  ) {}

  /** All threads of a notebook, however many pages they fill. */
  async threads(path: string): Promise<Schemas['ThreadList']> {
    const first = await this._page(path);
    const threads = new Map(first.threads.map(thread => [thread.id, thread]));
    let page = first;
    while (page.more) {
      page = await this._page(path, page.threads.at(-1)?.id);
      // What has changed in the meantime comes once more, newer.
      page.threads.forEach(thread => threads.set(thread.id, thread));
    }
    // What changed after the first page was read may be missing or older: its head says from when on.
    return { ...first, threads: [...threads.values()], more: false };
  }

  thread(threadId: string): Promise<Thread> {
    const { client, got } = this._calls;
    return got(
      client.GET('/projects/{project}/threads/{threadId}', {
        params: { path: { ...this._path, threadId } }
      })
    );
  }

  /** Finds a notebook again that was moved without Jupyter. */
  findDocument(path: string): Promise<Schemas['FoundDocument']> {
    const { client, got } = this._calls;
    return got(
      client.POST('/projects/{project}/documents', { params: { path: this._path }, body: { path } })
    );
  }

  /** Where the threads at a path stand among the cells of a notebook, or the entries or text of another file. */
  async placements(
    path: string,
    cells: Schemas['Cell'][],
    entries: Entry[] = [],
    text: string | null = null
  ): Promise<Placement[]> {
    const { client, got } = this._calls;
    const answer = await got(
      client.POST('/projects/{project}/placements', {
        params: { path: this._path },
        body: { path, cells, entries, text }
      })
    );
    return answer.placements;
  }

  async looks(path: string): Promise<Look[]> {
    const { client, got } = this._calls;
    const answer = await got(
      client.GET('/projects/{project}/looks', { params: { path: this._path, query: { path } } })
    );
    return answer.looks;
  }

  answerLook(lookId: string): Promise<Look> {
    const { client, got } = this._calls;
    const body = { id: newId() };
    return this._declared(() =>
      got(
        client.POST('/projects/{project}/looks/{lookId}/answers', {
          params: { path: { ...this._path, lookId } },
          body
        })
      )
    );
  }

  /** @returns null once no comment of the thread is left */
  remove(threadId: string, commentId: string, erase: boolean): Promise<Thread | null> {
    const { client, got } = this._calls;
    const query = { eventId: newId(), erase };
    return this._declared(() =>
      got(
        client.DELETE('/projects/{project}/threads/{threadId}/comments/{commentId}', {
          params: { path: { ...this._path, threadId, commentId }, query }
        })
      )
    );
  }

  setStatus(thread: Thread, status: Thread['status']): Promise<Thread> {
    const { client, got } = this._calls;
    const body = { id: newId(), seen: thread.version, status };
    const params = { path: { ...this._path, threadId: thread.id } };
    return this._declared(() =>
      got(client.PUT('/projects/{project}/threads/{threadId}/status', { params, body }))
    );
  }

  setBlocking(thread: Thread, blocking: boolean): Promise<Thread> {
    const { client, got } = this._calls;
    const body = { id: newId(), seen: thread.version, blocking };
    const params = { path: { ...this._path, threadId: thread.id } };
    return this._declared(() =>
      got(client.PUT('/projects/{project}/threads/{threadId}/blocking', { params, body }))
    );
  }

  place(thread: Thread, target: Target | null): Promise<Thread> {
    const { client, got } = this._calls;
    const body = { id: newId(), seen: thread.version, target };
    const params = { path: { ...this._path, threadId: thread.id } };
    return this._declared(() =>
      got(client.PUT('/projects/{project}/threads/{threadId}/place', { params, body }))
    );
  }

  markRead(thread: Thread): Promise<Thread> {
    const { client, got } = this._calls;
    return got(
      client.PUT('/projects/{project}/threads/{threadId}/read', {
        params: { path: { ...this._path, threadId: thread.id } },
        body: { seq: thread.seq }
      })
    );
  }

  private _page(path: string, after?: string): Promise<Schemas['ThreadList']> {
    const { client, got } = this._calls;
    const query = after === undefined ? { path } : { path, after };
    return got(client.GET('/projects/{project}/threads', { params: { path: this._path, query } }));
  }

  private get _path(): { project: string } {
    return { project: this.project.id };
  }

  private get _calls(): { client: IApi['client']; got: IApi['got'] } {
    return { client: this._api.client, got: answer => this._api.got(answer) };
  }

  /** Asks who the person is when the server wants to know that first, then tries once more. */
  private async _declared<T>(write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      const unknown = error instanceof Refused && error.wantsName;
      if (!unknown || (await this._people.ensureDeclared(this.project)) === null) {
        throw error;
      }
      return write();
    }
  }
}
