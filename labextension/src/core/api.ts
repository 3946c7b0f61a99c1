import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import createClient from 'openapi-fetch';
import type { Client } from 'openapi-fetch';
import type { paths } from '../contract/types';
import { Refused } from './errors';
import type { RefusalCode } from './errors';
import type { IApi } from './tokens';

/** Calls the server through JupyterLab's own request function, which brings sign-in and XSRF. */
export class Api implements IApi {
  constructor(
    private readonly settings: ServerConnection.ISettings,
    private readonly trans: TranslationBundle
  ) {
    this.root = URLExt.join(settings.baseUrl, 'mlcollab/api/');
    this.client = createClient<paths>({
      baseUrl: this.root,
      fetch: request => this.send(request)
    });
  }

  readonly root: string;
  readonly client: Client<paths>;

  async got<T>(answer: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
    const { data, error, response } = await answer.catch((problem: unknown) => {
      throw this.unanswered(problem);
    });
    if (!response.ok) {
      throw this.refused(error, response.status);
    }
    return data as T;
  }

  private async send(request: Request): Promise<Response> {
    const init: RequestInit = {
      method: request.method,
      headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
      // JupyterLab's default adds a time stamp to the address, which is no parameter of any route.
      cache: 'reload',
      signal: request.signal
    };
    const body = await request.text();
    return ServerConnection.makeRequest(
      request.url,
      body === '' ? init : { ...init, body },
      this.settings
    );
  }

  private unanswered(problem: unknown): Error {
    if (problem instanceof DOMException && problem.name === 'AbortError') {
      return problem;
    }
    if (problem instanceof SyntaxError) {
      return new Refused('unreadable', this.trans.__('The answer was not readable.'), 502);
    }
    return new Refused('unreachable', this.trans.__('The server does not answer.'), 0);
  }

  private refused(error: unknown, status: number): Refused {
    if (isErrorBody(error)) {
      return new Refused(error.code, error.message, status, error.details ?? null);
    }
    if (status === 401 || status === 403) {
      const sentence = this.trans.__('You are no longer signed in. Reload the page to sign in.');
      return new Refused('signed_out', sentence, status);
    }
    if (status === 404) {
      const sentence = this.trans.__(
        'This server does not run jupyter_mlcollab. Restart it, or ask who installed it.'
      );
      return new Refused('unreadable', sentence, status);
    }
    return new Refused(
      'unreadable',
      this.trans.__('The server cannot do this now (%1). Try again later.', status),
      status
    );
  }
}

function isErrorBody(
  error: unknown
): error is { code: RefusalCode; message: string; details?: Record<string, unknown> | null } {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    typeof error.code === 'string' &&
    'message' in error &&
    typeof error.message === 'string'
  );
}
