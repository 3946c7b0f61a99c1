import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { BrowserStorage } from './storage';
import type { IOutboxEntry } from './tokens';

const SENT: ReadonlySet<IOutboxEntry['state']> = new Set(['sending', 'waiting']);

/** The entries of one person's outbox, here and in the browser's storage, which all their tabs share. */
export class Entries {
  /** @param owner - see `ownerOf` */
  constructor(
    private readonly storage: BrowserStorage,
    private readonly owner: Promise<string>
  ) {}

  /** Oldest first. */
  get all(): readonly IOutboxEntry[] {
    return this.list;
  }

  get changed(): ISignal<this, void> {
    return this.changedSignal;
  }

  /** Those that are stored and wait for being sent, oldest first. */
  get waiting(): IOutboxEntry[] {
    return this.list.filter(({ id, state }) => SENT.has(state) && !this.unstored.has(id));
  }

  find(id: string): IOutboxEntry | undefined {
    return this.list.find(entry => entry.id === id);
  }

  /** Resolves once the entry is stored. */
  async add(entry: IOutboxEntry): Promise<void> {
    this.unstored.add(entry.id);
    this.show([...this.list, entry]);
    await this.storage.keepEntry(await this.owner, entry);
    this.unstored.delete(entry.id);
    this.guard();
  }

  /** Resolves once the new entry is stored; the old one goes only then. */
  async replace(id: string, entry: IOutboxEntry): Promise<void> {
    this.unstored.add(entry.id);
    this.show([...this.list.filter(each => each.id !== id && each.id !== entry.id), entry]);
    await this.storage.keepEntry(await this.owner, entry);
    if (entry.id !== id) {
      await this.remove(id);
    }
    this.unstored.delete(entry.id);
    this.guard();
  }

  async update(id: string, change: Partial<IOutboxEntry>): Promise<void> {
    const found = this.find(id);
    if (found !== undefined) {
      const changed = { ...found, ...change };
      this.show(this.list.map(entry => (entry.id === id ? changed : entry)));
      await this.storage.keepEntry(await this.owner, changed);
    }
  }

  async remove(id: string): Promise<void> {
    this.forget(id);
    // As long a way as that of `update`, so that what was called last also comes last.
    await this.owner;
    await this.storage.dropEntry(id);
  }

  /** Another tab has removed the entry. */
  forget(id: string): void {
    this.gone.add(id);
    this.show(this.list.filter(entry => entry.id !== id));
  }

  /** Takes over what other tabs changed. Without a database this list is all there is. */
  async load(): Promise<void> {
    const kept = await this.storage.entriesOf(await this.owner);
    if (!this.storage.lasting) {
      return;
    }
    const inFlight = this.list.filter(({ id }) => this.unstored.has(id));
    const others = kept.filter(({ id }) => !this.gone.has(id) && !this.unstored.has(id));
    this.show([...others, ...inFlight]);
  }

  private show(list: IOutboxEntry[]): void {
    const before = JSON.stringify(this.list);
    this.list = list.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
    this.guard();
    if (JSON.stringify(this.list) !== before) {
      this.changedSignal.emit();
    }
  }

  /** Leaving the page is only asked about while something would be lost by it. */
  private guard(): void {
    const onlyHere = !this.storage.lasting && this.list.length > 0;
    if (this.unstored.size > 0 || onlyHere) {
      window.addEventListener('beforeunload', this.askBeforeLeaving);
    } else {
      window.removeEventListener('beforeunload', this.askBeforeLeaving);
    }
  }

  private readonly askBeforeLeaving = (event: BeforeUnloadEvent): void => event.preventDefault();
  private readonly changedSignal = new Signal<this, void>(this);
  private readonly unstored = new Set<string>();

  /** So that a load that began before a removal does not bring the entry back. */
  private readonly gone = new Set<string>();
  private list: IOutboxEntry[] = [];
}
