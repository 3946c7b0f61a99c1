import { describe, expect, it } from 'vitest';
import { bodyOf, isLong, tasksOf } from '../text';

describe('the body of a page', () => {
  it.each([
    ['# Title\n', '# Title\n'],
    ['---\ntitle: a\n---\n# Title\n', '# Title\n'],
    ['---\r\ntitle: a\r\n---\r\nx', 'x'],
    ['---\ntitle: a\n...\nx', 'x'],
    ['---\rtitle: a\r---\rx', 'x'],
    ['---\ntitle: a\u2028---\n---\nx', 'x'],
    ['---\n---\nx', 'x'],
    ['\ufeff---\ntitle: a\n---\nx', 'x'],
    ['\ufeffx', 'x'],
    ['---\nnever ends\n', '---\nnever ends\n'],
    ['--- a rule\n---\nx', '--- a rule\n---\nx'],
    ['', '']
  ])('of %j is %j', (text, body) => {
    expect(bodyOf(text).body).toBe(body);
    expect(text.slice(bodyOf(text).start)).toBe(body);
  });
});

describe('the tasks of a page', () => {
  const text =
    '---\na: "- [ ] no"\n---\n- [ ] one\r\n  * [x] two\n1. [X] three\n~~~\n- [ ] no\n~~~\n- [] no\n- [ ] 🎉 four';

  it('are those outside front matter and fences', () => {
    expect(tasksOf(text).map(({ done }) => done)).toEqual([false, true, true, false]);
  });

  it('say where their mark stands', () => {
    expect(tasksOf(text).map(({ offset }) => text.slice(offset - 1, offset + 2))).toEqual([
      '[ ]',
      '[x]',
      '[X]',
      '[ ]'
    ]);
  });

  it('go on behind a fence within a fence', () => {
    expect(tasksOf('````\n```\n- [ ] no\n````\n- [ ] yes')).toHaveLength(1);
  });
});

it.each([
  ['\n'.repeat(10_000), false],
  ['\n'.repeat(10_001), true],
  ['x'.repeat(5 * 1024 * 1024), false],
  ['x'.repeat(5 * 1024 * 1024 + 1), true]
])('a text is drawn unasked unless it is very long', (body, expected) => {
  expect(isLong(body)).toBe(expected);
});
