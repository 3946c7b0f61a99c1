import { Chunk } from '@codemirror/merge';
import { describe, expect, it } from 'vitest';
import { compareLines } from '../linediff';
import { foldsOf } from '../linefolds';
import { changesOf, padded, type IMarked } from '../wordmarks';

/** What CodeMirror makes of the marks: for each chunk its lines on both sides, and the marked texts. */
function drawn(marked: IMarked): unknown[] {
  const [old, now] = [padded(marked.old), padded(marked.new)];
  const chunks = Chunk.build(old, now, { override: () => changesOf(marked) });
  return chunks.map(({ fromA, toA, fromB, toB, changes }) => [
    old.sliceString(fromA, toA),
    now.sliceString(fromB, toB),
    changes.map(change => [
      old.sliceString(fromA + change.fromA, fromA + change.toA),
      now.sliceString(fromB + change.fromB, fromB + change.toB)
    ])
  ]);
}

function marked(
  old: string,
  now: string,
  lines: IMarked['lines'],
  ranges: IMarked['ranges'] = []
): IMarked {
  return { old, new: now, lines, ranges };
}

describe('what the server marks', () => {
  it('is what CodeMirror draws: lines, and words in them', () => {
    const pair = marked(
      'a = 1\nhalf = 2\nb',
      'a = 1\nhalf = 3\nb',
      [[1, 2, 1, 2]],
      [[13, 14, 13, 14]]
    );
    expect(drawn(pair)).toEqual([['half = 2\n', 'half = 3\n', [['2', '3']]]]);
  });

  it('counts an emoji as two units', () => {
    const pair = marked("x = '😀'", "x = '😀😀'", [[0, 1, 0, 1]], [[7, 7, 7, 9]]);
    expect(drawn(pair)).toEqual([["x = '😀'\n", "x = '😀😀'\n", [['', '😀']]]]);
  });

  it('does not end lines at form feeds and line separators', () => {
    const pair = marked('a\fb\u2028c\nd', 'a\fb\u2028c\ne', [[1, 2, 1, 2]]);
    expect(drawn(pair)).toEqual([['d\n', 'e\n', [['d\n', 'e\n']]]]);
  });

  it('counts line ends of two characters as the server does', () => {
    const pair = marked('a\r\nb 1\r\nc', 'a\r\nb 2\r\nc', [[1, 2, 1, 2]], [[5, 6, 5, 6]]);
    expect(drawn(pair)).toEqual([['b 1\n', 'b 2\n', [['1', '2']]]]);
  });

  it('takes lines added or removed at the end for these lines alone', () => {
    expect(drawn(marked('a', 'a\nb', [[1, 1, 1, 2]]))).toEqual([['', 'b\n', [['', 'b\n']]]]);
    expect(drawn(marked('a\nb', 'a', [[1, 2, 1, 1]]))).toEqual([['b\n', '', [['b\n', '']]]]);
    expect(drawn(marked('', 'a', [[0, 1, 0, 1]]))).toEqual([['\n', 'a\n', [['\n', 'a\n']]]]);
  });

  it('has lines without words replaced as a whole, among others', () => {
    const pair = marked(
      'one 1 here\ngone\nend',
      'new\none 2 here\nend',
      [[0, 2, 0, 2]],
      [[4, 5, 8, 9]]
    );
    expect(drawn(pair)).toEqual([
      [
        'one 1 here\ngone\n',
        'new\none 2 here\n',
        [
          ['', 'new\n'],
          ['1', '2'],
          ['gone\n', '']
        ]
      ]
    ]);
  });
});

describe('texts that the server has not compared', () => {
  it.each([
    ['a = 1\nhalf = 2\nb', 'a = 1\nhalf = 3\nb'],
    ['', 'first\nsecond'],
    ['one\ntwo\nthree\n', 'one\nthree\nfour\n'],
    ['x = "😀"\ny', 'z\nx = "😀😀"'],
    ['only\nold\nlines', ''],
    ['call(one,\n  two)\nend', 'call(one, two)\nend'],
    ['a = f(x, y)', 'a = f(\n  x,\n  y\n)']
  ])('become each other by their marks: %j', (old, now) => {
    const compared = compareLines(old, now) ?? { lines: [], ranges: [] };
    const changes = changesOf({ old, new: now, ...compared });
    const [before, after] = [padded(old).toString(), padded(now).toString()];
    let built = '';
    let next = 0;
    for (const { fromA, toA, fromB, toB } of changes) {
      built += before.slice(next, fromA) + after.slice(fromB, toB);
      next = toA;
    }
    expect(built + before.slice(next)).toBe(after);
  });

  it('have words marked within a line', () => {
    expect(compareLines('half = 2', 'half = 3')?.ranges).toEqual([[7, 8, 7, 8]]);
  });
});

describe('folded lines', () => {
  it('are those far from hunks, the same number on both sides', () => {
    expect(foldsOf([[20, 21, 20, 22]], 41)).toEqual([
      { old: 0, new: 0, count: 17 },
      { old: 24, new: 25, count: 16 }
    ]);
  });

  it('are left open when few', () => {
    expect(
      foldsOf(
        [
          [6, 7, 6, 7],
          [16, 17, 16, 17]
        ],
        23
      )
    ).toEqual([]);
    expect(foldsOf([[7, 8, 7, 8]], 15)).toEqual([
      { old: 0, new: 0, count: 4 },
      { old: 11, new: 11, count: 4 }
    ]);
  });
});
