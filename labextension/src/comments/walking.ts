import type { IPlacedThread } from './tokens';

/**
 * The thread after or before the open one; without one, after or before the active cell. Goes round at the ends.
 *
 * @param listed - in notebook order
 * @param step - 1 for the next, -1 for the previous
 * @returns null when nothing is listed
 */
export function threadBeside(
  listed: readonly IPlacedThread[],
  openThread: string | null,
  activeCellIndex: number,
  step: 1 | -1
): string | null {
  const open = listed.findIndex(({ thread }) => thread.id === openThread);
  const at = open < 0 ? besideCell(listed, activeCellIndex, step) : open + step;
  return listed.at(at % Math.max(1, listed.length))?.thread.id ?? null;
}

function besideCell(listed: readonly IPlacedThread[], active: number, step: 1 | -1): number {
  const first = listed.findIndex(placed => cellOf(placed) >= active);
  const next = first < 0 ? listed.length : first;
  return step === 1 ? next : next - 1;
}

/** A thread on the whole notebook stands before all cells, one whose place is lost after them. */
function cellOf({ thread, cellIndex }: IPlacedThread): number {
  return cellIndex ?? (thread.anchor?.cell ? Infinity : -1);
}
