import { presentableDiff } from '@codemirror/merge';
import { renderBlocks, type IRenderedBlock } from '../ui/rendering';
import { align, pairGaps } from './sequence';

const MOST_BLOCKS = 1_000;
const LIMITS = { scanLimit: 500, timeout: 20 };

/** A block of Markdown before and after; null on a side that has none. */
export interface IBlockChange {
  readonly status: 'same' | 'changed' | 'added' | 'removed';
  readonly old: DocumentFragment | null;
  readonly new: DocumentFragment | null;
}

/**
 * Two versions of Markdown as they read, block by block, with what differs in a block marked by `ins` and `del`.
 *
 * @returns null when they are too long to be rendered
 */
export function compareMarkdown(old: string | null, now: string | null): IBlockChange[] | null {
  const before = old === null ? [] : renderBlocks(old);
  const after = now === null ? [] : renderBlocks(now);
  if (before === null || after === null || before.length + after.length > MOST_BLOCKS) {
    return null;
  }
  const pairs = align(
    before.map(({ source }) => source),
    after.map(({ source }) => source)
  );
  const alike = (i: number, j: number): boolean => tagOf(before[i]) === tagOf(after[j]);
  return pairGaps(pairs, alike).map(([i, j]) => {
    const [one, other] = [i === null ? undefined : before[i], j === null ? undefined : after[j]];
    return change(one, other);
  });
}

function change(old: IRenderedBlock | undefined, now: IRenderedBlock | undefined): IBlockChange {
  const sides = { old: old?.content ?? null, new: now?.content ?? null };
  if (old === undefined || now === undefined) {
    return { ...sides, status: old === undefined ? 'added' : 'removed' };
  }
  if (old.source === now.source) {
    return { ...sides, status: 'same' };
  }
  markWords(old.content, now.content);
  return { ...sides, status: 'changed' };
}

function tagOf(block: IRenderedBlock | undefined): string {
  return block?.content.firstElementChild?.tagName ?? '';
}

function markWords(old: DocumentFragment, now: DocumentFragment): void {
  const changes = presentableDiff(old.textContent, now.textContent, LIMITS);
  wrap(
    old,
    'del',
    changes.map(({ fromA, toA }) => [fromA, toA])
  );
  wrap(
    now,
    'ins',
    changes.map(({ fromB, toB }) => [fromB, toB])
  );
}

/** Puts elements around parts of the text. A formula is in one as a whole, since it is drawn anew. */
function wrap(
  content: DocumentFragment,
  tag: 'ins' | 'del',
  ranges: readonly (readonly [number, number])[]
): void {
  let at = 0;
  for (const text of textNodes(content)) {
    const start = at;
    at += text.length;
    const within = ranges
      .map(([from, to]) => [Math.max(from - start, 0), Math.min(to - start, text.length)] as const)
      .filter(([from, to]) => from < to);
    const formula = text.parentElement?.closest('span:not([class])') ?? null;
    if (formula !== null) {
      if (within.length > 0) {
        surround(formula, tag);
      }
    } else {
      // From the end, so that positions before stay.
      within.reverse().forEach(([from, to]) => {
        const part = text.splitText(from);
        part.splitText(to - from);
        surround(part, tag);
      });
    }
  }
}

function surround(node: Element | Text, tag: string): void {
  const mark = document.createElement(tag);
  node.replaceWith(mark);
  mark.append(node);
}

function textNodes(content: DocumentFragment): Text[] {
  const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
  const found: Text[] = [];
  while (walker.nextNode()) {
    found.push(walker.currentNode as Text);
  }
  return found;
}
