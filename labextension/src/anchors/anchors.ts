import type { ICodeCellModel } from '@jupyterlab/cells';
import type { IOutput } from '@jupyterlab/nbformat';
import type { INotebookModel } from '@jupyterlab/notebook';
import type { Schemas } from '../core/tokens';
import { textTarget } from './passage';
import { cellsOf, surroundingsAmong, surroundingsOf } from './surroundings';
import type { IAnchors, Surroundings } from './tokens';

/** Says where something is in an open notebook. */
export class Anchors implements IAnchors {
  cells(notebook: INotebookModel): Schemas['Cell'][] {
    return cellsOf(notebook);
  }

  onCell(notebook: INotebookModel, index: number): Schemas['CellTarget'] {
    return { kind: 'cell', surroundings: surroundingsOf(notebook, index) };
  }

  onSource(
    notebook: INotebookModel,
    index: number,
    start: number,
    end: number
  ): Schemas['SourceTarget'] {
    return { kind: 'source', surroundings: surroundingsOf(notebook, index), start, end };
  }

  async onOutput(
    notebook: INotebookModel,
    index: number,
    ordinal: number
  ): Promise<Schemas['OutputTarget']> {
    const surroundings = surroundingsOf(notebook, index);
    return this.outputTarget(surroundings, ordinal, outputOf(notebook, index, ordinal));
  }

  around(cells: readonly Schemas['Cell'][], index: number, madeOn: string | null): Surroundings {
    return surroundingsAmong(cells, index, madeOn);
  }

  async outputTarget(
    surroundings: Surroundings,
    ordinal: number,
    output: IOutput
  ): Promise<Schemas['OutputTarget']> {
    const { fingerprintOf, payloadOf } = await import('./output');
    const payload = payloadOf(output);
    return {
      kind: 'output',
      surroundings,
      ordinal,
      mime: payload.mime,
      outputKind: payload.kind,
      payloadSha256: await fingerprintOf(payload)
    };
  }

  onText(text: string, start: number, end: number): Schemas['TextTarget'] {
    return textTarget(text, start, end);
  }

  async fingerprint(output: IOutput): Promise<string> {
    const { fingerprintOf, payloadOf } = await import('./output');
    return fingerprintOf(payloadOf(output));
  }
}

function outputOf(notebook: INotebookModel, index: number, ordinal: number): IOutput {
  const cell = notebook.cells.get(index);
  const outputs = cell.type === 'code' ? (cell as ICodeCellModel).outputs : null;
  if (outputs === null || ordinal < 0 || ordinal >= outputs.length) {
    throw new RangeError(`Cell ${index} has no output ${ordinal}.`);
  }
  return outputs.get(ordinal).toJSON();
}
