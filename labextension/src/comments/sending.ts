import type { TranslationBundle } from '@jupyterlab/translation';
import { Refused } from '../core/errors';
import type { IOutbox, IOutboxEntry, IPeople } from '../core/tokens';
import type { IAddress } from './whereabouts';

type Letter = Pick<IOutboxEntry, 'id' | 'operation' | 'parameters'> & {
  readonly body: Record<string, unknown>;
};

/** What is about a notebook, not about a thread, names its path. */
const ON_NOTEBOOK: ReadonlySet<IOutboxEntry['operation']> = new Set(['start-thread', 'start-look']);

/** Hands what a person wrote to the outbox, which keeps it until the server has it. */
export class Sending {
  constructor(
    private readonly _outbox: IOutbox,
    private readonly _people: IPeople,
    private readonly _trans: TranslationBundle
  ) {}

  /**
   * @returns once it is safe in the browser
   * @throws Refused - the person did not say who they are; Error - there is no room for it
   */
  async send(address: IAddress, letter: Letter): Promise<void> {
    await this._ensureDeclared(address);
    await this._outbox.add(addressedTo(address, letter));
  }

  /**
   * Sends a corrected one in the place of an entry.
   *
   * @returns its id, once it is safe in the browser
   * @throws Refused - as `send` does, or the entry was delivered or discarded meanwhile
   */
  async correct(
    address: IAddress,
    entry: IOutboxEntry,
    change: Record<string, unknown>
  ): Promise<string> {
    await this._ensureDeclared(address);
    const { id, operation, parameters } = entry;
    const body = { ...entry.body, ...change };
    return this._outbox.replace(id, addressedTo(address, { id, operation, parameters, body }));
  }

  /** Without a server nobody can say who they are: what was written is kept, and the question comes later. */
  private async _ensureDeclared({ project }: IAddress): Promise<void> {
    if (project === '') {
      return;
    }
    const me = await this._people.ensureDeclared({ id: project }).catch((error: unknown) => {
      if (error instanceof Refused && error.waits) {
        return undefined;
      }
      throw error;
    });
    if (me === null) {
      const sentence = this._trans.__('Say who you are first, so that others know who writes.');
      throw new Refused('forbidden', sentence, 403);
    }
  }
}

function addressedTo(
  { project, path, serverPath }: IAddress,
  letter: Letter
): Parameters<IOutbox['add']>[0] {
  const { id, operation, parameters, body } = letter;
  const isOnNotebook = ON_NOTEBOOK.has(operation);
  return {
    id,
    operation,
    parameters,
    project,
    path,
    serverPath,
    subject: parameters.threadId ?? (path === '' ? serverPath : path),
    body: isOnNotebook ? { ...body, id, path } : { ...body, id }
  };
}
