import { CompletionContext, completionStatus } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { EditorView, runScopeHandlers } from '@codemirror/view';
import { nullTranslator } from '@jupyterlab/translation';
import { describe, expect, it, vi } from 'vitest';
import { choicesAt, linkCompletion, type ILinkChoice } from '../completion';

const trans = nullTranslator.load('jupyter_mlcollab');
const TRAIN = {
  title: 'train',
  detail: 'train.ipynb',
  kind: 'notebook',
  written: '[train](../train.ipynb)'
};

/** The first list is slow to be drawn on a busy machine. */
const PATIENCE = { timeout: 5_000 };

/** What is offered where `|` stands, and what the project was asked. */
async function offered(
  marked: string,
  found: readonly ILinkChoice[] | Error = [TRAIN]
): Promise<{ asked: string[]; labels: string[]; picked: string | null }> {
  const at = marked.indexOf('|');
  const doc = marked.replace('|', '');
  const asked: string[] = [];
  const state = EditorState.create({ doc });
  const result = await choicesAt(
    new CompletionContext(state, at, false),
    text => {
      asked.push(text);
      return found instanceof Error ? Promise.reject(found) : Promise.resolve(found);
    },
    trans
  );
  const labels = result?.options.map(({ displayLabel, label }) => displayLabel ?? label) ?? [];
  const first = result?.options[0];
  if (result === null || first === undefined || typeof first.apply !== 'function') {
    return { asked, labels, picked: null };
  }
  const view = new EditorView({ state });
  view.dispatch({ selection: { anchor: at } });
  first.apply(view, first, result.from, result.to ?? at);
  return { asked, labels, picked: view.state.doc.toString() };
}

describe('two brackets', () => {
  it('are replaced by a plain link, with those that the editor closed', async () => {
    const { asked, picked } = await offered('See [[tra|]] there');
    expect(asked).toEqual(['tra']);
    expect(picked).toBe('See [train](../train.ipynb) there');
    expect((await offered('See [[two words#and|')).asked).toEqual(['two words#and']);
  });

  it.each([
    '[tra|',
    '[[done]] |',
    '```\n[[tra|',
    '`[[tra|`',
    '---\ntitle: [[tra|\n---\n',
    '~~~\n```\n[[tra|'
  ])('mean nothing in %j', async text => {
    expect(await offered(text)).toEqual({ asked: [], labels: [], picked: null });
  });

  it.each(['---\ntitle: x\n---\n[[tra|', '`a` [[tra|', '```\ncode\n```\n[[tra|', '# [[tra|'])(
    'are completed in %j',
    async text => {
      expect((await offered(text)).asked).toEqual(['tra']);
    }
  );

  it('say that nothing was found, and let Enter break the line', async () => {
    const { labels, picked } = await offered('[[x|', []);
    expect(labels).toEqual(['Nothing in this project is called that']);
    expect(picked).toBe('[[x\n');
  });

  it('say why nothing could be looked for', async () => {
    expect((await offered('[[x|', new Error('The server is away.'))).labels).toEqual([
      'The server is away.'
    ]);
  });
});

describe('Enter before the list is there', () => {
  /** An editor in which brackets were just typed, and what answers them. */
  function typing(): { view: EditorView; answer: (found: readonly ILinkChoice[]) => void } {
    let answer: (found: readonly ILinkChoice[]) => void = () => undefined;
    const find = (): Promise<readonly ILinkChoice[]> =>
      new Promise(resolve => {
        answer = resolve;
      });
    const view = new EditorView({ extensions: linkCompletion(find, trans), parent: document.body });
    type(view, 'See [[tra');
    return { view, answer: found => answer(found) };
  }

  function type(view: EditorView, text: string): void {
    const at = view.state.selection.main.head;
    view.dispatch({
      changes: { from: at, insert: text },
      selection: { anchor: at + text.length },
      userEvent: 'input.type'
    });
  }

  const enter = (view: EditorView): boolean =>
    runScopeHandlers(view, new KeyboardEvent('keydown', { key: 'Enter' }), 'editor');

  it('waits, and takes the first choice', async () => {
    const { answer, view } = typing();
    expect(enter(view)).toBe(true);
    expect(view.state.doc.toString()).toBe('See [[tra');
    await vi.waitFor(() => {
      answer([TRAIN]);
      expect(view.state.doc.toString()).toBe('See [train](../train.ipynb)');
    }, PATIENCE);
  });

  it('is forgotten when the person types on', async () => {
    const { answer, view } = typing();
    enter(view);
    type(view, 'i');
    await vi.waitFor(() => {
      answer([TRAIN]);
      expect(completionStatus(view.state)).toBe('active');
    }, PATIENCE);
    expect(view.state.doc.toString()).toBe('See [[trai');
  });

  it('breaks the line elsewhere', () => {
    const { view } = typing();
    type(view, ']] and ');
    expect(enter(view)).toBe(false);
  });
});
