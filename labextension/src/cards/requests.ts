import { newId } from '../core/ids';
import type { IApi, Project, Schemas } from '../core/tokens';
import { fieldsWith, type IValues } from './fields';
import { readCard, withDefaults } from './reading';
import type { Card } from './tokens';

/** A card's file as the server read it, with every field of the card present. */
export type CardFile = Omit<Schemas['CardFile'], 'card'> & { readonly card: Card };
export type Act = Schemas['CardMove']['act'];
export type Side = Schemas['CardDecision']['take'];

/** What is asked of the server about a project's cards. Every method throws `Refused`. */
export class Requests {
  constructor(
    private readonly _api: IApi,
    private readonly _project: Project
  ) {}

  /**
   * @param query - `most` asks for the first so many, which are there sooner than all; `seen` is the version of the list
   * that is known, which comes as the same, without its cards, where it has not changed
   */
  list(query: { most?: number; seen?: string } = {}): Promise<Schemas['ListedCards']> {
    return this._api.got(
      this._api.client.GET('/projects/{project}/cards', {
        params: {
          path: { project: this._project.id },
          query
        }
      })
    );
  }

  /** @param path - that of its `card.json` in the project, here and below */
  async card(path: string): Promise<CardFile> {
    const file = await this._api.got(
      this._api.client.GET('/projects/{project}/card', {
        params: { path: { project: this._project.id }, query: { path } }
      })
    );
    return completed(file);
  }

  /** One step of the card's life, about the card as it was read. */
  async step({ path, digest }: CardFile, act: Act, note = ''): Promise<CardFile> {
    return completed(
      await this._api.got(
        this._api.client.POST('/projects/{project}/card/steps', {
          params: { path: { project: this._project.id } },
          body: { id: newId(), path, act, digest, note }
        })
      )
    );
  }

  /** The text of the file with other values in some fields. */
  async edited({ card, path, fileSha256 }: CardFile, values: IValues): Promise<string> {
    const { text } = await this._api.got(
      this._api.client.POST('/projects/{project}/card/edited', {
        params: { path: { project: this._project.id } },
        body: { path, fileSha256, fields: fieldsWith(card, values) }
      })
    );
    return text;
  }

  /** The text of the file with one side's values where a merge left two. */
  async decided(
    { path, fileSha256 }: CardFile,
    fields: readonly string[],
    take: Side
  ): Promise<string> {
    const { text } = await this._api.got(
      this._api.client.POST('/projects/{project}/card/decided', {
        params: { path: { project: this._project.id } },
        body: { path, fileSha256, fields: [...fields], take }
      })
    );
    return text;
  }

  /** The files of the card as published, by their paths in the project. */
  publication(
    { path, fileSha256 }: CardFile,
    waivers: readonly Schemas['NewWaiver'][]
  ): Promise<Schemas['PublishedCard']> {
    return this._api.got(
      this._api.client.POST('/projects/{project}/card/publication', {
        params: { path: { project: this._project.id } },
        body: { path, fileSha256, at: null, waivers: [...waivers] }
      })
    );
  }

  /**
   * What a card of a notebook could hold.
   *
   * @param path - that of the notebook in the project
   * @param content - its JSON as it stands in the browser
   */
  offer(path: string, content: string): Promise<Schemas['CardOffer']> {
    return this._api.got(
      this._api.client.POST('/projects/{project}/cards/offer', {
        params: { path: { project: this._project.id } },
        body: { path, content }
      })
    );
  }

  /** The files of a draft, by their paths in the project. */
  draft(request: Schemas['DraftRequest']): Promise<Schemas['DraftedCard']> {
    return this._api.got(
      this._api.client.POST('/projects/{project}/cards/draft', {
        params: { path: { project: this._project.id } },
        body: request
      })
    );
  }

  /** The files of the draft that a card in an output becomes, by their paths in the project. */
  keep(request: Schemas['KeepRequest']): Promise<Schemas['DraftedCard']> {
    return this._api.got(
      this._api.client.POST('/projects/{project}/cards/kept', {
        params: { path: { project: this._project.id } },
        body: request
      })
    );
  }

  comparison(paths: readonly string[], all: boolean): Promise<Schemas['CardComparison']> {
    return this._api.got(
      this._api.client.POST('/projects/{project}/cards/comparison', {
        params: { path: { project: this._project.id } },
        body: { paths: [...paths], all }
      })
    );
  }

  /** The comparison as one text. */
  exportedComparison(
    paths: readonly string[],
    all: boolean,
    form: Schemas['ComparisonToExport']['form']
  ): Promise<Schemas['ExportedComparison']> {
    return this._api.got(
      this._api.client.POST('/projects/{project}/cards/comparison/exports', {
        params: { path: { project: this._project.id } },
        body: { paths: [...paths], all, form }
      })
    );
  }

  /** What looks like a secret or like personal data in a file. The server stops looking with `signal`. */
  scan(path: string, signal: AbortSignal): Promise<Schemas['PrivacyScan']> {
    return this._api.got(
      this._api.client.POST('/projects/{project}/privacy/scan', {
        params: { path: { project: this._project.id } },
        body: { path },
        signal
      })
    );
  }
}

function completed(file: Schemas['CardFile']): CardFile {
  return {
    ...file,
    card: readCard(file.card) ?? file.card,
    baseline: file.baseline && withDefaults(file.baseline)
  };
}
