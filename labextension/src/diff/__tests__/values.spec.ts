import { describe, expect, it } from 'vitest';
import { framesOf, groupFrames } from '../frames';
import { compareJson, jsonIn } from '../jsonchanges';
import { literalIn } from '../literals';
import { areNear, numberIn } from '../numbers';

describe('numbers', () => {
  it.each([
    ['0.871', 0.871],
    [' -1,234.5 ', -1234.5],
    ['1e-3', 0.001],
    ['12%', 12],
    ['−4', -4],
    ['.5', 0.5]
  ])('are read from %s', (text, number) => expect(numberIn(text)).toBe(number));

  it.each(['', '-', '.', 'e5', '1.2.3', 'NaN', '12a', '1,2', '%'])('are not read from "%s"', text =>
    expect(numberIn(text)).toBeNull()
  );

  it('are near by a share of the larger one', () => {
    expect(areNear('100', '101', 0.01)).toBe(true);
    expect(areNear('100', '102', 0.01)).toBe(false);
    expect(areNear('1', '1.0', 0)).toBe(false);
    expect(areNear('a', 'b', 1)).toBe(false);
  });
});

describe('data', () => {
  it('differs at its innermost places', () => {
    const old = { auc: 0.871, split: { n: [1, 2, 3] }, gone: null };
    const now = { auc: 0.893, split: { n: [1, 5] }, came: true };
    expect(compareJson(old, now, 0)).toEqual([
      { path: ['auc'], old: 0.871, new: 0.893 },
      { path: ['split', 'n', 1], old: 2, new: 5 },
      { path: ['split', 'n', 2], old: 3, new: undefined },
      { path: ['gone'], old: null, new: undefined },
      { path: ['came'], old: undefined, new: true }
    ]);
  });

  it('counts numbers as equal within the tolerance, and 1 as 1.0', () => {
    expect(compareJson({ auc: 0.871, n: 1 }, { auc: 0.872, n: 1.0 }, 0.01)).toEqual([]);
  });

  it('may have names that objects have anyway, and be nested deeply', () => {
    expect(compareJson({}, { constructor: 1 }, 0)).toEqual([
      { path: ['constructor'], old: undefined, new: 1 }
    ]);
    expect(jsonIn('['.repeat(30_000) + ']'.repeat(30_000))).toBeUndefined();
    const deep = jsonIn('['.repeat(500) + ']'.repeat(500));
    expect(compareJson(deep ?? null, deep ?? null, 0)).toEqual([]);
    expect(deep).toBeDefined();
    expect(jsonIn('{"a": NaN}')).toBeUndefined();
  });
});

describe('what Python prints', () => {
  it.each([
    [
      "{'auc': 0.871, 'n': [1, 2,], 'ok': True, 3: None}",
      { auc: 0.871, n: [1, 2], ok: true, 3: null }
    ],
    ["(np.float64(0.5), -1e-3, nan, 'it\\'s', \"it's\")", [0.5, -0.001, 'nan', "it's", "it's"]],
    ["{(0, 'a'): {}}", { '[0,"a"]': {} }],
    [' [] ', []]
  ])('is a value: %s', (text, value) => expect(literalIn(text)).toEqual(value));

  it.each([
    '0.871',
    "'text'",
    '{1, 2}',
    '[1 2]',
    "{'a': array([1])}",
    '[1',
    '[1, <b>]',
    '',
    '[1j]',
    '('.repeat(500)
  ])('is none: %s', text => expect(literalIn(text)).toBeUndefined());
});

const RULE = '-'.repeat(75);

/** As IPython writes a traceback. */
function traceback(count: number, line: string, value: string): string {
  return [
    `\u001b[31m${RULE}\u001b[39m`,
    '\u001b[31mValueError\u001b[39m                                Traceback (most recent call last)',
    `Cell In[${count}], line 2`,
    '      1 data = load()',
    `----> 2 ${line}`,
    '',
    'File ~/churn/model.py:31, in fit(data)',
    '     30 def fit(data):',
    '---> 31     raise ValueError("no rows")',
    '',
    `\u001b[31mValueError\u001b[39m: ${value}`
  ].join('\n');
}

describe('tracebacks', () => {
  it('have frames, without colours and without the error itself', () => {
    expect(framesOf(traceback(3, 'fit(data)', 'no rows'), 'ValueError')).toEqual([
      {
        key: 'Cell In[#], line #',
        text: 'Cell In[3], line 2\n      1 data = load()\n----> 2 fit(data)'
      },
      {
        key: 'File ~/churn/model.py:#, in fit(data)',
        text: 'File ~/churn/model.py:31, in fit(data)\n     30 def fit(data):\n---> 31     raise ValueError("no rows")'
      }
    ]);
  });

  it('of Python itself have frames too', () => {
    const text =
      'Traceback (most recent call last):\n  File "a.py", line 3, in f\n    g()\nKeyError: 1';
    expect(framesOf(text, 'KeyError')).toEqual([
      { key: '  File "a.py", line #, in f', text: '  File "a.py", line 3, in f\n    g()' }
    ]);
  });

  it('are compared by frame, and those that are the same folded', () => {
    const [old, now] = [traceback(3, 'fit(data)', 'a'), traceback(3, 'fit(data[:9])', 'b')].map(
      text => framesOf(text, 'ValueError')
    );
    const groups = groupFrames(old ?? [], now ?? []);
    expect(groups.map(({ isFolded }) => isFolded)).toEqual([false, true]);
    expect(groups[0]?.new?.[0]?.text).toContain('data[:9]');
  });

  it('on one side show the innermost frame', () => {
    const frames = framesOf(traceback(3, 'fit(data)', 'a'), 'ValueError');
    expect(groupFrames([], frames)).toEqual([
      { old: null, new: frames.slice(0, 1), isFolded: true },
      { old: null, new: frames.slice(1), isFolded: false }
    ]);
  });
});
