import type { TranslationBundle } from '@jupyterlab/translation';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import { addressed, followed } from './address';
import { waitAfter } from './backoff';
import { deliver } from './delivery';
import { Entries } from './entries';
import { Refused, sentenceOf } from './errors';
import { newId } from './ids';
import type { BrowserStorage } from './storage';
import { TabNews } from './tabnews';
import type { IApi, IEvents, IOutbox, IOutboxEntry, IPeople, IProjects } from './tokens';

const MOST_ENTRIES = 500;
const MOST_BYTES = 5 * 1024 * 1024;
const LEAST_SECONDS = 1;
const MOST_SECONDS = 60;

/** What the outbox stands on. */
export interface IOutboxServices {
  readonly api: IApi;
  readonly events: IEvents;
  readonly people: Pick<IPeople, 'ensureDeclared'>;
  readonly storage: BrowserStorage;

  readonly projects: Pick<IProjects, 'at' | 'pathIn'>;

  /** Whose outbox it is: see `ownerOf`. Nothing is stored or sent before that is known. */
  readonly owner: Promise<string>;
  readonly trans: TranslationBundle;
}

type Added = Omit<IOutboxEntry, 'createdAt' | 'state' | 'problem'>;

interface IDelivered {
  readonly entry: IOutboxEntry;
  readonly answer: unknown;
}

/** Sends what was written, oldest first; one tab of the browser at a time. */
export class Outbox implements IOutbox {
  constructor(private readonly services: IOutboxServices) {
    const { events, owner, storage } = services;
    this.kept = new Entries(storage, owner);
    this.kept.changed.connect(() => this.changedSignal.emit());
    const topic = owner.then(name => `mlcollab-outbox\n${name}`);
    this.tabs = new TabNews(topic, news => void this.hear(news));
    events.connectionChanged.connect((_, connection) => {
      if (connection !== 'away' && events.problem === null) {
        this.hurry();
      }
    });
    void this.deliverAll();
  }

  get entries(): readonly IOutboxEntry[] {
    return this.kept.all;
  }

  get changed(): ISignal<this, void> {
    return this.changedSignal;
  }

  get delivered(): ISignal<this, IDelivered> {
    return this.deliveredSignal;
  }

  async add(entry: Added): Promise<void> {
    const added = { ...entry, createdAt: Date.now(), state: 'sending', problem: null } as const;
    this.checkRoom(added);
    await this.kept.add(added);
    this.tabs.tell({});
    void this.deliverAll();
  }

  retry(id: string): void {
    void this.kept.update(id, { state: 'waiting', problem: null });
    this.hurry();
  }

  async hold(id: string): Promise<IOutboxEntry | null> {
    // Whoever sends it now, in this tab or another, comes to an end first.
    await this.tabs.alone(async () => {
      await this.kept.load();
      const found = this.kept.find(id);
      if (found !== undefined && found.state !== 'refused') {
        await this.kept.update(id, { state: 'held' });
      }
    });
    this.tabs.tell({});
    return this.kept.find(id) ?? null;
  }

  async replace(id: string, corrected: Added): Promise<string> {
    const old = await this.hold(id);
    if (old === null) {
      const { trans } = this.services;
      throw new Refused('not_found', trans.__('This was sent or discarded meanwhile.'), 404);
    }
    // One the server may have taken keeps its id: then it says so, and does not take it twice.
    const fresh = old.state === 'refused' ? newId() : id;
    const body = { ...corrected.body, id: fresh };
    const { createdAt } = old;
    const sending = { state: 'sending', problem: null } as const;
    const entry: IOutboxEntry = { ...corrected, id: fresh, body, createdAt, ...sending };
    this.checkRoom(entry, id);
    await this.kept.replace(id, entry);
    this.tabs.tell({});
    void this.deliverAll();
    return fresh;
  }

  /** A file or folder was renamed: what waits goes along. Both are paths of JupyterLab, without a drive. */
  async follow(from: string, to: string): Promise<void> {
    await this.tabs.alone(async () => {
      await this.kept.load();
      for (const entry of this.entries) {
        const moved = followed(entry, from, to);
        if (moved !== entry) {
          await this.kept.update(entry.id, moved);
        }
      }
    });
    this.tabs.tell({});
    void this.deliverAll();
  }

  async discard(id: string): Promise<void> {
    await this.kept.remove(id);
    this.tabs.tell({});
  }

  private checkRoom(added: IOutboxEntry, instead = ''): void {
    const all = [...this.entries.filter(({ id }) => id !== instead), added];
    const bytes = all.reduce((sum, each) => sum + sizeOf(each), 0);
    if (all.length > MOST_ENTRIES || bytes > MOST_BYTES) {
      const { trans } = this.services;
      const sentence = trans.__('Too much waits to be sent. Send or discard some of it first.');
      throw new Refused('too_large', sentence, 413);
    }
  }

  private hurry(): void {
    this.attempts = 0;
    void this.deliverAll();
  }

  /** Goes through everything that waits, and once more if something came in meanwhile. */
  private async deliverAll(): Promise<void> {
    this.wanted = true;
    if (this.delivering) {
      return;
    }
    this.delivering = true;
    try {
      while (this.takeWanted()) {
        await this.tabs.alone(() => this.deliverWaiting());
      }
    } finally {
      this.delivering = false;
    }
  }

  private takeWanted(): boolean {
    const wanted = this.wanted;
    this.wanted = false;
    return wanted;
  }

  private async deliverWaiting(): Promise<void> {
    await this.kept.load();
    const held = new Set<string>();
    for (let entry = this.next(held); entry !== undefined; entry = this.next(held)) {
      const problem = await this.attempt(entry);
      if (problem?.code === 'unreachable') {
        await this.allWait(problem.message);
        break;
      }
      if (problem !== null) {
        held.add(lineOf(entry));
        await this.settle(entry, problem);
      }
    }
    this.planRetry();
  }

  /** The oldest entry that waits and has nothing of the same subject waiting before it. */
  private next(held: ReadonlySet<string>): IOutboxEntry | undefined {
    return this.kept.waiting.find(entry => !held.has(lineOf(entry)));
  }

  /** Null once delivered. */
  private async attempt(entry: IOutboxEntry): Promise<Refused | null> {
    await this.kept.update(entry.id, { state: 'sending', problem: null });
    try {
      const sent = await this.address(entry);
      await this.finish(sent, await this.send(sent));
      return null;
    } catch (problem) {
      return problem instanceof Refused ? problem : new Refused('invalid', sentenceOf(problem), 0);
    }
  }

  /** Finds out where it goes, and keeps that: the same id has to mean the same thing at each attempt. */
  private async address(entry: IOutboxEntry): Promise<IOutboxEntry> {
    const { projects, trans } = this.services;
    const found = await addressed(entry, projects, trans);
    if (found !== entry) {
      await this.kept.update(entry.id, { ...found, state: 'sending', problem: null });
    }
    return found;
  }

  private async send(entry: IOutboxEntry): Promise<unknown> {
    const { api, people } = this.services;
    try {
      return await deliver(api, entry);
    } catch (problem) {
      const unnamed = problem instanceof Refused && problem.wantsName;
      if (unnamed && (await people.ensureDeclared({ id: entry.project })) !== null) {
        return deliver(api, entry);
      }
      throw problem;
    }
  }

  private async finish(entry: IOutboxEntry, answer: unknown): Promise<void> {
    this.attempts = 0;
    this.deliveredSignal.emit({ entry, answer });
    await this.kept.remove(entry.id);
    this.tabs.tell({ delivered: { entry, answer } });
  }

  /** What may go away by itself is tried again; the rest is kept until the person decides. */
  private async settle({ id }: IOutboxEntry, problem: Refused): Promise<void> {
    const state = problem.waits ? 'waiting' : 'refused';
    await this.kept.update(id, { state, problem: this.sentence(problem) });
    this.tabs.tell({});
  }

  /** The server has the id already and with another text: it had taken what was corrected here afterwards. */
  private sentence({ code, details, message }: Refused): string {
    const { trans } = this.services;
    return code === 'conflict' && details?.current === undefined
      ? trans.__(
          'It had arrived before you changed it. Discard this, or edit it to send it besides.'
        )
      : message;
  }

  private async allWait(problem: string): Promise<void> {
    const waiting = { state: 'waiting', problem } as const;
    await Promise.all(this.kept.waiting.map(({ id }) => this.kept.update(id, waiting)));
    this.tabs.tell({});
  }

  private planRetry(): void {
    clearTimeout(this.timer);
    if (this.kept.waiting.length > 0) {
      this.attempts += 1;
      const wait = waitAfter(this.attempts, LEAST_SECONDS, MOST_SECONDS);
      this.timer = setTimeout(() => void this.deliverAll(), wait);
    }
  }

  private async hear({ delivered }: { delivered?: IDelivered }): Promise<void> {
    if (delivered !== undefined) {
      this.deliveredSignal.emit(delivered);
      this.kept.forget(delivered.entry.id);
    }
    await this.kept.load();
    if (!this.delivering) {
      this.planRetry();
    }
  }

  private readonly kept: Entries;
  private readonly tabs: TabNews<{ delivered?: IDelivered }>;
  private readonly changedSignal = new Signal<this, void>(this);
  private readonly deliveredSignal = new Signal<this, IDelivered>(this);
  private delivering = false;
  private wanted = false;
  private attempts = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
}

/** What has to arrive in the order it was written. */
function lineOf({ project, serverPath, subject }: IOutboxEntry): string {
  return `${serverPath ?? project}\n${subject}`;
}

/** In bytes, about as much as the browser stores. */
function sizeOf(entry: IOutboxEntry): number {
  return new TextEncoder().encode(JSON.stringify(entry)).length;
}
