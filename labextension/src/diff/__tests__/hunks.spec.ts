import { describe, expect, it } from 'vitest';
import { replacement, withLinesOf } from '../hunks';

describe('lines put back from another text', () => {
  const whole = (here: string, there: string): string => withLinesOf(here, [1, 2], there, [1, 2]);

  it('take the place of those that are there', () => {
    expect(whole('a\nB\nc', 'a\nb\nc')).toBe('a\nb\nc');
    expect(withLinesOf('a\nb\nc', [1, 2], 'a\nc', [1, 1])).toBe('a\nc');
    expect(withLinesOf('a\nc', [1, 1], 'a\nb\nc', [1, 2])).toBe('a\nb\nc');
  });

  it('may be the last, with a line end or without', () => {
    expect(withLinesOf('a\nb', [1, 2], 'a', [1, 1])).toBe('a');
    expect(withLinesOf('a', [1, 1], 'a\nb', [1, 2])).toBe('a\nb');
    expect(withLinesOf('a\n', [1, 2], 'a', [1, 1])).toBe('a');
    expect(withLinesOf('a', [1, 1], 'a\n', [1, 2])).toBe('a\n');
    expect(withLinesOf('', [0, 1], 'a\nb', [0, 2])).toBe('a\nb');
  });

  it('keep their own ends, and the others theirs', () => {
    expect(whole('a\r\nB\r\nc\rd', 'a\nb\nc\nd')).toBe('a\r\nb\nc\rd');
    expect(withLinesOf('a\r\nb', [2, 2], 'a\nb\nc', [2, 3])).toBe('a\r\nb\r\nc');
  });

  it('end where the server ends lines, and nowhere else', () => {
    expect(whole('a\fb\u2028c\nB', 'x\nb')).toBe('a\fb\u2028c\nb');
  });
});

describe('putting every hunk back', () => {
  it('gives the other text, whatever the texts', () => {
    const random = sequence(7);
    for (let round = 0; round < 500; round++) {
      const [here, there] = [textOf(random), textOf(random)];
      // From the last to the first, so that the numbers of those before stay true.
      const back = hunksOf(here.split('\n'), there.split('\n'))
        .reverse()
        .reduce((text, [s, e, os, oe]) => withLinesOf(text, [s, e], there, [os, oe]), here);
      expect(back).toBe(there);
    }
  });
});

describe('the replacement of a part of a text', () => {
  it.each([
    ['half = 2\nend', 'half = 3\nend'],
    ['same', 'same'],
    ['', 'new'],
    ['old', ''],
    ['aaa', 'aa'],
    ['😀', '😁'],
    ['x😀y', 'x😀😀y'],
    ['🧑‍💻', '🧑'],
    ['\u{1f600}', '\u{1f900}']
  ])('makes of %j the text %j, and cuts no character', (before, after) => {
    const { start, end, text } = replacement(before, after);
    expect(before.slice(0, start) + text + before.slice(end)).toBe(after);
    for (const part of [before.slice(0, start), before.slice(start, end), text]) {
      expect(() => encodeURIComponent(part)).not.toThrow();
    }
  });

  it('is as small as can be', () => {
    expect(replacement('half = 2\nend', 'half = 3\nend')).toEqual({ start: 7, end: 8, text: '3' });
  });
});

function sequence(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

function textOf(random: () => number): string {
  const lines = Array.from(
    { length: Math.floor(random() * 6) },
    () => 'abc'[Math.floor(random() * 3)]
  );
  return lines.join('\n') + (random() < 0.3 ? '\n' : '');
}

/** Some way in which lines differ: equal lines are taken as they come. */
function hunksOf(here: string[], there: string[]): [number, number, number, number][] {
  const hunks: [number, number, number, number][] = [];
  let [i, j] = [0, 0];
  while (i < here.length || j < there.length) {
    const next = there.indexOf(here[i] ?? '\0', j);
    if (next === j) {
      i++;
      j++;
    } else if (next > j) {
      hunks.push([i, i, j, next]);
      j = next;
    } else {
      const end = i < here.length ? i + 1 : i;
      const otherEnd = i < here.length ? j : there.length;
      hunks.push([i, end, j, otherEnd]);
      i = end;
      j = otherEnd;
    }
  }
  return hunks;
}
