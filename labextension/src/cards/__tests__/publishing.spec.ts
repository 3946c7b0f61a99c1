import { expect, it } from 'vitest';
import { Publishing, type Finding, type IPublished, type Waiver } from '../publishing';
import type { IValues } from '../fields';
import { card, file } from './samples';

const FINDING: Finding = {
  cell: null,
  cellId: null,
  end: 9,
  excerpt: 'token ****',
  fingerprint: 'f1',
  kind: 'secret',
  line: 4,
  output: null,
  part: 'text',
  path: 'cards/trees/card.json',
  rule: 'token',
  sentence: 'Take it out.',
  start: 0,
  title: 'Token'
};

function begin(findings: Finding[], fails = false) {
  const done: { edited: IValues[]; waived: Waiver[][] } = { edited: [], waived: [] };
  const publishing = new Publishing(file(card()), {
    scan: () => Promise.resolve({ findings, ignored: false, leftOut: 0, path: FINDING.path }),
    edit: (before, values) => {
      done.edited.push(values);
      return Promise.resolve({ ...before, card: { ...before.card, ...values } as never });
    },
    publish: (now, waivers) => {
      done.waived.push([...waivers]);
      const published: IPublished = {
        file: now,
        html: null,
        paths: [],
        questions: [],
        summary: ''
      };
      return fails ? Promise.reject(new Error('The disk is full.')) : Promise.resolve(published);
    }
  });
  return { publishing, done };
}

it('waits for an answer to each finding, an outcome and a conclusion', async () => {
  const { publishing, done } = begin([FINDING, { ...FINDING, line: 9 }]);
  await publishing.check();
  publishing.say({ outcome: 'supported', conclusion: 'Adopt.' });
  expect(publishing.isReady).toBe(false);
  await publishing.publish();
  expect(done.waived).toEqual([]);
  publishing.waive(FINDING, '  ');
  expect(publishing.isReady).toBe(false);
  publishing.waive(FINDING, 'Made up');
  await publishing.publish();
  expect(done.edited).toEqual([{ outcome: 'supported', conclusion: 'Adopt.' }]);
  expect(done.waived).toEqual([[{ finding: 'f1', reason: 'Made up' }]]);
  expect(publishing.step).toBe('done');
});

it('says why it failed and can be tried again without writing the words twice', async () => {
  const { publishing, done } = begin([], true);
  await publishing.check();
  publishing.say({ outcome: 'refuted', conclusion: 'Stop.' });
  await publishing.publish();
  expect([publishing.step, publishing.problem]).toEqual(['failed', 'The disk is full.']);
  await publishing.publish();
  expect(done.edited).toHaveLength(1);
  expect(done.waived).toEqual([[], []]);
});

it('lets the server stop looking when nobody waits any more', async () => {
  let signal: AbortSignal | null = null;
  const publishing = new Publishing(file(card()), {
    scan: given => {
      signal = given;
      return new Promise(() => undefined);
    },
    edit: before => Promise.resolve(before),
    publish: () => Promise.reject(new Error('not asked'))
  });
  void publishing.check();
  await Promise.resolve();
  publishing.leave();
  expect(signal).toMatchObject({ aborted: true });
});
