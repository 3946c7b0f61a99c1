import { describe, expect, it } from 'vitest';
import type { Placement, Target } from '../../anchors/tokens';
import { movedBy, TextPlaces } from '../textplaces';
import { thread, anchor } from './samples';

const PAGE = 'We predict who leaves. The AUC has to be above 0.87.';
const AUC = { start: 23, end: 30 };

/** A range of a text, sent with all of it. */
function target(text: string, start: number, end: number): Target {
  const passage = { text, offset: 0, line: 0, headings: [], rival: null };
  return { kind: 'text', passage, start, end };
}

describe('movedBy', () => {
  it.each([
    ['text above', `New. ${PAGE}`, 'The AUC'],
    ['text below', `${PAGE} More.`, 'The AUC'],
    ['a letter in it', PAGE.replace('The AUC', 'The big AUC'), 'The big AUC'],
    ['an insertion before it', PAGE.replace('The AUC', 'But The AUC'), 'The AUC'],
    ['all of it replaced', PAGE.replace('The AUC', 'Recall'), 'Recall']
  ])('follows a range through %s', (_, after, words) => {
    const range = movedBy(PAGE, after)(AUC);
    expect(range && after.slice(range.start, range.end)).toBe(words);
  });

  it('loses a range that was taken out', () => {
    expect(movedBy(PAGE, PAGE.replace('The AUC has ', ''))(AUC)).toBeNull();
  });
});

describe('TextPlaces', () => {
  const placement = (threadId: string): Placement => ({
    threadId,
    state: 'anchored',
    confidence: 1,
    cellIndex: null,
    cellId: null,
    quoteStart: AUC.start,
    quoteEnd: AUC.end,
    entryIndex: null,
    reason: 'text'
  });

  it('goes along with what is typed between two answers, and asks again after a pause', async () => {
    const asked: string[] = [];
    const places = new TextPlaces(text => {
      asked.push(text);
      return Promise.resolve([placement('a')]);
    });
    places.show(PAGE);
    places.follow([thread('a', { anchor: anchor({ kind: 'text', cell: null }) })]);
    await places.settled();
    expect(places.of('a').placement?.quoteStart).toBe(AUC.start);
    places.show(`New. ${PAGE}`);
    expect(places.of('a').placement?.quoteStart).toBe(AUC.start + 5);
    expect(asked.at(-1)).toBe(PAGE);
    await new Promise(resolve => setTimeout(resolve, 500));
    expect(asked.at(-1)).toBe(`New. ${PAGE}`);
    places.dispose();
  });

  it('finds the words of what is being written, nearest to where they were', () => {
    const places = new TextPlaces(() => Promise.resolve([]));
    const twice = `The AUC first. ${PAGE}`;
    const at = twice.lastIndexOf('The AUC');
    places.show(`Above. ${twice}`);
    expect(places.find(target(twice, at, at + 7))).toEqual({ start: at + 7, end: at + 14 });
    places.show('Nothing of it.');
    expect(places.find(target(twice, at, at + 7))).toBeNull();
    places.dispose();
  });
});
