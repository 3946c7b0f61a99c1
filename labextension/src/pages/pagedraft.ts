import type { IDrafts } from '../core/tokens';

/** A text that nobody has decided about yet, and the one it was begun from. */
export interface IUndecided {
  readonly base: string;
  readonly ours: string;
}

/** What a person wrote on a page and could not save, kept in the browser through a reload. */
export class PageDraft {
  /** @param _path - the file's, as JupyterLab names it */
  constructor(
    private readonly _drafts: IDrafts,
    private readonly _path: () => string
  ) {}

  /** Null when there is none. */
  async get(): Promise<IUndecided | null> {
    const kept = await this._drafts.get(this._key);
    return kept === '' ? null : (JSON.parse(kept) as IUndecided);
  }

  keep(undecided: IUndecided): void {
    void this._drafts.set(this._key, JSON.stringify(undecided));
  }

  forget(): void {
    void this._drafts.set(this._key, '');
  }

  private get _key(): string {
    return `page-text\n${this._path()}`;
  }
}
