import { nullTranslator } from '@jupyterlab/translation';
import { describe, expect, it } from 'vitest';
import {
  excerpt,
  leadingComment,
  lineAt,
  placeLabel,
  placeParts,
  replyCount,
  stateLabel
} from '../label';
import { anchor, comment, placed, placement, thread } from './samples';

const trans = nullTranslator.load('jupyter_mlcollab');
const label = (given: Parameters<typeof anchor>[0], index: number | null = 3, line?: number) =>
  placeLabel(placeParts(anchor(given), index, line ?? null, trans));
const bare = { ...anchor().cell, headings: [] } as NonNullable<ReturnType<typeof anchor>['cell']>;
const titled = (sourceText: string): typeof bare => ({
  ...bare,
  type: 'markdown',
  headings: ['Train', 'Split'],
  sourceText
});
const quote = { exact: 'x', prefix: '', suffix: '', line: 3, start: 0, end: 1 };
const output = { kind: 'image', mime: 'image/png', ordinal: 0, payloadSha256: '0' } as const;

describe('the place label', () => {
  it.each([
    ['a line', label({ kind: 'source', quote }), 'Train › Split, line 4'],
    ['the line as it is now', label({ kind: 'source', quote }, 3, 9), 'Train › Split, line 10'],
    ['a cell', label({}), 'Train › Split, cell 4'],
    ['a cell that moved', label({}, 7), 'Train › Split, cell 8'],
    ['a cell that is gone', label({}, null), 'Train › Split, cell 4'],
    ['an output', label({ kind: 'output', output }), 'Train › Split, output of cell 4'],
    ['a cell below no heading', label({ cell: bare }), 'Cell 4'],
    [
      'a cell that is a heading',
      label({ cell: titled('## Model\n\nWe fit.') }),
      'Train › Model, cell 4'
    ],
    [
      'a cell that only holds one',
      label({ cell: titled('We fit.\n## x') }),
      'Train › Split, cell 4'
    ],
    ['a line below no heading', label({ kind: 'source', cell: bare, quote }), 'Cell 4, line 4'],
    ['an output below none', label({ kind: 'output', cell: bare, output }), 'Output of cell 4'],
    ['the notebook', label({ kind: 'notebook', cell: null }, null), 'Whole notebook'],
    ['an erased anchor', placeLabel(placeParts(null, null, null, trans)), 'Place unknown']
  ])('names %s', (_, actual, expected) => {
    expect(actual).toBe(expected);
  });
});

describe('the state chip', () => {
  it('is absent for a thread in its place', () => {
    expect(stateLabel(placed(thread('1')), trans)).toBeNull();
  });

  it('tells a lost place from one a person took away', () => {
    const detached = placement('1', { state: 'orphaned', reason: 'detached' });
    expect(stateLabel(placed(thread('1'), 'orphaned'), trans)).toBe('place lost');
    expect(stateLabel(placed(thread('1'), 'orphaned', { placement: detached }), trans)).toBe(
      'detached'
    );
  });

  it('says that a result changed only where the text did not', () => {
    expect(stateLabel(placed(thread('1'), 'anchored', { resultChanged: true }), trans)).toBe(
      'result changed'
    );
    expect(stateLabel(placed(thread('1'), 'outdated', { resultChanged: true }), trans)).toBe(
      'text changed since'
    );
  });
});

describe('excerpts', () => {
  it('leave out Markdown marks and line ends', () => {
    const markdown = '## Why\n\n> **Leaks** the `target`?\n- see [this](https://x.org/a_b)';
    expect(excerpt(markdown)).toBe('Why Leaks the target? see this');
  });

  it('keep names with underscores and products', () => {
    expect(excerpt('train_test_split(a * b)')).toBe('train_test_split(a * b)');
  });

  it('are cut between characters', () => {
    const cut = excerpt('😀'.repeat(300));
    expect(Array.from(cut)).toHaveLength(160);
    expect(cut.endsWith('😀…')).toBe(true);
  });
});

describe('a thread in a list', () => {
  const gone = comment('', { body: null, deleted: true });

  it('is led by its first comment that still stands', () => {
    expect(leadingComment(thread('1', { comments: [gone, comment('here')] }))?.body).toBe('here');
  });

  it('counts the replies that still stand', () => {
    const comments = [comment('a'), gone, comment('b')];
    expect(replyCount(thread('1', { comments }))).toBe(1);
    expect(replyCount(thread('1', { comments: [gone] }))).toBe(0);
  });
});

it('finds the line of a position whatever ends the lines', () => {
  expect(lineAt('a\r\nb\rc\nd', 7)).toBe(3);
  expect(lineAt('a\nb', 0)).toBe(0);
});
