import { renamed } from './address';
import { Stash } from './stash';
import type { BrowserStorage } from './storage';
import type { IDrafts } from './tokens';

const REST_MILLISECONDS = 300;

/** What begins so belongs to a notebook, whose path of JupyterLab comes next, up to a line break. */
export const OF_NOTEBOOK = 'new\n';

/** Writes drafts a moment after they change, and at once when the page is left. */
export class Drafts implements IDrafts {
  /** @param findOwner - see `ownerOf` */
  constructor(
    private readonly storage: BrowserStorage,
    findOwner: () => Promise<string>
  ) {
    window.addEventListener('pagehide', this.leave);
    document.addEventListener('visibilitychange', this.leave);
    window.addEventListener('beforeunload', this.askBeforeLeaving);
    this.owner = findOwner().then(owner => this.takeOver(owner));
  }

  async get(key: string, alias?: string): Promise<string> {
    const own = await this.read(key);
    if (own !== '' || alias === undefined) {
      return own;
    }
    const home = await this.read(alias);
    const text = home === '' ? '' : await this.read(home);
    if (text !== '') {
      void this.set(home, '');
      void this.set(key, text, alias);
    }
    return text;
  }

  /** Under the alias stands the key, not the text: a text that was sent or thrown away is gone from everywhere. */
  async set(key: string, text: string, alias = key): Promise<void> {
    this.unwritten.set(key, text);
    if (alias !== key) {
      this.unwritten.set(alias, text === '' ? '' : key);
    }
    if (text === '') {
      return this.flush();
    }
    this.rested ??= new Promise(resolve => setTimeout(resolve, REST_MILLISECONDS)).then(() =>
      this.flush()
    );
    return this.rested;
  }

  /** A file or folder was renamed: what was begun in it goes along. Both are paths of JupyterLab, without a drive. */
  async follow(from: string, to: string): Promise<void> {
    await this.flush();
    const prefix = `${await this.owner}\n`;
    const keys = await this.storage.draftKeys(`${prefix}${OF_NOTEBOOK}`);
    for (const key of keys.map(stored => stored.slice(prefix.length))) {
      const moved = moveKey(key, from, to);
      const text = await this.read(key);
      if (moved !== null && text !== '') {
        void this.set(moved, moveKey(text, from, to) ?? text);
        void this.set(key, '');
      }
    }
    await this.flush();
  }

  private async read(key: string): Promise<string> {
    return this.unwritten.get(key) ?? this.readStored(key);
  }

  private async readStored(key: string): Promise<string> {
    const stored = `${await this.owner}\n${key}`;
    return this.unwritten.get(key) ?? this.storage.draft(stored);
  }

  /** What the last page had no time to write. */
  private takeOver(owner: string): string {
    this.known = owner;
    for (const [key, text] of this.stash.of(null)) {
      if (this.stash.keep(owner, key, text)) {
        this.stash.drop(null, key);
      }
    }
    for (const [key, text] of this.stash.of(owner)) {
      this.unwritten.set(key, this.unwritten.get(key) ?? text);
    }
    void this.flush();
    return owner;
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
    const owner = await this.owner;
    await this.storage.keepDraft(`${owner}\n${key}`, text);
    // Without a database everything stays unwritten, so that leaving the page can still stash it.
    if (this.unwritten.get(key) === text && this.storage.lasting) {
      this.unwritten.delete(key);
      this.stash.drop(owner, key);
    }
  }

  /** Once a page is left, nothing that has to be waited for is sure to happen. */
  private readonly leave = (): void => {
    const kept = [...this.unwritten].map(([key, text]) => this.stash.keep(this.known, key, text));
    this.everyKept = kept.every(Boolean);
    void this.flush();
  };

  private readonly askBeforeLeaving = (event: BeforeUnloadEvent): void => {
    this.leave();
    const onlyHere = [...this.unwritten.values()].some(text => text !== '');
    if (onlyHere && !this.everyKept) {
      event.preventDefault();
    }
  };

  private readonly stash = new Stash();
  private readonly unwritten = new Map<string, string>();
  private readonly owner: Promise<string>;

  /** Null until it is known. */
  private known: string | null = null;
  private rested: Promise<void> | null = null;
  private flushed: Promise<void> = Promise.resolve();
  private everyKept = true;
}

function moveKey(key: string, from: string, to: string): string | null {
  const [start = '', path = '', ...place] = key.split('\n');
  const moved = `${start}\n` === OF_NOTEBOOK ? renamed(path, from, to) : null;
  return moved === null ? null : [start, moved, ...place].join('\n');
}
