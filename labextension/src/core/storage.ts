import type { DBSchema, IDBPDatabase } from 'idb';
import { openDB } from 'idb';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { IOutboxEntry } from './tokens';

/** An entry of the outbox as it is kept, under whoever wrote it. */
export interface IKeptEntry {
  readonly owner: string;
  readonly entry: IOutboxEntry;
}

interface ISchema extends DBSchema {
  outbox: { key: string; value: IKeptEntry & { id: string }; indexes: { owner: string } };
  drafts: { key: string; value: string };
}

/**
 * What is kept in the browser: IndexedDB, or memory where the browser blocks it, as some do in private windows. Then
 * `blocked` tells so, once.
 */
export class BrowserStorage {
  constructor(private readonly name = 'jupyter-mlcollab') {}

  get blocked(): ISignal<this, void> {
    return this.blockedSignal;
  }

  /** Whether what is stored survives closing the page. */
  get lasting(): boolean {
    return !this.inMemory;
  }

  async entriesOf(owner: string): Promise<IOutboxEntry[]> {
    const kept = await this.use(
      database => database.getAllFromIndex('outbox', 'owner', owner),
      () => [...this.entries.values()].filter(each => each.owner === owner)
    );
    return kept.map(({ entry }) => entry);
  }

  async keepEntry(owner: string, entry: IOutboxEntry): Promise<void> {
    const kept = { id: entry.id, owner, entry };
    await this.use<unknown>(
      database => database.put('outbox', kept),
      () => this.entries.set(entry.id, kept)
    );
  }

  async dropEntry(id: string): Promise<void> {
    this.entries.delete(id);
    await this.use(
      database => database.delete('outbox', id),
      // What was stored before the browser began to fail must not come back after a reload.
      () => this.tryDatabase(database => database.delete('outbox', id))
    );
  }

  async draft(key: string): Promise<string> {
    const text = await this.use(
      database => database.get('drafts', key),
      () => this.drafts.get(key)
    );
    return text ?? '';
  }

  /** Where drafts are kept: all keys that begin so. */
  async draftKeys(prefix: string): Promise<string[]> {
    const keys = await this.use(
      database => database.getAllKeys('drafts', IDBKeyRange.bound(prefix, `${prefix}\uffff`)),
      () => [...this.drafts.keys()]
    );
    return keys.filter(key => key.startsWith(prefix));
  }

  async keepDraft(key: string, text: string): Promise<void> {
    await this.use<unknown>(
      database =>
        text === '' ? database.delete('drafts', key) : database.put('drafts', text, key),
      () => this.drafts.set(key, text)
    );
  }

  private async use<T>(
    inDatabase: (database: IDBPDatabase<ISchema>) => Promise<T>,
    inMemory: () => T | Promise<T>
  ): Promise<T> {
    if (!this.inMemory) {
      try {
        this.database ??= this.open();
        return await inDatabase(await this.database);
      } catch {
        this.fallBack();
      }
    }
    return inMemory();
  }

  private async tryDatabase(
    work: (database: IDBPDatabase<ISchema>) => Promise<void>
  ): Promise<void> {
    try {
      if (this.database !== null) {
        await work(await this.database);
      }
    } catch {
      // It fails as it did before; nothing else can be done here.
    }
  }

  private open(): Promise<IDBPDatabase<ISchema>> {
    return openDB<ISchema>(this.name, 1, {
      upgrade: database => {
        database.createObjectStore('outbox', { keyPath: 'id' }).createIndex('owner', 'owner');
        database.createObjectStore('drafts');
      },
      // A newer version in another tab may go ahead; this tab then goes on in memory.
      blocking: (_current, _next, event) => (event.target as IDBDatabase).close()
    });
  }

  private fallBack(): void {
    this.inMemory = true;
    this.blockedSignal.emit();
  }

  private readonly blockedSignal = new Signal<this, void>(this);
  private readonly entries = new Map<string, IKeptEntry>();
  private readonly drafts = new Map<string, string>();
  private database: Promise<IDBPDatabase<ISchema>> | null = null;
  private inMemory = false;
}
