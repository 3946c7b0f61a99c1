import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { nullTranslator } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import React from 'react';
import { describe, expect, it } from 'vitest';
import { ReactPanel } from '../../ui/ReactPanel';
import { PageText } from '../PageText';

const BOX = '<li><input type="checkbox" disabled></li>';

/** The boxes of a page of one task, of which the Markdown renderer makes so much HTML. */
async function boxesOf(html: string): Promise<readonly HTMLInputElement[]> {
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
        onDrawn={nothing}
      />
    ),
    { trans }
  );
  Widget.attach(panel, host);
  await new Promise(resolve => setTimeout(resolve, 100));
  return [...host.querySelectorAll('input')];
}

describe('the ticks of a page', () => {
  it('can be set', async () => {
    expect((await boxesOf(BOX)).map(({ disabled }) => disabled)).toEqual([false]);
  });

  it('cannot where one would land on another item', async () => {
    expect((await boxesOf(BOX + BOX)).map(({ disabled }) => disabled)).toEqual([true, true]);
  });
});
