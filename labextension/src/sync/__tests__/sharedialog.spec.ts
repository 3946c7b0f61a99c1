import { nullTranslator } from '@jupyterlab/translation';
import { describe, expect, it } from 'vitest';
import { leavingLines } from '../ShareDialog';

const trans = nullTranslator.load('jupyter_mlcollab');
const NOTHING = { threads: 0, looks: 0, cards: 0, events: 0, people: [] };

describe('what is said to leave this computer', () => {
  it('names each kind of which there is something, and the people', () => {
    const leaving = { threads: 2, looks: 1, cards: 0, events: 7, people: ['Ana', 'Bo'] };
    expect(leavingLines(leaving, trans)).toEqual([
      '2 threads',
      '1 request for a look',
      'the names of Ana, Bo'
    ]);
  });

  it('says so when there is nothing yet', () => {
    expect(leavingLines(NOTHING, trans)).toEqual(['nothing yet']);
  });

  it('shows signs in names that would turn text around', () => {
    const [line] = leavingLines({ ...NOTHING, events: 1, people: ['\u202eoB'] }, trans);
    expect(line).not.toContain('\u202e');
  });
});
