import type { BrowserStorage } from './storage';
import type { IDrafts } from './tokens';

const REST_MILLISECONDS = 300;

/** Writes drafts a moment after they change, and at once when the page is left. */
export class Drafts implements IDrafts {
  constructor(
    private readonly storage: BrowserStorage,
    private readonly owner: () => Promise<string>
  ) {
    window.addEventListener('pagehide', () => void this.flush());
    document.addEventListener('visibilitychange', () => void this.flush());
  }

  async get(key: string): Promise<string> {
    return this.unwritten.get(key) ?? this.storage.draft(await this.stored(key));
  }

  async set(key: string, text: string): Promise<void> {
    this.unwritten.set(key, text);
    this.rested ??= new Promise(resolve => setTimeout(resolve, REST_MILLISECONDS)).then(() =>
      this.flush()
    );
    return this.rested;
  }

  /** One after the other, so that an older text never comes last. */
  private flush(): Promise<void> {
    this.rested = null;
    this.flushed = this.flushed.then(async () => {
      const texts = [...this.unwritten];
      await Promise.all(texts.map(([key, text]) => this.write(key, text)));
    });
    return this.flushed;
  }

  private async write(key: string, text: string): Promise<void> {
    await this.storage.keepDraft(await this.stored(key), text);
    if (this.unwritten.get(key) === text) {
      this.unwritten.delete(key);
    }
  }

  private async stored(key: string): Promise<string> {
    return `${await this.owner()}\n${key}`;
  }

  private readonly unwritten = new Map<string, string>();
  private rested: Promise<void> | null = null;
  private flushed: Promise<void> = Promise.resolve();
}
