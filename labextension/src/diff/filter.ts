import type { Row } from './tokens';

/** Which changes alone are in the list. */
export type Only = 'source' | 'outputs' | 'added' | 'removed' | 'moved' | 'unseen';
export const ONLY: readonly Only[] = ['unseen', 'source', 'outputs', 'added', 'removed', 'moved'];

/** @param only - null lets everything through */
export function passes(row: Row, only: Only | null, isSeen: boolean): boolean {
  switch (only) {
    case null:
      return true;
    case 'unseen':
      return !isSeen;
    case 'moved':
      return row.moved;
    case 'added':
    case 'removed':
      return row.status === only;
    default:
      return row.kinds.includes(only);
  }
}
