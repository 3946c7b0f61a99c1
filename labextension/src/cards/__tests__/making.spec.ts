import { describe, expect, it } from 'vitest';
import { Making, type Chosen, type Offer } from '../making';
import { pictureIn } from '../notebookpictures';

type Metric = Offer['metrics'][number];
type Draft = NonNullable<Offer['draft']>;

function metric(name: string, more: Partial<Metric> = {}): Metric {
  const place = { cell: 1, output: 0, cellKey: 'aaaa', excerpt: name };
  const said = { value: 0.8, split: null, goal: null, unit: null, n: null, isSure: true };
  return { name, ...said, ...place, ...more };
}

function offer(more: Partial<Offer> = {}): Offer {
  return {
    title: 'Churn',
    hasParametersCell: true,
    params: [{ name: 'rate', value: 0.1, cell: 0 }],
    metrics: [metric('auc', { split: 'test', goal: 'max' }), metric('cost', { isSure: false })],
    leftOut: 0,
    figures: [],
    data: [{ path: 'churn.csv', cell: 0 }],
    commit: null,
    changes: null,
    draft: null,
    ...more
  };
}

async function begun(
  given: Offer = offer(),
  create: (chosen: Chosen) => Promise<void> = () => Promise.resolve()
): Promise<Making> {
  const making = new Making({ offer: () => Promise.resolve(given), create });
  await making.begin();
  return making;
}

async function chosenOf(making: Making, sent: Chosen[]): Promise<Chosen | undefined> {
  await making.create();
  return sent.at(-1);
}

describe('Making', () => {
  it('begins with what is sure, and leaves out the rest', async () => {
    const sent: Chosen[] = [];
    const making = await begun(offer(), chosen => Promise.resolve(void sent.push(chosen)));
    expect(making.isDirty).toBe(false);
    making.keepData('churn.csv', false);
    making.write({ hypothesis: '  Two points ', title: ' Trees \n win ' });
    expect(await chosenOf(making, sent)).toEqual({
      title: 'Trees win',
      hypothesis: 'Two points',
      outcome: null,
      conclusion: null,
      draftId: null,
      metrics: [{ index: 0, name: 'auc', split: 'test', goal: 'max' }],
      params: ['rate'],
      figures: [],
      data: []
    });
    expect(making.step).toBe('done');
  });

  it('asks for a title, and refuses two values of one name', async () => {
    const making = await begun(offer({ title: null }));
    expect(making.isReady).toBe(false);
    making.write({ title: 'x' });
    expect(making.isReady).toBe(true);
    making.chooseMetric(1, { isKept: true, name: ' auc ', split: 'test' });
    expect([making.clash, making.isReady]).toEqual(['auc', false]);
    making.chooseMetric(1, { split: 'train' });
    expect([making.clash, making.isReady]).toEqual([null, true]);
  });

  it('begins again with the names and captions of the draft', async () => {
    const draft = {
      id: 'one',
      title: 'Trees',
      conclusion: 'Wait.',
      metrics: [
        { name: 'ROC AUC', value: 0.8, split: 'test', goal: 'max', cell: 'aaaa' },
        { name: 'cost', value: 0.5, cell: 'gone' }
      ],
      figures: [{ path: 'a', sha256: 'a', caption: 'Curve', cell: 'ffff' }]
    } as unknown as Draft;
    const figure = { cell: 2, output: 0, mediaType: 'image/png', sizeBytes: 1 };
    const figures = [
      { ...figure, cellKey: 'eeee' },
      { ...figure, cellKey: 'ffff' }
    ];
    const making = await begun(offer({ draft, figures }));
    expect(making.words).toMatchObject({ title: 'Trees', conclusion: 'Wait.', hypothesis: '' });
    expect(making.metrics.map(({ name, isKept }) => [name, isKept])).toEqual([
      ['ROC AUC', true],
      // Not sure what it is, and another value by now.
      ['cost', false]
    ]);
    expect(making.figures.map(({ caption, isKept }) => [caption, isKept])).toEqual([
      ['', false],
      ['Curve', true]
    ]);
  });

  it('keeps what was chosen when it cannot be written', async () => {
    const making = await begun(offer(), () => Promise.reject(new Error('The disk is full.')));
    making.write({ title: 'x' });
    await making.create();
    expect([making.step, making.problem]).toEqual(['asking', 'The disk is full.']);
    expect(making.words.title).toBe('x');
  });

  it('says why the notebook cannot be read, and tries again', async () => {
    let isBroken = true;
    const making = new Making({
      offer: () => (isBroken ? Promise.reject(new Error('Broken.')) : Promise.resolve(offer())),
      create: () => Promise.resolve()
    });
    await making.begin();
    expect([making.offer, making.problem]).toEqual([null, 'Broken.']);
    isBroken = false;
    await making.begin();
    expect([making.step, making.problem]).toEqual(['asking', null]);
  });
});

describe('pictureIn', () => {
  const notebook = (data: unknown): Parameters<typeof pictureIn>[0] =>
    ({ cells: [{ outputs: [{ data }] }] }) as unknown as Parameters<typeof pictureIn>[0];
  const at = { cell: 0, output: 0, cellKey: '', mediaType: 'image/png', sizeBytes: 0 };

  it('finds a picture, also in lines, and nothing else', () => {
    expect(pictureIn(notebook({ 'image/png': ['iVBO\n', 'Rw0K\n'] }), at)).toBe(
      'data:image/png;base64,iVBORw0K'
    );
    expect(pictureIn(notebook({ 'image/png': '"><script>' }), at)).toBeNull();
    expect(pictureIn(notebook({ 'image/png': 5 }), at)).toBeNull();
    expect(pictureIn(notebook(null), { ...at, cell: 7 })).toBeNull();
    const drawn = pictureIn(notebook({ 'image/svg+xml': '<svg>é</svg>' }), {
      ...at,
      mediaType: 'image/svg+xml'
    });
    expect(drawn).toBe('data:image/svg+xml;charset=utf-8,%3Csvg%3E%C3%A9%3C%2Fsvg%3E');
  });
});
