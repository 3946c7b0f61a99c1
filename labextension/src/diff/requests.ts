import type { IOutput } from '@jupyterlab/nbformat';
import type { IApi, Project, Schemas } from '../core/tokens';
import type { CellDetail, Comparison, Side, SideName } from './tokens';

// The client takes a list of four numbers for any list of numbers: the generated types say more than it keeps.

/** What is asked of the server about two sides of a notebook. Every method throws `Refused`. */
export class Requests {
  constructor(
    private readonly _api: IApi,
    private readonly _project: Project
  ) {}

  /** @param replaces - a name: what was asked under it before and is not answered yet is stopped */
  compare(
    old: Side,
    now: Side,
    options: Schemas['Options'],
    replaces: string
  ): Promise<Comparison> {
    return this._api.got(
      this._api.client.POST('/projects/{project}/comparisons', {
        params: { path: { project: this._project.id } },
        body: { old, new: now, options, seconds: null, replaces }
      })
    ) as Promise<Comparison>;
  }

  /** Details of as many rows as fit into the server's answers, in the order asked. */
  async cells(comparisonId: string, rows: readonly number[]): Promise<CellDetail[]> {
    const found: CellDetail[] = [];
    let left = [...rows];
    while (left.length > 0) {
      const answer = await this._cells(comparisonId, left);
      found.push(...answer.cells);
      if (answer.cells.length === 0) {
        break;
      }
      left = answer.left;
    }
    return found;
  }

  /** Compares the two as `compare` does, and writes the result as one text. */
  exported(request: Schemas['ExportRequest']): Promise<Schemas['Export']> {
    return this._api.got(
      this._api.client.POST('/projects/{project}/exports', {
        params: { path: { project: this._project.id } },
        body: request
      })
    );
  }

  /** Every cell of one side. */
  async sideCells(comparisonId: string, side: SideName): Promise<readonly Schemas['Cell'][]> {
    const { cells } = await this._api.got(
      this._api.client.GET('/projects/{project}/comparisons/{comparisonId}/sides/{side}/cells', {
        params: { path: { project: this._project.id, comparisonId, side } }
      })
    );
    return cells;
  }

  /** An output of a cell on one side, as the notebook holds it. */
  async sideOutput(
    comparisonId: string,
    side: SideName,
    cell: number,
    output: number
  ): Promise<IOutput> {
    const answer = await this._api.got(
      this._api.client.GET('/projects/{project}/comparisons/{comparisonId}/sides/{side}/output', {
        params: {
          path: { project: this._project.id, comparisonId, side },
          query: { cell, output }
        }
      })
    );
    return JSON.parse(answer.json) as IOutput;
  }

  whole(comparisonId: string, row: number): Promise<Schemas['WholeCell']> {
    return this._api.got(
      this._api.client.GET('/projects/{project}/comparisons/{comparisonId}/whole-cell', {
        params: { path: { project: this._project.id, comparisonId }, query: { row } }
      })
    );
  }

  payload(comparisonId: string, sha256: string): Promise<Schemas['PayloadData']> {
    return this._api.got(
      this._api.client.GET('/projects/{project}/comparisons/{comparisonId}/payloads/{sha256}', {
        params: { path: { project: this._project.id, comparisonId, sha256 } }
      })
    );
  }

  /** What the notebook can be compared with by name. */
  versions(path: string): Promise<Schemas['Versions']> {
    return this._api.got(
      this._api.client.GET('/projects/{project}/versions', {
        params: { path: { project: this._project.id }, query: { path } }
      })
    );
  }

  /** @param before - the `next` of the page before; null for the newest commits */
  history(path: string, before: string | null, limit: number): Promise<Schemas['History']> {
    return this._api.got(
      this._api.client.GET('/projects/{project}/history', {
        params: { path: { project: this._project.id }, query: { path, before, limit } }
      })
    );
  }

  /** @param path - what the notebook is called in the commit */
  counts(commit: string, path: string): Promise<Schemas['CommitCounts']> {
    return this._api.got(
      this._api.client.GET('/projects/{project}/history/{commit}/counts', {
        params: { path: { project: this._project.id, commit }, query: { path } }
      })
    );
  }

  private _cells(comparisonId: string, rows: readonly number[]): Promise<Schemas['CellDetails']> {
    return this._api.got(
      this._api.client.GET('/projects/{project}/comparisons/{comparisonId}/cells', {
        params: {
          path: { project: this._project.id, comparisonId },
          query: { rows: rows.join(',') }
        }
      })
    ) as Promise<Schemas['CellDetails']>;
  }
}
