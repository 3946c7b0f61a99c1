import { describe, expect, it } from 'vitest';
import { compareLines } from '../linediff';
import { foldedLines, lineRuns, withoutColours, type ICompared, type LineRun } from '../textlines';

const SIGNS = { same: ' ', added: '+', removed: '-' };

/** Runs as text, words that differ in brackets. */
function written(runs: readonly LineRun[]): string[] {
  return runs.flatMap(run =>
    'start' in run
      ? [`~${run.start} ${run.count}`]
      : run.map(
          ({ status, segments }) =>
            SIGNS[status] +
            segments.map(({ text, isMarked }) => (isMarked ? `[${text}]` : text)).join('')
        )
  );
}

function shown(
  old: string | null,
  now: string | null,
  lines: ICompared['lines'] = [],
  ranges: ICompared['ranges'] = []
): string[] {
  return written(lineRuns(old, now, { lines, ranges }, 100).runs);
}

describe('the lines of an output', () => {
  it('follow the hunks of the server', () => {
    expect(shown('a\nb\nc\n', 'a\nB\nc\n', [[1, 2, 1, 2]])).toEqual([' a', '-b', '+B', ' c']);
  });

  it('are all new or all gone on one side', () => {
    expect(shown(null, 'a\nb')).toEqual(['+a', '+b']);
    expect(shown('a', null)).toEqual(['-a']);
  });

  it('end at line feeds and carriage returns only', () => {
    expect(shown(null, 'a\fb\u2028c\r\nd')).toEqual(['+a\fb\u2028c', '+d']);
  });

  it('keep what stands after lines that are gone from the start', () => {
    expect(shown('a\nb\nc', 'b\nc', [[0, 1, 0, 0]])).toEqual(['-a', ' b', ' c']);
  });

  it('mark the words that differ, counted in UTF-16', () => {
    const [old, now] = ['x\n😀 loss 0.5\n', 'x\n😀 loss 0.4\n'];
    const start = old.indexOf('0.5');
    expect(shown(old, now, [[1, 2, 1, 2]], [[start + 2, start + 3, start + 2, start + 3]])).toEqual(
      [' x', '-😀 loss 0.[5]', '+😀 loss 0.[4]']
    );
  });

  it('have no colours of a terminal, wherever these stand', () => {
    const red = '\u001b[31m0.\u001b[1m5\u001b[0m end';
    expect(withoutColours(red)).toBe('0.5 end');
    const start = red.indexOf('0.');
    const end = red.indexOf('5') + 1;
    expect(shown(red, 'x', [[0, 1, 0, 1]], [[start, end, 0, 1]])).toEqual(['-[0.5] end', '+[x]']);
  });

  it('are folded far from changes, and unfolded in place', () => {
    const old = Array.from({ length: 20 }, (_, index) => `${index}`).join('\n');
    const now = `${old}\nend`;
    expect(shown(old, now, [[20, 20, 20, 21]])).toEqual(['~0 18', ' 18', ' 19', '+end']);
    expect(written([foldedLines(now, { start: 3, count: 15 }, 2)])).toEqual([' 3', ' 4']);
  });

  it('are shown up to a number, and the others counted', () => {
    const long = Array.from({ length: 100_000 }, (_, index) => `line ${index}`).join('\n');
    const { runs, left } = lineRuns(null, long, null, 200);
    expect(written(runs)).toHaveLength(200);
    expect(left).toBe(99_800);
  });

  it('of a huge log are found at once', () => {
    const lines = Array.from(
      { length: 100_000 },
      (_, index) => `step ${index} loss 0.5, a long line`
    );
    const old = lines.join('\n');
    lines[70_000] = 'step 70000 loss 0.4, a long line';
    const begun = performance.now();
    expect(shown(old, lines.join('\n'), [[70_000, 70_001, 70_000, 70_001]])).toHaveLength(8);
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});

describe('lines that the server did not compare', () => {
  const both = (old: string, now: string): string[] =>
    written(lineRuns(old, now, compareLines(old, now), 100).runs);

  it('are compared here, with their words', () => {
    expect(both('<a>\n<b>one</b>\n<c>', '<a>\n<b>two</b>\n<c>')).toEqual([
      ' <a>',
      '-<b>[one]</b>',
      '+<b>[two]</b>',
      ' <c>'
    ]);
  });

  it('may be added at the end, and gone from the start', () => {
    expect(both('a\nb', 'a\nb\nc')).toEqual([' a', ' b', '+c']);
    expect(both('a\nb\nc', 'b\nc')).toEqual(['-a', ' b', ' c']);
  });

  it('may end in two characters', () => {
    expect(both('a\r\nb\r\nc', 'a\r\nB\r\nc')).toEqual([' a', '-b', '+B', ' c']);
  });
});
