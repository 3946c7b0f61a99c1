import { describe, expect, it } from 'vitest';
import { offsetsOf } from '../geometry';
import type { Item } from '../items';
import { changeAt, marksOf } from '../ruler';
import type { Row } from '../tokens';

type Status = Row['status'];

function listed(statuses: readonly Status[]): [Item[], (item: Item) => Row | null] {
  const rows = statuses.map(status => ({ status }) as Row);
  const items = rows.map((row, index): Item =>
    row.status === 'same'
      ? { kind: 'fold', key: `${index}`, first: 0, count: 1, isOpen: false }
      : { kind: 'cell', key: `${index}`, row: index, isChange: true }
  );
  return [items, item => (item.kind === 'cell' ? (rows[item.row] ?? null) : null)];
}

function marks(statuses: readonly Status[], heights: number, ruler: number): unknown[] {
  const [items, rowOf] = listed(statuses);
  const offsets = offsetsOf(items, () => heights);
  return marksOf(items, rowOf, offsets, ruler).map(({ key, kind, top, height }) => [
    key,
    kind,
    top,
    height
  ]);
}

describe('the ruler', () => {
  it('has a mark for each change at its place', () => {
    expect(marks(['same', 'added', 'same', 'removed'], 100, 200)).toEqual([
      ['1', 'added', 50, 49],
      ['3', 'removed', 150, 49]
    ]);
  });

  it('is not stretched where all is in view', () => {
    expect(marks(['changed'], 100, 800)).toEqual([['0', 'changed', 0, 99]]);
  });

  it('has few marks for many changes, and shows each kind', () => {
    const many: Status[] = Array.from({ length: 1000 }, (_, index) =>
      index === 500 ? 'removed' : 'changed'
    );
    const found = marks(many, 160, 600) as [string, string, number, number][];
    expect(found.length).toBeLessThan(20);
    expect(found.map(([, kind]) => kind)).toContain('removed');
  });

  it('leads to the change that was pointed at, of the kind of the mark', () => {
    const many: Status[] = Array.from({ length: 1000 }, (_, index) =>
      index === 500 ? 'removed' : 'changed'
    );
    const [items, rowOf] = listed(many);
    const offsets = offsetsOf(items, () => 160);
    const removed = marksOf(items, rowOf, offsets, 600).find(({ kind }) => kind === 'removed');
    expect(changeAt(items, rowOf, offsets, 600, removed?.top ?? 0)).toBe('500');
    expect(changeAt(items, rowOf, offsets, 600, 150)).toBe('250');
    expect(changeAt(items, rowOf, offsets, 600, 599)).toBe('998');
    expect(changeAt([], rowOf, [0], 600, 10)).toBeNull();
  });

  it('stays light when kinds take turns', () => {
    const many: Status[] = Array.from({ length: 3000 }, (_, index) =>
      index % 2 === 0 ? 'added' : 'removed'
    );
    expect(marks(many, 160, 600).length).toBeLessThanOrEqual(600);
  });

  it('says where cells moved that are the same', () => {
    const items: Item[] = [{ kind: 'cell', key: '1-4', row: 0, isChange: true }];
    const rowOf = (): Row => ({ status: 'same', moved: true }) as Row;
    expect(marksOf(items, rowOf, [0, 100], 100)).toMatchObject([{ kind: 'moved' }]);
  });
});
