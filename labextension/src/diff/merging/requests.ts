import type { IApi, Project, Schemas } from '../../core/tokens';
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

  /** Merges the three versions that git keeps of a notebook in conflict. */
  merge(path: string, replaces: string): Promise<MergeAnswer> {
    const [base, ours, theirs] = ([1, 2, 3] as const).map(stage => ({
      kind: 'index' as const,
      path,
      stage
    })) as [Index, Index, Index];
    return this._api.got(
      this._api.client.POST('/projects/{project}/merges', {
        params: { path: { project: this.project.id } },
        body: { path, base, ours, theirs, outputs: 'ask', seconds: null, replaces }
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

type Index = Schemas['IndexSide'];
