import { Refused } from '../errors';
import type { IApi } from '../tokens';

/** A call as a test sees it. */
export interface ICall {
  readonly method: string;
  readonly path: string;
  readonly parameters: Record<string, unknown>;
  readonly query: Record<string, unknown>;
  readonly body: unknown;
}

interface IInit {
  params?: { path?: Record<string, unknown>; query?: Record<string, unknown> };
  body?: unknown;
}

/** A server in memory: `answer` gives what a call returns, or throws a `Refused`. */
export function apiAnswering(answer: (call: ICall) => unknown): IApi & { calls: ICall[] } {
  const calls: ICall[] = [];
  const calling =
    (method: string) =>
    async (path: string, init: IInit = {}): Promise<unknown> => {
      const { path: parameters = {}, query = {} } = init.params ?? {};
      const call = { method, path, parameters, query, body: init.body };
      calls.push(call);
      return { data: await answer(call), response: new Response() };
    };
  const client = {
    GET: calling('GET'),
    POST: calling('POST'),
    PUT: calling('PUT'),
    DELETE: calling('DELETE')
  };
  return {
    calls,
    root: 'http://server.test/mlcollab/api/',
    client: client as unknown as IApi['client'],
    got: async promise => (await promise).data as never
  };
}

export const unreachable = (): Refused => new Refused('unreachable', 'No answer.', 0);

/** Lets everything that is ready run, the browser's database included. */
export async function settled(rounds = 20): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    await new Promise(resolve => setTimeout(resolve, 1));
  }
}
