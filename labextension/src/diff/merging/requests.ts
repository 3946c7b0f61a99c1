import type { IApi, Project, Schemas } from '../../core/tokens';
import type { ThreeSides } from './sides';
import type { MergeAnswer, ResolveRequest } from './tokens';

// As of comparisons: the client takes a list of two numbers for any list of numbers.

/** What is asked of the server about notebooks in conflict. Every method throws `Refused`. */
export class MergeRequests {
  constructor(
    private readonly _api: IApi,
    readonly project: Project
  ) {}

  /** @param path - in the project; without it, all notebooks in conflict */
  conflicts(path?: string): Promise<Schemas['ConflictedNotebooks']> {
    return this._api.got(
      this._api.client.GET('/projects/{project}/conflicts', {
        params: { path: { project: this.project.id }, query: path === undefined ? {} : { path } }
      })
    );
  }

  /**
   * Merges three versions of a notebook.
   *
   * @param path - of the notebook that the result is for
   * @param replaces - a name: what was asked under it before and is not answered yet is stopped
   */
  merge(path: string, sides: ThreeSides, replaces: string): Promise<MergeAnswer> {
    return this._api.got(
      this._api.client.POST('/projects/{project}/merges', {
        params: { path: { project: this.project.id } },
        body: { path, ...sides, outputs: 'ask', seconds: null, replaces }
      })
    ) as Promise<MergeAnswer>;
  }

  resolve(mergeId: string, body: ResolveRequest): Promise<Schemas['ResolvedNotebook']> {
    return this._api.got(
      this._api.client.POST('/projects/{project}/merges/{mergeId}/resolution', {
        params: { path: { project: this.project.id, mergeId } },
        body
      })
    );
  }

  payload(mergeId: string, sha256: string): Promise<Schemas['PayloadData']> {
    return this._api.got(
      this._api.client.GET('/projects/{project}/merges/{mergeId}/payloads/{sha256}', {
        params: { path: { project: this.project.id, mergeId, sha256 } }
      })
    );
  }
}
