import type { CodeEditor } from '@jupyterlab/codeeditor';
import type { IOutput } from '@jupyterlab/nbformat';
import { isCodeCellModel } from '@jupyterlab/cells';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Schemas } from '../core/tokens';
import type { NewCitation } from './tokens';

const EXCERPT = 80;

/** Something that can be cited, and what the server is asked to cite. */
export interface ICitable {
  readonly label: string;
  readonly excerpt: string;
  ask(): NewCitation['cited'];
}

/** The metrics of a card, by its path in the project. */
export function metricsOf(card: Schemas['Card'], path: string): readonly ICitable[] {
  return card.metrics.map(({ name, slice, split, value }) => {
    const on = [split, slice].filter(Boolean).join(', ');
    return {
      label: on === '' ? name : `${name} (${on})`,
      excerpt: String(value),
      ask: () => ({ kind: 'metric', path, name, split: split ?? null, slice: slice ?? null })
    };
  });
}

/**
 * What can be cited of the active cell of a notebook; the most likely is last.
 *
 * @param cells - the cells as they stand when the server is asked
 * @param path - the notebook's in the project
 */
export function citablesOf(
  panel: NotebookPanel,
  cells: () => Cells,
  path: string,
  trans: TranslationBundle
): readonly ICitable[] {
  const cell = panel.content.activeCell;
  if (cell === null) {
    return [];
  }
  const index = panel.content.activeCellIndex;
  const ask = (part: Part) => (): NewCitation['cited'] => ({
    kind: 'cell',
    path,
    index,
    cells: cells(),
    firstLine: null,
    lastLine: null,
    output: null,
    ordinal: 0,
    ...part
  });
  const source = cell.model.sharedModel.getSource();
  const found: ICitable[] = [];
  if (source.trim() !== '') {
    found.push({ label: trans.__('The cell'), excerpt: short(source), ask: ask({}) });
  }
  const outputs = isCodeCellModel(cell.model) ? cell.model.outputs.toJSON() : [];
  outputs.forEach((json, ordinal) => {
    const label =
      outputs.length === 1 ? trans.__('Its output') : trans.__('Output %1', ordinal + 1);
    // The contract knows an output only as some object.
    const output = json as unknown as Record<string, never>;
    found.push({ label, excerpt: short(textOf(json)), ask: ask({ output, ordinal }) });
  });
  const lines = selectedLines(cell.editor?.getSelection());
  if (lines !== null) {
    const [firstLine, lastLine] = lines;
    const selected = source.split('\n').slice(firstLine, lastLine + 1);
    const label = trans.__('The selected lines');
    found.push({ label, excerpt: short(selected.join('\n')), ask: ask({ firstLine, lastLine }) });
  }
  return found;
}

type Cells = Schemas['CitedCell']['cells'];
type Part = Partial<Schemas['CitedCell']>;

function selectedLines(selection?: CodeEditor.IRange): readonly [number, number] | null {
  if (selection === undefined) {
    return null;
  }
  const { start, end } = selection;
  const isEmpty = start.line === end.line && start.column === end.column;
  return isEmpty ? null : [Math.min(start.line, end.line), Math.max(start.line, end.line)];
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
