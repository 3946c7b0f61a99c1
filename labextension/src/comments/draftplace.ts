import type { Target } from '../anchors/tokens';
import { OF_NOTEBOOK } from '../core/drafts';
import type { Schemas } from '../core/tokens';
import { entryKey } from './entries';

const BEFORE = 24;

/** Where the draft of a new thread is kept, and where else to look for it: see `IDrafts.get`. */
export interface IDraftPlace {
  readonly draftKey: string;
  readonly draftAlias?: string;
}

/**
 * A draft belongs to the place it was begun at. The cell's id tells the cell also after it has moved; but where Jupyter
 * has to invent ids, they are others at every load, so that the cell's place and text stand for it as well.
 *
 * @param serverPath - the project and the path in it may not be known yet
 */
export function draftPlaceOf(serverPath: string, target: Target): IDraftPlace {
  const start = `${OF_NOTEBOOK}${serverPath}\n`;
  if (target.kind === 'notebook') {
    return { draftKey: `${start}notebook` };
  }
  if (target.kind === 'entry') {
    return { draftKey: `${start}entry:${checksum(entryKey(target.entry))}` };
  }
  if (target.kind === 'file') {
    return { draftKey: `${start}file` };
  }
  if (target.kind === 'text') {
    return { draftKey: `${start}text:${checksum(wordsOf(target))}` };
  }
  const { cellId, idsTrusted, index, source, madeOn } = target.surroundings;
  const part = madeOn ? `${partOf(target)}@${madeOn}` : partOf(target);
  const draftAlias = `${start}${index}:${checksum(source)}:${part}`;
  return idsTrusted && cellId !== null
    ? { draftKey: `${start}id:${cellId}:${part}`, draftAlias }
    : { draftKey: draftAlias };
}

/** The words meant, and some before them: the same words may stand elsewhere. */
function wordsOf({ passage, start, end }: Schemas['TextTarget']): string {
  return passage.text.slice(Math.max(0, start - passage.offset - BEFORE), end - passage.offset);
}

function partOf(target: Extract<Target, { surroundings: unknown }>): string {
  switch (target.kind) {
    case 'output':
      return `output-${target.ordinal}`;
    case 'source':
      return `source-${target.start}-${target.end}`;
    case 'cell':
      return 'cell';
  }
}

/** FNV-1a in 32 bits, and the length: tells the texts of a notebook's cells apart; nobody is kept out by it. */
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return `${(hash >>> 0).toString(16)}-${text.length}`;
}
