import type { IApi, Project, Schemas } from '../core/tokens';
import type { MergedPart } from './parts';
import type {
  FileAtCommit,
  Linkable,
  NewCitation,
  OpenPage,
  PageFile,
  PageHit,
  PageAround,
  PagesReport,
  Preview,
  Template
} from './tokens';

// The client takes a list of four numbers for any list of numbers: the generated types say more than it keeps.

/** What is asked of the server about a project's pages. Every method throws `Refused`. Paths are the project's. */
export class Requests {
  constructor(
    private readonly _api: IApi,
    private readonly _project: Project
  ) {}

  /** Whether the person here may write pages: as who may comment. */
  async mayWrite(): Promise<boolean> {
    const { can } = await this._api.got(
      this._api.client.GET('/projects/{project}/me', { params: { path: this._path } })
    );
    return can.includes('comment');
  }

  list(): Promise<Schemas['PageList']> {
    return this._api.got(
      this._api.client.GET('/projects/{project}/pages', { params: { path: this._path } })
    );
  }

  async around(path: string): Promise<readonly PageAround[]> {
    const { pages } = await this._api.got(
      this._api.client.GET('/projects/{project}/pages/around', {
        params: { path: this._path, query: { path } }
      })
    );
    return pages;
  }

  async found(text: string): Promise<readonly PageHit[]> {
    const { hits } = await this._api.got(
      this._api.client.GET('/projects/{project}/pages/found', {
        params: { path: this._path, query: { text } }
      })
    );
    return hits;
  }

  check(): Promise<PagesReport> {
    return this._api.got(
      this._api.client.GET('/projects/{project}/pages/check', {
        params: { path: this._path, query: {} }
      })
    );
  }

  /** What `text` may mean in a page that is being written, best first; `near` is the notebook in view. */
  async linkable(path: string, text: string, near: string): Promise<readonly Linkable[]> {
    const { found } = await this._api.got(
      this._api.client.GET('/projects/{project}/pages/linkable', {
        params: { path: this._path, query: { path, text, near } }
      })
    );
    return found;
  }

  glossary(): Promise<Schemas['Glossary']> {
    return this._api.got(
      this._api.client.GET('/projects/{project}/pages/glossary', { params: { path: this._path } })
    );
  }

  /**
   * What a link leads to, in a few lines.
   *
   * @param at - the commit in which it is meant; null for the file as it is
   */
  target(path: string, fragment: string, at: string | null): Promise<Preview> {
    return this._api.got(
      this._api.client.GET('/projects/{project}/pages/target', {
        params: { path: this._path, query: { path, fragment, at } }
      })
    );
  }

  /** A file as a commit has it, and as it is saved now. */
  fileAt(path: string, at: string): Promise<FileAtCommit> {
    return this._api.got(
      this._api.client.GET('/projects/{project}/pages/file', {
        params: { path: this._path, query: { path, at } }
      })
    ) as Promise<FileAtCommit>;
  }

  page(path: string): Promise<OpenPage> {
    return this._api.got(
      this._api.client.GET('/projects/{project}/page', {
        params: { path: this._path, query: { path } }
      })
    );
  }

  async templates(): Promise<readonly Template[]> {
    const { templates } = await this._api.got(
      this._api.client.GET('/projects/{project}/pages/templates', { params: { path: this._path } })
    );
    return templates;
  }

  begun(template: string, title: string, about: string | null): Promise<PageFile> {
    return this._api.got(
      this._api.client.POST('/projects/{project}/page/begun', {
        params: { path: this._path },
        body: { template, title, about }
      })
    );
  }

  cited(body: NewCitation): Promise<Schemas['CitedPage']> {
    return this._api.got(
      this._api.client.POST('/projects/{project}/page/cited', {
        params: { path: this._path },
        body
      })
    );
  }

  /** A card, by the path of its file. */
  async card(path: string): Promise<Schemas['Card']> {
    const { card } = await this._api.got(
      this._api.client.GET('/projects/{project}/card', {
        params: { path: this._path, query: { path } }
      })
    );
    return card;
  }

  /** A page's text after two edits, in parts. */
  async merged(base: string, ours: string, theirs: string): Promise<readonly MergedPart[]> {
    const { parts } = await this._api.got(
      this._api.client.POST('/projects/{project}/page/merged', {
        params: { path: this._path },
        body: { base, ours, theirs }
      })
    );
    return parts;
  }

  /** The commits that touched a page, newest first, after those of the page before. */
  history(path: string, before: string | null, limit: number): Promise<Schemas['History']> {
    return this._api.got(
      this._api.client.GET('/projects/{project}/history', {
        params: { path: this._path, query: { path, before, limit } }
      })
    );
  }

  /**
   * A page as a commit left it, or as Jupyter put it aside.
   *
   * @param path - what it is called there
   */
  version(path: string, commit: string | null): Promise<Schemas['PageVersion']> {
    return this._api.got(
      this._api.client.GET('/projects/{project}/page/version', {
        params: { path: this._path, query: { path, commit } }
      })
    );
  }

  /** Who saved a page, newest first. */
  async saves(path: string): Promise<readonly Schemas['PageSave'][]> {
    const { saves } = await this._api.got(
      this._api.client.GET('/projects/{project}/page/saves', {
        params: { path: this._path, query: { path } }
      })
    );
    return saves;
  }

  /** A page as somebody saved it. */
  save(path: string, number: number): Promise<Schemas['PageVersion']> {
    return this._api.got(
      this._api.client.GET('/projects/{project}/page/save', {
        params: { path: this._path, query: { path, number } }
      })
    );
  }

  /** The page's text with a changed citation accepted, or with a note why it is kept. */
  kept(page: OpenPage, key: string, note: string | null): Promise<PageFile> {
    return this._api.got(
      this._api.client.POST('/projects/{project}/page/kept', {
        params: { path: this._path },
        body: { page: page.path, sha256: page.sha256, key, note }
      })
    );
  }

  private get _path(): { project: string } {
    return { project: this._project.id };
  }
}
