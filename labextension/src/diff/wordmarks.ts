import { Change } from '@codemirror/merge';
import { Text } from '@codemirror/state';
import type { LineRange } from './hunks';

/** A text as CodeMirror holds it, with one empty line more: CodeMirror has no place below the last line. */
export function padded(text: string): Text {
  return Text.of([...text.split(/\r\n?|\n/), '']);
}

/** How many lines a text has, as the server counts them. */
export function countLines(text: string): number {
  return text.split(/\r\n?|\n/).length;
}

export interface IMarked {
  readonly old: string;
  readonly new: string;

  /** What the server said of both: lines that differ, and words in them in UTF-16 units. */
  readonly lines: readonly LineRange[];
  readonly ranges: readonly LineRange[];
}

/**
 * The server's marks as CodeMirror takes them, in positions of padded texts. A line that no range touches is one change
 * as a whole.
 */
export function changesOf(marked: IMarked): Change[] {
  const [old, now] = [padded(marked.old), padded(marked.new)];
  const [fromOld, fromNew] = [positionsIn(marked.old), positionsIn(marked.new)];
  const words = marked.ranges.map(
    ([start, end, newStart, newEnd]) =>
      new Change(fromOld(start), fromOld(end), fromNew(newStart), fromNew(newEnd))
  );
  const changes: Change[] = [];
  const whole = (from: number, to: number, newFrom: number, newTo: number): void => {
    if (from < to || newFrom < newTo) {
      changes.push(
        new Change(startOf(old, from), startOf(old, to), startOf(now, newFrom), startOf(now, newTo))
      );
    }
  };
  let next = 0;
  for (const [start, end, newStart, newEnd] of marked.lines) {
    let [at, newAt] = [start, newStart];
    for (let word = words[next]; word !== undefined; word = words[++next]) {
      const [line, newLine] = [lineAt(old, word.fromA), lineAt(now, word.fromB)];
      if (line >= end || newLine >= newEnd) {
        break;
      }
      whole(at, line, newAt, newLine);
      changes.push(word);
      [at, newAt] = [lineAt(old, word.toA) + 1, lineAt(now, word.toB) + 1];
    }
    whole(at, end, newAt, newEnd);
  }
  return changes;
}

function startOf(text: Text, line: number): number {
  return text.line(Math.min(line + 1, text.lines)).from;
}

function lineAt(text: Text, position: number): number {
  return text.lineAt(Math.min(position, text.length)).number - 1;
}

/** CodeMirror counts any line end as one unit. */
function positionsIn(source: string): (position: number) => number {
  const pairs = [...source.matchAll(/\r\n/g)].map(({ index }) => index);
  return position => position - pairs.filter(index => index + 2 <= position).length;
}
