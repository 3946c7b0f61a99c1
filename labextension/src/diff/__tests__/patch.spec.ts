import { describe, expect, it } from 'vitest';
import { patch, patchNotebook, type Json, type Operation } from '../patch';

// tests/diff/test_patch_in_typescript.py holds the same against the engine, for whatever hypothesis makes up.

function atLine(line: number, ...diff: Operation[]): Operation[] {
  return [{ op: 'patch', key: line, diff }];
}

describe('patch', () => {
  it('counts code points within a line', () => {
    const diff = atLine(0, { op: 'addrange', key: 19, valuelist: ' v2' });
    expect(patch('# Training 🚀 report', diff)).toBe('# Training 🚀 report v2');
  });

  it.each([...Array.from('\n\v\f\r\u001c\u001d\u001e\u0085\u2028\u2029'), '\r\n'])(
    'ends a line where Python does: %j',
    end => {
      const diff = atLine(1, { op: 'removerange', key: 0, length: 1 });
      expect(patch(`a${end}b${end}c`, diff)).toBe(`a${end}${end}c`);
    }
  );

  it('adds and removes lines and items, the added ones first', () => {
    const diff: Operation[] = [
      { op: 'addrange', key: 1, valuelist: ['x\n', 'y\n'] },
      { op: 'removerange', key: 1, length: 1 },
      { op: 'addrange', key: 3, valuelist: ['end'] }
    ];
    expect(patch('a\nb\nc\n', diff)).toBe('a\nx\ny\nc\nend');
    expect(patch([1, 2, 3], diff)).toEqual([1, 'x\n', 'y\n', 3, 'end']);
  });

  it('leaves halves of characters as they are', () => {
    const diff = atLine(0, { op: 'addrange', key: 2, valuelist: '\udc00' });
    expect(JSON.stringify(patch('a\ud800b', diff))).toBe(JSON.stringify('a\ud800\udc00b'));
  });

  it('takes __proto__ for a name like any other', () => {
    const old = JSON.parse('{"__proto__": {"a": 1}, "b": 2}') as Json;
    const diff: Operation[] = [
      { op: 'remove', key: 'b' },
      { op: 'patch', key: '__proto__', diff: [{ op: 'replace', key: 'a', value: 3 }] }
    ];
    expect(JSON.stringify(patch(old, diff))).toBe('{"__proto__":{"a":3}}');
  });

  it('refuses a difference of something else', () => {
    const refused = /not one of this value/u;
    expect(() => patch({ a: 1 }, [{ op: 'add', key: 'a', value: 2 }])).toThrow(refused);
    expect(() => patch({ a: 1 }, [{ op: 'remove', key: 'b' }])).toThrow(refused);
    expect(() => patch({ a: 1 }, [{ op: 'patch', key: 'a', diff: [] }])).toThrow(refused);
    expect(() => patch([1], [{ op: 'removerange', key: 5, length: 1 }])).toThrow(refused);
    expect(() => patch([1], [{ op: 'remove', key: 'a' }])).toThrow(refused);
  });
});

describe('patchNotebook', () => {
  it('reads texts that the file holds as lists of lines, and leaves lists in JSON data', () => {
    const data = { 'text/plain': ['a\n', 'b'], 'application/json': ['a', 'b'] };
    const cell = { cell_type: 'code', source: ['x\n', 'y'], outputs: [] };
    const output = { output_type: 'display_data', data, metadata: {} };
    const old = { cells: [{ ...cell, outputs: [output] }] };
    const diff = atLine(0, {
      op: 'patch',
      key: 'source',
      diff: [{ op: 'addrange', key: 2, valuelist: ['\nz'] }]
    });
    const found = patchNotebook(old, [{ op: 'patch', key: 'cells', diff }]);
    const joined = { 'text/plain': 'a\nb', 'application/json': ['a', 'b'] };
    expect(found).toEqual({
      cells: [{ ...cell, source: 'x\ny\nz', outputs: [{ ...output, data: joined }] }]
    });
  });
});
