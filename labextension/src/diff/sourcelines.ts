import { getChunks, getOriginalDoc } from '@codemirror/merge';
import { EditorView } from '@codemirror/view';
import type { ISourcePart, SideName } from './tokens';

/** A cell's source on both sides; null where there is none. */
export interface ISources {
  readonly old: string | null;
  readonly new: string | null;
}

/** A line as it is drawn: which side it is of, and its number from 0. */
export interface ISourceLine {
  readonly side: SideName;
  readonly line: number;
}

const DELETED = '.cm-deletedChunk';
const DELETED_LINE = `${DELETED} .cm-deletedLine`;
const LINE = `.cm-line, ${DELETED_LINE}`;

/** The lines drawn in an element, in the order they stand. */
export function drawnLines(host: HTMLElement): HTMLElement[] {
  return [...host.querySelectorAll<HTMLElement>(LINE)];
}

/** The drawn line that an element is, or is in. */
export function lineAround(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(LINE) : null;
}

/** Which line of the sources an element draws; null when it is none of an editor's. */
export function sourceLine(element: HTMLElement, sources: ISources): ISourceLine | null {
  const view = viewAround(element);
  if (view === null) {
    return null;
  }
  const chunk = element.closest(DELETED);
  if (chunk !== null) {
    return deletedLine(view, chunk, element);
  }
  const { number } = view.state.doc.lineAt(view.posAtDOM(element));
  return { side: sideOf(element, sources), line: number - 1 };
}

/** The part of a line worth pointing at: without its blanks on both ends. Of a blank line it is empty. */
export function partOfLine({ side, line }: ISourceLine, sources: ISources): ISourcePart {
  return partOfLines(side, line, line, sources);
}

/** From the first to the last of several lines, without blanks on both ends. */
export function partOfLines(
  side: SideName,
  first: number,
  last: number,
  sources: ISources
): ISourcePart {
  const source = sources[side] ?? '';
  const lines = linesOf(source);
  const start = lines[first]?.start ?? 0;
  const end = lines[last]?.end ?? source.length;
  const text = source.slice(start, end);
  const from = start + text.length - text.trimStart().length;
  return text.trim() === ''
    ? { side, start, end: start }
    : { side, start: from, end: from + text.trim().length };
}

/** What a person selected in the editor, or among removed lines, that `element` belongs to; null when that is nothing. */
export function selectedPart(element: HTMLElement, sources: ISources): ISourcePart | null {
  const chunk = element.closest(DELETED);
  return chunk === null ? selectedText(element, sources) : selectedDeleted(chunk, sources);
}

function selectedText(element: HTMLElement, sources: ISources): ISourcePart | null {
  const view = viewAround(element);
  if (view === null || view.state.selection.main.empty) {
    return null;
  }
  const { from, to } = view.state.selection.main;
  const side = sideOf(element, sources);
  const lines = linesOf(sources[side] ?? '');
  // The editor counts every end of a line as one, whatever the source has.
  const inSource = (position: number): number => {
    const line = view.state.doc.lineAt(position);
    return (lines[line.number - 1]?.start ?? 0) + position - line.from;
  };
  return { side, start: inSource(from), end: inSource(to) };
}

/** Removed lines between two others are no text of the editor: the browser knows what is selected of them. */
function selectedDeleted(chunk: Element, sources: ISources): ISourcePart | null {
  const selection = document.getSelection();
  const ends = [selection?.anchorNode, selection?.focusNode].map(node =>
    lineAround(node instanceof Element ? node : (node?.parentElement ?? null))
  );
  const lines = ends.flatMap(end => {
    const found = end !== null && chunk.contains(end) ? sourceLine(end, sources) : null;
    return found === null ? [] : [found.line];
  });
  return selection?.isCollapsed === false && lines.length === 2
    ? partOfLines('old', Math.min(...lines), Math.max(...lines), sources)
    : null;
}

function deletedLine(view: EditorView, chunk: Element, element: Element): ISourceLine | null {
  const at = view.posAtDOM(chunk);
  const found = getChunks(view.state)?.chunks.find(({ fromB, endB }) => fromB <= at && endB >= at);
  const index = [...chunk.querySelectorAll(DELETED_LINE)].indexOf(element);
  if (found === undefined || index < 0) {
    return null;
  }
  const first = getOriginalDoc(view.state).lineAt(found.fromA).number - 1;
  return { side: 'old', line: first + index };
}

/** An editor knows its own elements, but not what a widget in it holds. */
function viewAround(element: Element): EditorView | null {
  const editor = element.closest<HTMLElement>('.cm-editor');
  return editor === null ? null : EditorView.findFromDOM(editor);
}

function sideOf(element: Element, sources: ISources): SideName {
  return element.closest('.cm-merge-a') !== null || sources.new === null ? 'old' : 'new';
}

/** Where each line begins and ends. */
function linesOf(source: string): { start: number; end: number }[] {
  const lines: { start: number; end: number }[] = [];
  let start = 0;
  for (const { index, 0: mark } of source.matchAll(/\r\n|\r|\n/g)) {
    lines.push({ start, end: index });
    start = index + mark.length;
  }
  return [...lines, { start, end: source.length }];
}
