import { nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import { newId } from '../ids';
import { Outbox } from '../outbox';
import { BrowserStorage } from '../storage';
import type { Connection, IEvents, IOutboxEntry, IPeople, Project } from '../tokens';
import type { ICall } from './answers';
import { apiAnswering } from './answers';

export type Added = Omit<IOutboxEntry, 'createdAt' | 'state' | 'problem'>;

let databases = 0;

export function reply(body: string, subject = 't1'): Added {
  const id = newId();
  return {
    id,
    project: 'p',
    operation: 'reply',
    subject,
    parameters: { threadId: subject },
    body: { id, body },
    path: 'a.ipynb'
  };
}

export class FakeEvents {
  connection: Connection = 'live';
  problem: string | null = null;
  readonly connectionChanged = new Signal<this, Connection>(this);
  comeBack(): void {
    this.connectionChanged.emit('live');
  }
}

/** Every path lies in the project `p`. */
export const projects = {
  at: (): Promise<Project> => Promise.resolve({ id: 'p' } as Project),
  pathIn: (_: unknown, path: string): string => path
};

export interface IHouse {
  readonly database: string;
  readonly events: FakeEvents;
  readonly calls: ICall[];
  readonly storage: BrowserStorage;
  readonly asked: () => number;

  /** As after a reload: another outbox over the same database. */
  outbox(owner?: string | Promise<string>): Outbox;
}

export function house(
  answer: (call: ICall, count: number) => unknown,
  declares: boolean | null = null
): IHouse {
  databases += 1;
  const database = `outbox-${databases}`;
  const events = new FakeEvents();
  let count = 0;
  let asked = 0;
  const api = apiAnswering(call => answer(call, (count += 1)));
  const people: Pick<IPeople, 'ensureDeclared'> = {
    ensureDeclared: () => {
      asked += 1;
      return Promise.resolve(declares === true ? ({} as never) : null);
    }
  };
  const storage = new BrowserStorage(database);
  const outbox = (owner: string | Promise<string> = `ana ${database}`): Outbox =>
    new Outbox({
      api,
      events: events as unknown as IEvents,
      people,
      storage: new BrowserStorage(database),
      owner: Promise.resolve(owner),
      projects,
      trans: nullTranslator.load('jupyter_mlcollab')
    });
  return { database, events, calls: api.calls, storage, asked: () => asked, outbox };
}

export const texts = (calls: ICall[]): unknown[] =>
  calls.map(({ body }) => (body as { body: unknown }).body);
