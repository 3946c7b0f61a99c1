import { CompletionContext } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { nullTranslator } from '@jupyterlab/translation';
import { describe, expect, it } from 'vitest';
import { choicesAt, type ILinkChoice } from '../completion';

const trans = nullTranslator.load('jupyter_mlcollab');
const TRAIN = {
  title: 'train',
  detail: 'train.ipynb',
  kind: 'notebook',
  written: '[train](../train.ipynb)'
};

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
