import type { components } from '../contract/types';

/**
 * The server's codes, and three for answers that are not its own: `unreachable` (no server answered), `signed_out`
 * (Jupyter refused before our code was asked) and `unreadable` (something answered that is not our server).
 */
export type RefusalCode =
  components['schemas']['ErrorBody']['code'] | 'unreachable' | 'signed_out' | 'unreadable';

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

/** So long a sentence on what failed is shown over the page. Without a time JupyterLab keeps it behind its bell alone. */
export const READ_MILLISECONDS = 10_000;

/** The sentence to show for anything that was thrown. */
export function sentenceOf(problem: unknown): string {
  return problem instanceof Error ? problem.message : String(problem);
}
