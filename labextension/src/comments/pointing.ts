import type { Entry } from '../anchors/tokens';
import { entriesIn } from './entries';
import type { IListedThreads } from './tokens';

const ATTRIBUTE = 'data-mlc-entry';

/** What the node that shows an entry carries. */
export function entryAttributes(index: number): Readonly<Record<string, string>> {
  return { [ATTRIBUTE]: String(index) };
}

/** The entry whose node has the keyboard, else the one under the mouse, else the whole file; null where there is none. */
export function entryPointedAt({ file, widget }: IListedThreads): Entry | null {
  const focused = document.activeElement?.closest(`[${ATTRIBUTE}]`) ?? null;
  const pointed = [...widget.node.querySelectorAll(`[${ATTRIBUTE}]:hover`)].at(-1) ?? null;
  const node = focused !== null && widget.node.contains(focused) ? focused : pointed;
  const index = Number(node?.getAttribute(ATTRIBUTE) ?? 0);
  return file === null ? null : (entriesIn(file)[index] ?? null);
}
