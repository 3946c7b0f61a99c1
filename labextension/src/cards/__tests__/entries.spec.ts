import { nullTranslator } from '@jupyterlab/translation';
import { describe, expect, it } from 'vitest';
import { entriesOf } from '../entries';
import shared from './entries.json';
import { card } from './samples';

const trans = nullTranslator.load('jupyter_mlcollab');
const SHA256 = 'ab'.repeat(32);

const full = card({
  outcome: 'supported',
  conclusion: 'Adopt.',
  next: ['Recalibrate', 'Ask sales'],
  params: { depth: 4, seed: null },
  metrics: [
    { name: 'auc', value: 0.87132, split: 'test', goal: 'max' },
    { name: 'time', value: 212, unit: 's' }
  ],
  figures: [
    { path: 'figures/a.png', sha256: SHA256, caption: 'ROC' },
    { path: 'figures/b.png', sha256: SHA256 },
    { path: 'figures/c.png', sha256: 'none', caption: 'ROC' }
  ],
  data: [{ name: 'churn', role: 'train', rows: 10, columns: 2, fingerprint: 'sha256:5f' }]
});

function said(section: string): (string | string[])[][] {
  const { all } = entriesOf(full, trans);
  return all
    .filter(entry => entry.section === section)
    .map(({ name, label, text }) => [name, label, text]);
}

describe('what of a card can be commented', () => {
  it('is the same on the command line, which is tested with the same samples', () => {
    const found = entriesOf(card(shared.card), trans).all.map(each => [
      each.section,
      each.name,
      each.label,
      each.text
    ]);
    expect(found).toEqual(shared.entries);
  });

  it('is the whole first, then in the order of the page', () => {
    const sections = entriesOf(full, trans).all.map(({ section }) => section);
    expect([...new Set(sections)]).toEqual([
      'card',
      'field',
      'metric',
      'figure',
      'parameter',
      'data'
    ]);
  });

  it('says values exactly, as every language does', () => {
    expect(said('metric')).toEqual([
      [['auc', 'test', ''], 'auc, test', '0.87132'],
      [['time', '', ''], 'time', '212 s']
    ]);
    expect(said('parameter')).toEqual([
      [['depth'], 'depth', '4'],
      [['seed'], 'seed', 'None']
    ]);
    expect(said('data')).toEqual([[['churn', 'train'], 'churn', '10 × 2 · sha256:5f']]);
    expect(said('field')[0]).toEqual([['conclusion'], 'Conclusion', 'supported: Adopt.']);
  });

  it('tells figures by their captions: their files are others after each run', () => {
    expect(said('figure')).toEqual([
      [['ROC', '0'], 'ROC', ''],
      [['', '0'], 'Figure 2', ''],
      [['ROC', '1'], 'ROC', 'figures/c.png']
    ]);
    const hashes = entriesOf(full, trans).all.map(({ sha256 }) => sha256);
    expect(hashes.filter(hash => hash !== null)).toEqual([SHA256, SHA256]);
  });

  it('is found by the part of the card that is drawn', () => {
    const entries = entriesOf(full, trans);
    const [metric] = full.metrics;
    expect(metric && entries.of(metric)?.label).toBe('auc, test');
    expect(entries.of({ parameter: 'depth' })?.text).toBe('4');
    expect(entries.of('next')?.text).toBe('Recalibrate\nAsk sales');
    expect(entries.of({ parameter: 'next' })).toBeNull();
    expect(entries.of('tags')).toBeNull();
  });
});
