import type { IOutput } from '@jupyterlab/nbformat';
import type { ISignal } from '@lumino/signaling';
import { Refused } from '../core/errors';
import type { Project, Schemas } from '../core/tokens';
import { keyOf } from './keys';
import type { Changes } from './model';
import type { Requests } from './requests';
import type { Comparison, ICompared, Row, SideName } from './tokens';

export interface IComparedOptions {
  readonly changes: Changes;
  readonly requests: Requests;
  readonly project: Project;
  serverPath(): string;
  isVisible(): boolean;
}

/** What other rooms see of a comparison in a tab. */
export class Compared implements ICompared {
  constructor(private readonly _options: IComparedOptions) {}

  get project(): Project {
    return this._options.project;
  }

  get serverPath(): string {
    return this._options.serverPath();
  }

  get comparison(): Comparison | null {
    return this._options.changes.comparison;
  }

  get isVisible(): boolean {
    return this._options.isVisible();
  }

  get changed(): ISignal<unknown, void> {
    return this._options.changes.changed;
  }

  /** Asked for once for each comparison. */
  cells(side: SideName): Promise<readonly Schemas['Cell'][]> {
    const id = this.comparison?.id ?? '';
    if (this._cells.get(side)?.id !== id) {
      const cells = this._kept(comparisonId =>
        this._options.requests.sideCells(comparisonId, side)
      );
      this._cells.set(side, { id, cells });
      cells.catch(() => this._cells.delete(side));
    }
    return this._cells.get(side)?.cells ?? Promise.resolve([]);
  }

  output(side: SideName, cell: number, ordinal: number): Promise<IOutput> {
    return this._kept(id => this._options.requests.sideOutput(id, side, cell, ordinal));
  }

  show(row: Row): void {
    this._options.changes.goTo(keyOf(row));
  }

  /** Asks of the comparison in view, which is made again when the server does not keep it any more. */
  private async _kept<T>(ask: (comparisonId: string) => Promise<T>): Promise<T> {
    const { changes } = this._options;
    const id = changes.comparison?.id ?? '';
    try {
      return await ask(id);
    } catch (problem) {
      if (!(problem instanceof Refused && problem.code === 'not_found')) {
        throw problem;
      }
      await changes.refresh();
      if (changes.comparison?.id === id) {
        throw problem;
      }
      return ask(changes.comparison?.id ?? '');
    }
  }

  private readonly _cells = new Map<
    SideName,
    { readonly id: string; readonly cells: Promise<readonly Schemas['Cell'][]> }
  >();
}
