import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { nullTranslator } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import React from 'react';
import { describe, expect, it } from 'vitest';
import { ReactPanel } from '../../ui/ReactPanel';
import { PageText } from '../PageText';

const BOX = '<li><input type="checkbox" disabled></li>';

const MOVED = new Map([['train.ipynb', 'models/train.ipynb']]);
const opened: string[] = [];

/** The boxes of a page of one task, of which the Markdown renderer makes so much HTML. */
async function boxesOf(html: string): Promise<readonly HTMLInputElement[]> {
  return [...(await drawn(html)).querySelectorAll('input')];
}

/** A page of which the Markdown renderer makes so much HTML. */
async function drawn(html: string, moved = new Map<string, string>()): Promise<HTMLElement> {
  const rendermime = {
    createModel: () => ({}),
    createRenderer: () =>
      Object.assign(new Widget(), {
        renderModel(this: Widget) {
          this.node.innerHTML = html;
          return Promise.resolve();
        }
      })
  } as unknown as IRenderMimeRegistry;
  const host = document.createElement('div');
  document.body.append(host);
  const nothing = (): void => undefined;
  const trans = nullTranslator.load('jupyter_mlcollab');
  const panel = new ReactPanel(
    () => (
      <PageText
        body="- [ ] one"
        citations={[]}
        isReadOnly={false}
        ticks={null}
        rendermime={rendermime}
        trans={trans}
        onTick={nothing}
        onCitation={nothing}
        moved={moved}
        onMoved={path => opened.push(path)}
        onDrawn={nothing}
      />
    ),
    { trans }
  );
  Widget.attach(panel, host);
  await new Promise(resolve => setTimeout(resolve, 100));
  return host;
}

describe('a link to a file that moved', () => {
  const LINKS =
    '<a href="/files/train.ipynb" data-mlc-path="train.ipynb">train</a>' +
    '<a href="/files/other.ipynb" data-mlc-path="other.ipynb">other</a>';

  it('says where it went, and opens it there', async () => {
    const host = await drawn(LINKS, MOVED);
    const marks = [...host.querySelectorAll<HTMLElement>('.mlc-Citation-mark')];
    expect(marks.map(({ textContent, title }) => [textContent, title])).toEqual([
      ['moved', 'Moved to models/train.ipynb']
    ]);
    const stayed: unknown[] = [];
    host.querySelector('a')?.addEventListener('click', event => stayed.push(event));
    host.querySelector('a')?.click();
    marks[0]?.click();
    expect(opened).toEqual(['models/train.ipynb', 'models/train.ipynb']);
    expect(stayed).toEqual([]);
  });

  it('is left alone where nothing moved', async () => {
    const host = await drawn(LINKS);
    expect(host.querySelector('.mlc-Citation-mark')).toBeNull();
  });
});

describe('the ticks of a page', () => {
  it('can be set', async () => {
    expect((await boxesOf(BOX)).map(({ disabled }) => disabled)).toEqual([false]);
  });

  it('cannot where one would land on another item', async () => {
    expect((await boxesOf(BOX + BOX)).map(({ disabled }) => disabled)).toEqual([true, true]);
  });
});
