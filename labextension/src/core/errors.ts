import type { TranslationBundle } from '@jupyterlab/translation';
import type { components, operations } from '../contract/types';

/**
 * The server's codes, and three for answers that are not its own: `unreachable` (no server answered), `signed_out`
 * (Jupyter refused before our code was asked) and `unreadable` (something answered that is not our server).
 */
export type RefusalCode =
  components['schemas']['ErrorBody']['code'] | 'unreachable' | 'signed_out' | 'unreadable';

/** What the server has a name for: every route of the contract. */
export type OperationId = keyof operations;

/** A call that failed, with a sentence a person can act on. */
export class Refused extends Error {
  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly status: number,
    readonly details: Readonly<Record<string, unknown>> | null = null
  ) {
    super(message);
    this.name = 'Refused';
  }

  /** True when the same call may succeed later without anybody changing it. */
  get temporary(): boolean {
    const { code, status } = this;
    return code === 'unreachable' || status >= 500 || [408, 424, 425, 429].includes(status);
  }

  /** True when what was written is kept and sent by itself later: temporary, or after signing in again. */
  get waits(): boolean {
    return this.temporary || this.code === 'signed_out';
  }

  /** True when the server first wants to know who the person is. */
  get wantsName(): boolean {
    return this.code === 'forbidden' && this.details?.declare === true;
  }
}

/** The sentence to show for anything that was thrown. */
export function sentenceOf(problem: unknown): string {
  return problem instanceof Error ? problem.message : String(problem);
}

/** What failed, to stand before the server's sentence where the control does not say it. */
export function failureTitles(trans: TranslationBundle): Record<OperationId, string> {
  return {
    answerLook: trans.__('Could not answer'),
    changeBlocking: trans.__('Could not change the blocking mark'),
    changePlace: trans.__('Could not move the comment'),
    changeStatus: trans.__('Could not change the thread'),
    changes: trans.__('Could not ask for news'),
    declareMe: trans.__('Could not keep your name'),
    delete: trans.__('Could not delete the comment'),
    edit: trans.__('Could not save the edit'),
    findDocument: trans.__('Could not look for the notebook'),
    inbox: trans.__('Could not load the inbox'),
    log: trans.__('Could not load the history'),
    looks: trans.__('Could not load who was asked to look'),
    markLookRead: trans.__('Could not mark as read'),
    markRead: trans.__('Could not mark as read'),
    me: trans.__('Could not find out who you are'),
    notebooks: trans.__('Could not load the notebooks'),
    people: trans.__('Could not load the people'),
    placements: trans.__('Could not place the comments'),
    projectAt: trans.__('Could not find the project'),
    reply: trans.__('Could not send the reply'),
    startLook: trans.__('Could not ask for a look'),
    startThread: trans.__('Could not send the comment'),
    thread: trans.__('Could not load the thread'),
    threads: trans.__('Could not load the comments')
  };
}
