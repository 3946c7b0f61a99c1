import { Chunk } from '@codemirror/merge';
import { Text } from '@codemirror/state';
import type { ICompared } from './textlines';

const MOST_CHARACTERS = 1_000_000;
const LIMITS = { scanLimit: 500, timeout: 100 };

/** Where two texts differ that the server did not compare; null where they are too long for that. */
export function compareLines(old: string, now: string): ICompared | null {
  if (old.length + now.length > MOST_CHARACTERS) {
    return null;
  }
  const [before, after] = [documentOf(old), documentOf(now)];
  const chunks = Chunk.build(before, after, LIMITS);
  return {
    lines: chunks.map(({ fromA, toA, fromB, toB }) => [
      lineAt(before, fromA),
      lineAt(before, toA),
      lineAt(after, fromB),
      lineAt(after, toB)
    ]),
    ranges: hasOtherEnds(old, now)
      ? []
      : chunks
          .filter(isEdit)
          .flatMap(({ fromA, fromB, changes }) =>
            changes.map((change): [number, number, number, number] => [
              fromA + change.fromA,
              fromA + change.toA,
              fromB + change.fromB,
              fromB + change.toB
            ])
          )
  };
}

/** Whether lines changed, and are not new or gone as a whole. */
function isEdit({ fromA, toA, fromB, toB }: Chunk): boolean {
  return fromA < toA && fromB < toB;
}

function documentOf(text: string): Text {
  return Text.of(`${text}\n`.split(/\r\n|\n|\r/));
}

/** In a document every end of a line is one character long. */
function hasOtherEnds(...texts: readonly string[]): boolean {
  return texts.some(text => text.includes('\r\n'));
}

function lineAt(document: Text, position: number): number {
  return position > document.length ? document.lines : document.lineAt(position).number - 1;
}
