import { Refused } from '../core/errors';
import { keyOf } from './keys';
import type { Requests } from './requests';
import type { CellDetail, Comparison, Row } from './tokens';

// Rows asked for while a person scrolls come in bursts; fewer, larger requests are quicker than many small ones.
const GATHER_MILLISECONDS = 30;
const MOST_ROWS = 40;

/** A comparison that was made already, with the details of its first changes. */
export interface ICounted {
  readonly comparison: Comparison;
  readonly cells: readonly CellDetail[];
}

export interface IDetailsListener {
  changed(): void;

  /** The server does not keep the comparison any more. */
  forgotten(): void;
}

/** The details of a comparison's rows, asked for in batches as they come into view. */
export class Details {
  constructor(
    private readonly _requests: Requests,
    private readonly _listener: IDetailsListener
  ) {}

  /** Details of the comparison before stay in sight until those of this one come. */
  follow(comparison: Comparison): void {
    if (comparison.id !== this._comparison?.id) {
      this._fresh.clear();
    }
    this._comparison = comparison;
  }

  /** Takes details that somebody else asked for. */
  hold(comparison: Comparison, cells: readonly CellDetail[]): void {
    cells.forEach(cell => this._fresh.add(cell.row));
    this._keep(comparison, cells);
  }

  of(row: Row): CellDetail | null {
    return this._found.get(keyOf(row)) ?? null;
  }

  need(rows: readonly number[]): void {
    rows.filter(row => !this._fresh.has(row)).forEach(row => this._wanted.add(row));
    if (this._wanted.size > 0 && this._timer === null) {
      // The first rows are known at once: all that are in view.
      const wait = this._found.size === 0 ? 0 : GATHER_MILLISECONDS;
      this._timer = setTimeout(() => void this._ask(), wait);
    }
  }

  dispose(): void {
    this._comparison = null;
    this._wanted.clear();
  }

  private async _ask(): Promise<void> {
    const comparison = this._comparison;
    const rows = [...this._wanted].slice(0, MOST_ROWS);
    this._wanted.clear();
    this._timer = null;
    if (comparison === null || rows.length === 0) {
      return;
    }
    rows.forEach(row => this._fresh.add(row));
    try {
      const cells = await this._requests.cells(comparison.id, rows);
      this._keep(comparison, cells);
    } catch (problem) {
      this._lose(comparison, rows, problem);
    }
  }

  private _keep(comparison: Comparison, cells: readonly CellDetail[]): void {
    if (this._comparison?.id !== comparison.id) {
      return;
    }
    for (const cell of cells) {
      const row = comparison.rows[cell.row];
      if (row !== undefined) {
        this._found.set(keyOf(row), cell);
      }
    }
    this._listener.changed();
  }

  private _lose(comparison: Comparison, rows: readonly number[], problem: unknown): void {
    if (this._comparison?.id !== comparison.id) {
      return;
    }
    rows.forEach(row => this._fresh.delete(row));
    if (problem instanceof Refused && problem.code === 'not_found') {
      this._listener.forgotten();
    }
  }

  private readonly _found = new Map<string, CellDetail>();
  private readonly _fresh = new Set<number>();
  private readonly _wanted = new Set<number>();
  private _comparison: Comparison | null = null;
  private _timer: ReturnType<typeof setTimeout> | null = null;
}
