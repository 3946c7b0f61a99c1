import { ServerConnection } from '@jupyterlab/services';
import { nullTranslator } from '@jupyterlab/translation';
import { describe, expect, it } from 'vitest';
import { Api } from '../api';
import { Refused } from '../errors';

const trans = nullTranslator.load('jupyter_mlcollab');

function apiOver(fetch: (request: Request) => Promise<Response>): Api {
  const settings = ServerConnection.makeSettings({
    baseUrl: 'http://server.test/base/',
    wsUrl: 'ws://server.test/base/',
    token: 'secret',
    Request,
    Headers,
    fetch: input => fetch(input as Request)
  });
  return new Api(settings, trans);
}

const answering = (body: string, status: number): Api =>
  apiOver(() => Promise.resolve(new Response(body, { status })));

async function refusal(api: Api): Promise<Refused> {
  const params = { path: { project: 'p' } };
  const problem: unknown = await api
    .got(api.client.GET('/projects/{project}/me', { params }))
    .catch((thrown: unknown) => thrown);
  expect(problem).toBeInstanceOf(Refused);
  return problem as Refused;
}

describe('a call', () => {
  it('goes below the base address, signed in, with its body', async () => {
    const requests: Request[] = [];
    const api = apiOver(request => {
      requests.push(request);
      return Promise.resolve(new Response('{"declared":true}'));
    });
    const params = { path: { project: 'a/b' } };
    const call = api.client.PUT('/projects/{project}/me', { params, body: { name: 'Ana' } });
    expect(await api.got(call)).toEqual({ declared: true });
    const [request] = requests;
    expect(request?.url).toBe('http://server.test/base/mlcollab/api/projects/a%2Fb/me');
    expect(request?.method).toBe('PUT');
    expect(request?.headers.get('Authorization')).toBe('token secret');
    expect(await request?.json()).toEqual({ name: 'Ana' });
  });
});

describe('a refusal', () => {
  it('carries the server’s own sentence, code and details', async () => {
    const body = { code: 'forbidden', message: 'Say who you are.', details: { declare: true } };
    const problem = await refusal(answering(JSON.stringify(body), 403));
    expect(problem).toMatchObject({ code: 'forbidden', status: 403, message: 'Say who you are.' });
    expect(problem.wantsName).toBe(true);
    expect(problem.temporary).toBe(false);
  });

  it.each([
    ['Jupyter’s own', '{"message":"Forbidden","reason":null}', 403, 'signed_out', false],
    ['a proxy’s page', '<html>Bad gateway</html>', 502, 'unreadable', true],
    ['a hub’s page for a stopped server', '{"message":"stopped"}', 424, 'unreadable', true],
    ['a server without ours', '<html>Not found</html>', 404, 'unreadable', false],
    ['a login page in place of the answer', '<html>Sign in</html>', 200, 'unreadable', true]
  ])('%s gets a sentence', async (_name, body, status, code, temporary) => {
    const problem = await refusal(answering(body, status));
    expect(problem.code).toBe(code);
    expect(problem.temporary).toBe(temporary);
    expect(problem.message).toMatch(/^[A-Z].*\.$/);
  });

  it('says when no server answered', async () => {
    const problem = await refusal(apiOver(() => Promise.reject(new TypeError('Failed to fetch'))));
    expect(problem).toMatchObject({ code: 'unreachable', status: 0, temporary: true });
  });
});
