import type { Media, OutputPair } from './tokens';

/** Images that a browser draws without running anything. */
const IMAGES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/** How a changed output is shown. */
export type OutputPart =
  | {
      readonly kind: 'text';
      readonly mime: string;
      readonly old: string | null;
      readonly new: string | null;
      readonly lines: OutputPair['lines'];
    }
  | {
      readonly kind: 'image';
      readonly mime: string;
      readonly old: Media | null;
      readonly new: Media | null;
    }
  | { readonly kind: 'other'; readonly mime: string; readonly bytes: number };

/** The pairs of a cell that differ, each as it is shown: a picture, text by line, or by its type and size alone. */
export function outputParts(pairs: readonly OutputPair[]): OutputPart[] {
  return pairs
    .filter(({ status }) => status !== 'same')
    .map(({ old, new: now, mimes, textMime, lines }) =>
      outputPart(old?.media ?? [], now?.media ?? [], mimes, textMime, lines)
    );
}

/** How two versions of one output are shown, given the forms it has on both sides. */
export function outputPart(
  old: readonly Media[],
  now: readonly Media[],
  mimes: readonly string[],
  textMime: string | null,
  lines: OutputPair['lines']
): OutputPart {
  const sides = [...now, ...old];
  const types = mimes.length > 0 ? mimes : sides.map(({ mime }) => mime);
  const image = IMAGES.find(mime => types.includes(mime));
  if (image !== undefined) {
    return { kind: 'image', mime: image, old: inForm(old, image), new: inForm(now, image) };
  }
  const mime = textMime ?? types.find(type => sides.some(isText(type))) ?? types[0] ?? '';
  const [before, after] = [inForm(old, mime), inForm(now, mime)];
  if (before?.text === null || after?.text === null) {
    return { kind: 'other', mime, bytes: (after ?? before)?.bytes ?? 0 };
  }
  return { kind: 'text', mime, old: before?.text ?? null, new: after?.text ?? null, lines };
}

function isText(mime: string): (media: Media) => boolean {
  return media => media.mime === mime && media.text !== null;
}

function inForm(media: readonly Media[], mime: string): Media | null {
  return media.find(each => each.mime === mime) ?? null;
}

export interface IOutputLine {
  readonly status: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** The lines of both texts below each other. Where no lines are told, one text replaces the other as a whole. */
export function outputLines(part: OutputPart & { kind: 'text' }): IOutputLine[] {
  const old = splitLines(part.old);
  const now = splitLines(part.new);
  const hunks =
    part.lines.length > 0 ? part.lines : ([[0, old.length, 0, now.length]] as OutputPair['lines']);
  const lines: IOutputLine[] = [];
  let at = 0;
  for (const [oldStart, oldEnd, newStart, newEnd] of hunks) {
    lines.push(...as('same', old.slice(at, oldStart)));
    lines.push(...as('removed', old.slice(oldStart, oldEnd)));
    lines.push(...as('added', now.slice(newStart, newEnd)));
    at = oldEnd;
  }
  return [...lines, ...as('same', old.slice(at))];
}

function as(status: IOutputLine['status'], lines: readonly string[]): IOutputLine[] {
  return lines.map(text => ({ status, text }));
}

/** As the server counts lines. A line end at the end begins no line. */
function splitLines(text: string | null): string[] {
  const lines = text === null ? [] : text.split(/\r\n|\n|\r/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

const CONTEXT = 2;

/** A run of lines, or how many that are the same stand between two runs. */
export type LineRun = readonly IOutputLine[] | number;

/** Lines near a change in runs, and the number of those left out between them. */
export function nearChanges(lines: readonly IOutputLine[]): LineRun[] {
  const near = new Set<number>();
  lines.forEach(({ status }, index) => {
    for (let at = index - CONTEXT; status !== 'same' && at <= index + CONTEXT; at++) {
      near.add(at);
    }
  });
  const runs: (IOutputLine[] | number)[] = [];
  lines.forEach((line, index) => {
    const last = runs.at(-1);
    if (!near.has(index)) {
      const before = typeof last === 'number' ? Number(runs.pop()) : 0;
      runs.push(before + 1);
    } else if (Array.isArray(last)) {
      last.push(line);
    } else {
      runs.push([line]);
    }
  });
  return runs;
}
