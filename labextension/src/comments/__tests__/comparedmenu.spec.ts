import { describe, expect, it, vi } from 'vitest';
import type { CellDetail, OutputPair, Row } from '../../diff/tokens';
import type { BeginCompared } from '../begincompared';
import { itemsOfRow } from '../comparedmenu';
import { trans } from './fakes';

function row(given: Partial<Row>): Row {
  return { old: 3, new: 4, status: 'changed', ...given } as Row;
}

function pair(old: number | null, now: number | null, status: OutputPair['status']): OutputPair {
  const side = (index: number | null) => (index === null ? null : { index });
  return { old: side(old), new: side(now), status } as unknown as OutputPair;
}

function menu(given: Partial<Row>, ...outputs: OutputPair[]) {
  const begin = { onCell: vi.fn(), onOutput: vi.fn() };
  const items = itemsOfRow({
    row: row(given),
    detail: { outputs } as unknown as CellDetail,
    versions: { old: { title: 'HEAD', name: '0123456' }, new: null },
    begin: begin as unknown as BeginCompared,
    trans,
    attempt: action => void action()
  });
  return { begin, items, labels: items.map(({ label }) => label) };
}

describe('what can be commented of a row', () => {
  it('is the cell on both sides where it changed', () => {
    expect(menu({}).labels).toEqual(['On the cell', 'On the cell in HEAD']);
  });

  it('is the new cell where nothing changed, and the only one of an added or removed cell', () => {
    expect(menu({ status: 'same' }).labels).toEqual(['On the cell']);
    expect(menu({ status: 'added', old: null }).labels).toEqual(['On the cell']);
    expect(menu({ status: 'removed', new: null }).labels).toEqual(['On the cell in HEAD']);
  });

  it('is each output, on both sides where it differs', () => {
    const { begin, items, labels } = menu(
      { status: 'same' },
      pair(0, 0, 'same'),
      pair(1, null, 'removed'),
      pair(2, 1, 'changed')
    );
    expect(labels.slice(1)).toEqual([
      'On output 1',
      'On output 2 in HEAD',
      'On output 2',
      'On output 3 in HEAD'
    ]);
    items[4]?.run();
    expect(begin.onOutput).toHaveBeenCalledWith(expect.anything(), 'old', 2);
  });
});
