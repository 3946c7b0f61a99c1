import type { TranslationBundle } from '@jupyterlab/translation';
import type { IAnchors, Surroundings, Target } from '../anchors/tokens';
import type { ISourcePart, Row, SideName } from '../diff/tokens';
import { shortened } from './begin';
import type { IComparedThreads } from './tokens';

/** Opens the composer for a new thread on either side of a comparison. Every method throws `Refused`. */
export class BeginCompared {
  constructor(
    private readonly _threads: IComparedThreads,
    private readonly _anchors: IAnchors,
    private readonly _trans: TranslationBundle
  ) {}

  async onCell(row: Row, side: SideName): Promise<void> {
    const surroundings = await this._around(row, side);
    const about = this._trans.__('On cell %1', surroundings.index + 1);
    this._compose({ kind: 'cell', surroundings }, this._in(about, side));
  }

  /** On a part of the source; on the whole cell where that is empty. */
  async onSource(row: Row, { side, start, end }: ISourcePart): Promise<void> {
    const surroundings = await this._around(row, side);
    const text = surroundings.source.slice(start, end).trim();
    if (text === '') {
      await this.onCell(row, side);
    } else {
      this._compose({ kind: 'source', surroundings, start, end }, shortened(text));
    }
  }

  /** On an output, by its number from 0. */
  async onOutput(row: Row, side: SideName, ordinal: number): Promise<void> {
    const surroundings = await this._around(row, side);
    const output = await this._threads.compared.output(side, surroundings.index, ordinal);
    const target = await this._anchors.outputTarget(surroundings, ordinal, output);
    const about = this._trans.__('On an output of cell %1', surroundings.index + 1);
    this._compose(target, this._in(about, side));
  }

  private async _around(row: Row, side: SideName): Promise<Surroundings> {
    const cells = await this._threads.cells(side);
    const madeOn = this._threads.versions[side]?.name ?? null;
    return this._anchors.around(cells, row[side] ?? -1, madeOn);
  }

  private _in(about: string, side: SideName): string {
    const version = this._threads.versions[side];
    return version === null ? about : this._trans.__('%1 in %2', about, version.title);
  }

  private _compose(target: Target, about: string): void {
    this._threads.compose({ target, cellId: null, about });
  }
}
