import { history, undo } from '@codemirror/commands';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { Contents } from '@jupyterlab/services';
import { nullTranslator } from '@jupyterlab/translation';
import { describe, expect, it, vi } from 'vitest';
import { pictureDropping } from '../dropping';
import { MOST_BYTES, savePicture } from '../pictures';

const trans = nullTranslator.load('jupyter_mlcollab');

/** Files by path, as the contents manager has them. */
class Files {
  constructor(readonly texts: Record<string, string>) {}

  localPath(path: string): string {
    return path.replace(/^\w+:/, '');
  }

  get(path: string): Promise<unknown> {
    return path in this.texts
      ? Promise.resolve({})
      : Promise.reject(Object.assign(new Error('gone'), { response: { status: this.status } }));
  }

  save(path: string, { content }: { content?: string }): Promise<void> {
    this.texts[path] = content ?? '';
    return Promise.resolve();
  }

  status = 404;
}

const contents = (files: Files): Contents.IManager => files as unknown as Contents.IManager;
const png = (name: string): File => new File(['dot'], name, { type: 'image/png' });

describe('a picture', () => {
  it('is saved beside the page, under a name of its own', async () => {
    const files = new Files({ 'docs/plan-picture.png': 'before' });
    const saved = await savePicture(contents(files), 'docs/plan.md', png('image.png'));
    expect(saved).toBe('![plan picture 2](plan-picture-2.png)');
    expect(files.texts).toEqual({
      'docs/plan-picture.png': 'before',
      'docs/plan-picture-2.png': btoa('dot')
    });
  });

  it.each([
    ['docs/a b.md', 'image.png', 'docs/a-b-picture.png', '![a b picture](a-b-picture.png)'],
    ['top.md', 'Étude [v2].PNG', 'Étude-v2.png', '![Étude v2](%C3%89tude-v2.png)'],
    ['RTC:top.md', 'roc.png', 'RTC:roc.png', '![roc](roc.png)'],
    ['RTC:docs/a.md', '../../x.png', 'RTC:docs/x.png', '![x](x.png)'],
    ['docs/a.md', '….png', 'docs/picture.png', '![picture](picture.png)']
  ])('of %s called %s becomes %s', async (page, name, path, written) => {
    const files = new Files({});
    expect(await savePicture(contents(files), page, png(name))).toBe(written);
    expect(Object.keys(files.texts)).toEqual([path]);
  });

  it('is not saved where nobody can say what is there', async () => {
    const files = new Files({});
    files.status = 500;
    await expect(savePicture(contents(files), 'docs/a.md', png('x.png'))).rejects.toThrow('gone');
    expect(files.texts).toEqual({});
  });
});

/** An editor in which something was pasted. */
async function pasted(
  files: readonly File[],
  text = ''
): Promise<{ view: EditorView; told: unknown[]; isTaken: boolean }> {
  const told: unknown[] = [];
  const extension = pictureDropping({
    trans,
    save: picture => Promise.resolve(`![${picture.name}](x.png)`),
    tell: problem => told.push(problem)
  });
  const view = new EditorView({
    state: EditorState.create({
      doc: 'before  after',
      selection: { anchor: 7 },
      extensions: [extension, history()]
    })
  });
  const event = new Event('paste', { cancelable: true });
  Object.assign(event, { clipboardData: { files, getData: () => text } });
  view.contentDOM.dispatchEvent(event);
  await vi.waitFor(() =>
    expect(
      view.state.doc.toString() !== 'before  after' ||
        told.length > 0 ||
        files.length === 0 ||
        text !== ''
    ).toBe(true)
  );
  return { view, told, isTaken: event.defaultPrevented };
}

describe('pasting', () => {
  it('puts the picture at the cursor, and can be undone', async () => {
    const { view } = await pasted([png('roc')]);
    expect(view.state.doc.toString()).toBe('before ![roc](x.png) after');
    undo(view);
    expect(view.state.doc.toString()).toBe('before  after');
  });

  it('says which picture is too large', async () => {
    const large = png('huge.png');
    Object.defineProperty(large, 'size', { value: MOST_BYTES + 1 });
    const { told, view } = await pasted([large]);
    expect(String(told[0])).toContain('“huge.png” is over the limit of 10 MB.');
    expect(view.state.doc.toString()).toBe('before  after');
  });

  it('leaves text to the editor, though a picture of it came along', async () => {
    expect((await pasted([png('table.png')], 'a\tb')).told).toEqual([]);
    const file = new File(['x'], 'notes.txt', { type: 'text/plain' });
    expect((await pasted([file], 'x')).told).toEqual([]);
  });
});
