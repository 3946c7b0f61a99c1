import type { IApi, IOutboxEntry, Schemas } from './tokens';

/**
 * Sends an entry of the outbox.
 *
 * @returns the server's answer: the thread, or the look
 * @throws Refused
 */
export async function deliver(api: IApi, entry: IOutboxEntry): Promise<unknown> {
  const { project, body } = entry;
  const threadId = entry.parameters.threadId ?? entry.subject;
  const commentId = entry.parameters.commentId ?? '';
  switch (entry.operation) {
    case 'start-thread':
      return api.got(
        api.client.POST('/projects/{project}/threads', {
          params: { path: { project } },
          body: body as Schemas['NewThread']
        })
      );
    case 'reply':
      return api.got(
        api.client.POST('/projects/{project}/threads/{threadId}/comments', {
          params: { path: { project, threadId } },
          body: body as Schemas['Reply']
        })
      );
    case 'edit':
      return api.got(
        api.client.PUT('/projects/{project}/threads/{threadId}/comments/{commentId}', {
          params: { path: { project, threadId, commentId } },
          body: body as Schemas['Edit']
        })
      );
    case 'start-look':
      return api.got(
        api.client.POST('/projects/{project}/looks', {
          params: { path: { project } },
          body: body as Schemas['NewLook']
        })
      );
  }
}
