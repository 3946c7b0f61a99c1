import type { Change, Schemas } from '../core/tokens';
import type { Look, Thread } from './tokens';

/** What is known of a notebook's threads and looks. A newer version of a thread is never replaced by an older one. */
export class Held {
  get looks(): readonly Look[] {
    return this._looks;
  }

  all(): Thread[] {
    return [...this._threads.values()];
  }

  has(threadId: string): boolean {
    return this._threads.has(threadId);
  }

  get(threadId: string): Thread | undefined {
    return this._threads.get(threadId);
  }

  /** Whether a change may concern what is held. News that say of no thread concern everything. */
  isAbout(change: Change | null): boolean {
    if (change?.entityKind !== 'thread' || this.has(change.entity)) {
      return true;
    }
    const { subject } = change;
    return this._documents.size === 0 || subject === null || this._documents.has(subject);
  }

  /** Takes over a list, save what became known of a thread while it was on its way. */
  replace({ threads, documents, head }: Schemas['ThreadList'], looks: readonly Look[]): void {
    const newer = this.all().filter(({ seq }) => seq > head);
    this._threads = new Map([...threads, ...newer].map(thread => [thread.id, thread]));
    this._documents = new Set([...documents, ...newer.map(({ document }) => document)]);
    this._looks = looks;
  }

  keep(thread: Thread): void {
    if (thread.seq >= (this._threads.get(thread.id)?.seq ?? 0)) {
      this._documents.add(thread.document);
      this._threads.set(thread.id, thread);
    }
  }

  forget(threadId: string): void {
    this._threads.delete(threadId);
  }

  keepLook(look: Look): void {
    this._looks = [look, ...this._looks.filter(({ id }) => id !== look.id)];
  }

  keepLooks(looks: readonly Look[]): void {
    this._looks = looks;
  }

  private _threads = new Map<string, Thread>();
  /** What the notebook is known as; nothing while nobody has commented it, several where computers met later. */
  private _documents = new Set<string>();
  private _looks: readonly Look[] = [];
}
