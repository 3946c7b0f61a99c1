import { nullTranslator } from '@jupyterlab/translation';
import { describe, expect, it } from 'vitest';
import { insertCitation, writeNew } from '../inserting';
import { Disk } from './disk';

const trans = nullTranslator.load('jupyter_mlcollab');
const FRONT = '---\ncites: {}\n---\n';

type Services = Parameters<typeof insertCitation>[0];

function closed(files: Disk): Services {
  return {
    trans,
    documents: { findWidget: () => undefined },
    app: { serviceManager: { contents: files } }
  } as unknown as Services;
}

/** A page in JupyterLab's editor, with the cursor at an offset. */
function inEditor(world: { source: string }, begin: number): Services {
  let cursor = begin;
  const context = {
    model: {
      dirty: true,
      sharedModel: {
        getSource: () => world.source,
        transact: (act: () => void) => act(),
        updateSource: (start: number, end: number, text: string) => {
          world.source = world.source.slice(0, start) + text + world.source.slice(end);
        }
      }
    }
  };
  const editor = {
    getCursorPosition: () => cursor,
    getOffsetAt: (at: number) => at,
    getPositionAt: (at: number) => at,
    setCursorPosition: (at: number) => (cursor = at)
  };
  return {
    trans,
    app: {},
    documents: { findWidget: () => ({ context, content: { editor } }) }
  } as unknown as Services;
}

const cite = (text: string): Promise<{ text: string; link: string }> =>
  Promise.resolve({ text: FRONT + text, link: '[1](a)' });

describe('a citation put into a closed page', () => {
  it.each([
    ['body\n', `${FRONT}body\n\n[1](a)\n`],
    ['body', `${FRONT}body\n\n[1](a)\n`],
    ['body  \n\n\n', `${FRONT}body  \n\n\n\n[1](a)\n`],
    ['body\r\n', `${FRONT}body\r\n\r\n[1](a)\r\n`]
  ])('changes nothing else of %j', async (before, after) => {
    const files = new Disk({ 'a.md': before });
    await insertCitation(closed(files), 'a.md', cite);
    expect(files.texts['a.md']).toBe(after);
  });

  it('writes over nothing that somebody saved meanwhile', async () => {
    const files = new Disk({ 'a.md': 'body' });
    const asked = insertCitation(closed(files), 'a.md', text => {
      files.texts['a.md'] = 'of somebody else';
      return cite(text);
    });
    await expect(asked).rejects.toThrow('changed meanwhile');
    expect(files.texts['a.md']).toBe('of somebody else');
  });
});

describe('a citation put into an open page', () => {
  it('stands at the cursor, with its front matter', async () => {
    const world = { source: 'one two' };
    await insertCitation(inEditor(world, 4), 'a.md', cite);
    expect(world.source).toBe(`${FRONT}one [1](a) two`);
  });

  it.each([
    ['AUC', 3, 'AUC [1](a)'],
    ['AUC (see )', 9, 'AUC (see [1](a))'],
    ['AUC.', 3, 'AUC [1](a).'],
    ['One.\n\nTwo.', 6, 'One.\n\n[1](a) Two.']
  ])('is kept apart from the words beside it in %j at %i', async (before, at, after) => {
    const world = { source: before };
    await insertCitation(inEditor(world, at), 'a.md', cite);
    expect(world.source).toBe(FRONT + after);
  });

  it('is followed by the next one', async () => {
    const world = { source: 'body' };
    const open = inEditor(world, 4);
    await insertCitation(open, 'a.md', cite);
    await insertCitation(open, 'a.md', text => Promise.resolve({ text, link: '[2](b)' }));
    expect(world.source).toBe(`${FRONT}body [1](a) [2](b)`);
  });

  it('leaves what is typed meanwhile', async () => {
    const world = { source: 'one' };
    await insertCitation(inEditor(world, 4), 'a.md', text => {
      world.source = 'two three';
      return cite(text);
    });
    expect(world.source).toBe(`${FRONT}two [1](a) three`);
  });

  it('is refused where the front matter was changed meanwhile', async () => {
    const world = { source: '---\ntitle: a\n---\none' };
    const asked = insertCitation(inEditor(world, 1), 'a.md', text => {
      world.source = text.replace('title: a', 'title: b');
      return cite(text);
    });
    await expect(asked).rejects.toThrow('changed meanwhile');
    expect(world.source).toBe('---\ntitle: b\n---\none');
  });

  it('takes no front matter away that the server did not read as such', async () => {
    const world = { source: '---\ntitle: a\n---\nbody' };
    await insertCitation(inEditor(world, 22), 'a.md', cite).catch(() => undefined);
    expect(world.source).toContain('title: a');
  });
});

describe('a new page', () => {
  it('is written where there is none', async () => {
    const files = new Disk({});
    await writeNew(files as never, 'a.md', 'mine', trans);
    expect(files.texts['a.md']).toBe('mine');
  });

  it('never stands in place of another', async () => {
    const files = new Disk({ 'a.md': 'theirs' });
    await expect(writeNew(files as never, 'a.md', 'mine', trans)).rejects.toThrow('just made');
    expect(files.texts['a.md']).toBe('theirs');
  });
});
