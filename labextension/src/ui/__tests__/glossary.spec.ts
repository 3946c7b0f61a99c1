import { expect, it, vi } from 'vitest';
import { Glossary } from '../glossary';

const TERMS = [
  { term: 'Churn', meaning: 'a customer who left' },
  { term: 'hold', meaning: 'to keep' },
  { term: 'Hold-out set', meaning: 'rows nobody looked at' },
  { term: 'Año', meaning: 'a year' }
];

function drawn(html: string, terms = TERMS): { root: HTMLElement; words: Glossary } {
  const root = document.createElement('div');
  root.innerHTML = html;
  const words = new Glossary();
  words.set(terms);
  words.mark(root);
  return { root, words };
}

const marked = (root: HTMLElement): (string | null)[] =>
  [...root.querySelectorAll('.mlc-Term')].map(({ textContent }) => textContent);

it('marks each word where it is used first, whole and in any case', () => {
  const { root } = drawn(
    '<p>No churns, but CHURN: churn. The hold-out set, <b>del año</b>.</p><p>Año</p>'
  );
  expect(marked(root)).toEqual(['CHURN', 'hold-out set', 'año']);
  expect(root.textContent).toBe('No churns, but CHURN: churn. The hold-out set, del año.Año');
});

it('leaves code, links, headings and formulas as they are', () => {
  const { root } = drawn(
    '<h2>Churn</h2><a>churn</a><code>churn</code><pre>churn</pre><svg><text>churn</text></svg>'
  );
  expect(marked(root)).toEqual([]);
});

it('marks again without doubling, and takes marks away', () => {
  const { root, words } = drawn('<p>churn and hold</p>');
  words.mark(root);
  expect(marked(root)).toEqual(['churn', 'hold']);
  words.unmark(root);
  expect(root.innerHTML).toBe('<p>churn and hold</p>');
});

it('explains all marks through the same listeners', async () => {
  const listen = vi.spyOn(EventTarget.prototype, 'addEventListener');
  const { root, words } = drawn('<p>churn</p>');
  const before = listen.mock.calls.length;
  for (let cell = 0; cell < 100; cell += 1) {
    const more = document.createElement('p');
    more.textContent = 'churn and hold';
    words.mark(more);
    root.append(more);
  }
  expect(marked(root)).toHaveLength(201);
  expect(listen.mock.calls.length).toBe(before);
  listen.mockRestore();
  document.body.append(root);
  root
    .querySelector('p:last-child .mlc-Term')
    ?.dispatchEvent(new Event('focusin', { bubbles: true }));
  await vi.waitFor(() =>
    expect(document.querySelector('.mlc-HoverCard')?.textContent).toContain('a customer who left')
  );
});

it('touches nothing while there are no words, and tells when they are others', () => {
  const { root, words } = drawn('<p>churn</p>', []);
  expect(root.innerHTML).toBe('<p>churn</p>');
  let told = 0;
  words.changed.connect(() => (told += 1));
  words.set([]);
  words.set(TERMS);
  words.set([...TERMS]);
  expect(told).toBe(1);
});

it('takes 300 cells of 200 words with 500 terms in moments', () => {
  const terms = Array.from({ length: 500 }, (_, at) => ({ term: `word${at} of`, meaning: 'x' }));
  const { words } = drawn('', terms);
  const text = Array.from({ length: 200 }, (_, at) => `word${at * 7}`).join(' ');
  const cells = Array.from({ length: 300 }, () => {
    const cell = document.createElement('div');
    cell.textContent = text;
    return cell;
  });
  const begin = performance.now();
  cells.forEach(cell => words.mark(cell));
  expect(performance.now() - begin).toBeLessThan(1500);
});
