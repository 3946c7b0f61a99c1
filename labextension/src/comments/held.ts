import type { Change, Schemas } from '../core/tokens';
import type { Look, Thread } from './tokens';

/** What is known of a notebook's threads and looks. A newer version of a thread is never replaced by an older one. */
export class Held {
  /** The notebook's document; null while nobody has commented it. */
  get document(): string | null {
    return this._document;
  }

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
    return this._document === null || subject === null || subject === this._document;
  }

  /** Takes over a list, save what became known of a thread while it was on its way. */
  replace({ threads, document, head }: Schemas['ThreadList'], looks: readonly Look[]): void {
    const newer = this.all().filter(({ seq }) => seq > head);
    this._threads = new Map([...threads, ...newer].map(thread => [thread.id, thread]));
    this._document = document ?? newer[0]?.document ?? null;
    this._looks = looks;
  }

  keep(thread: Thread): void {
    if (thread.seq >= (this._threads.get(thread.id)?.seq ?? 0)) {
      this._document = thread.document;
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
  private _document: string | null = null;
  private _looks: readonly Look[] = [];
}
