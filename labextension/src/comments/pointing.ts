import type { Entry } from '../anchors/tokens';
import { entriesIn } from './entries';
import type { IFileThreads, IListedThreads } from './tokens';

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
  return file === null ? null : (entriesIn(file)[indexOf(node) ?? 0] ?? null);
}

/** The entry that a node belongs to; null where it belongs to none. */
export function entryAt({ file }: IFileThreads, node: Element | null): Entry | null {
  const index = indexOf(node?.closest(`[${ATTRIBUTE}]`) ?? null);
  return file.entries?.[index ?? -1] ?? null;
}

/** The first node that shows the entry of a number. */
export function entryNode(within: HTMLElement, index: number): HTMLElement | null {
  return within.querySelector<HTMLElement>(`[${ATTRIBUTE}="${index}"]`);
}

function indexOf(node: Element | null): number | null {
  const number = node?.getAttribute(ATTRIBUTE) ?? null;
  return number === null ? null : Number(number);
}
