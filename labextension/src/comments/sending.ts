import type { TranslationBundle } from '@jupyterlab/translation';
import { Refused } from '../core/errors';
import type { IOutbox, IOutboxEntry, IPeople, Project } from '../core/tokens';

type Letter = Pick<IOutboxEntry, 'id' | 'operation' | 'subject' | 'parameters' | 'path'> & {
  readonly body: Record<string, unknown>;
};

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
  async send(project: Project, letter: Letter): Promise<void> {
    await this._ensureDeclared(project);
    const body = { id: letter.id, ...letter.body };
    await this._outbox.add({ ...letter, project: project.id, body });
  }

  /** Without a server nobody can say who they are: what was written is kept, and the question comes later. */
  private async _ensureDeclared(project: Project): Promise<void> {
    const me = await this._people.ensureDeclared(project).catch((error: unknown) => {
      if (error instanceof Refused && error.temporary) {
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
