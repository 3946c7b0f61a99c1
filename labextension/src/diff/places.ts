import type { TranslationBundle } from '@jupyterlab/translation';
import { keyOf } from './keys';
import type { Comparison, Row } from './tokens';

/** Where else a row's cell is or was: a few words, and the key of the row to go to. */
export interface IPlace {
  readonly words: string;
  readonly key: string;
}

/** The other places of a cell that moved, was split, or joined with others. */
export function placesOf(row: Row, comparison: Comparison, trans: TranslationBundle): IPlace[] {
  const { rows } = comparison;
  const at = (side: 'old' | 'new', index: number): string | null => {
    const found = rows.find(each => each[side] === index);
    return found && found !== row ? keyOf(found) : null;
  };
  const places: (IPlace | null)[] = [
    movedPlace(row, rows, trans),
    ...comparison.splits.map(({ old, new: parts }) => {
      if (row.old === old) {
        const others = parts.filter(part => part !== row.new);
        return place(at('new', others[0] ?? -1), trans.__('split, with cell %1', listed(others)));
      }
      const isPart = row.new !== null && parts.includes(row.new);
      return isPart ? place(at('old', old), trans.__('split from cell %1', old + 1)) : null;
    }),
    ...comparison.joins.map(({ old, new: whole }) => {
      if (row.new === whole) {
        const others = old.filter(part => part !== row.old);
        return place(at('old', others[0] ?? -1), trans.__('joined with cell %1', listed(others)));
      }
      const isPart = row.old !== null && old.includes(row.old);
      return isPart ? place(at('new', whole), trans.__('joined into cell %1', whole + 1)) : null;
    })
  ];
  return places.filter(each => each !== null);
}

/** A moved cell stands where it is now; it can be gone to what stood above it before. */
function movedPlace(row: Row, rows: readonly Row[], trans: TranslationBundle): IPlace | null {
  const { old } = row;
  if (!row.moved || old === null || row.new === null) {
    return null;
  }
  const stays = (each: Row): boolean => each !== row && !each.moved && each.old !== null;
  const above = rows.filter(each => stays(each) && Number(each.old) < old).at(-1);
  const neighbour = above ?? rows.find(stays);
  const words = trans.__('moved from %1 to %2', old + 1, row.new + 1);
  return place(neighbour === undefined ? keyOf(row) : keyOf(neighbour), words);
}

function place(key: string | null, words: string): IPlace | null {
  return key === null ? null : { key, words };
}

function listed(cells: readonly number[]): string {
  return cells.map(cell => cell + 1).join(', ');
}
