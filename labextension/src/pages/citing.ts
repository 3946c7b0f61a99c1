import type { IOutput } from '@jupyterlab/nbformat';
import { isCodeCellModel } from '@jupyterlab/cells';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { NewCitation } from './tokens';

const EXCERPT = 80;

/** Something of the active cell that can be cited: its source, the lines that are selected, or an output. */
export interface ICitable {
  readonly label: string;
  readonly excerpt: string;
  readonly lines: readonly [number, number] | null;
  readonly output: { readonly ordinal: number; readonly json: IOutput } | null;
}

/** What can be cited of the active cell of a notebook; the most likely is last. */
export function citablesOf(panel: NotebookPanel, trans: TranslationBundle): readonly ICitable[] {
  const cell = panel.content.activeCell;
  if (cell === null) {
    return [];
  }
  const source = cell.model.sharedModel.getSource();
  const found: ICitable[] = [];
  if (source.trim() !== '') {
    found.push({ label: trans.__('The cell'), excerpt: short(source), lines: null, output: null });
  }
  const outputs = isCodeCellModel(cell.model) ? cell.model.outputs.toJSON() : [];
  outputs.forEach((json, ordinal) => {
    const label =
      outputs.length === 1 ? trans.__('Its output') : trans.__('Output %1', ordinal + 1);
    found.push({ label, excerpt: short(textOf(json)), lines: null, output: { ordinal, json } });
  });
  const selection = cell.editor?.getSelection();
  if (
    selection &&
    (selection.start.line !== selection.end.line || selection.start.column !== selection.end.column)
  ) {
    const lines = [selection.start.line, selection.end.line].sort((a, b) => a - b) as [
      number,
      number
    ];
    const selected = source
      .split('\n')
      .slice(lines[0], lines[1] + 1)
      .join('\n');
    found.push({
      label: trans.__('The selected lines'),
      excerpt: short(selected),
      lines,
      output: null
    });
  }
  return found;
}

/** What the server is asked to cite, of cells as they stand now. */
export function citedCell(
  panel: NotebookPanel,
  cells: NewCitation['cell']['cells'],
  path: string,
  { lines, output }: ICitable
): NewCitation['cell'] {
  return {
    path,
    cells,
    index: panel.content.activeCellIndex,
    firstLine: lines?.[0] ?? null,
    lastLine: lines?.[1] ?? null,
    // The contract knows an output only as some object.
    output: output && (output.json as unknown as Record<string, never>),
    ordinal: output?.ordinal ?? 0
  };
}

function short(text: string): string {
  const line = text.trim().split('\n')[0] ?? '';
  return line.length > EXCERPT ? `${line.slice(0, EXCERPT)}…` : line;
}

function textOf(output: IOutput): string {
  const data = (output.data ?? {}) as Record<string, unknown>;
  const text = output.text ?? data['text/plain'] ?? output.evalue ?? Object.keys(data)[0];
  if (Array.isArray(text)) {
    return text.join('');
  }
  return typeof text === 'string' ? text : '';
}
