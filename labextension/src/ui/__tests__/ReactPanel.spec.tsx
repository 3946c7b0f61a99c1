import { nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import React from 'react';
import { expect, it } from 'vitest';
import { ReactPanel } from '../ReactPanel';

it('draws once it is in the document, so that a field can take the keyboard', async () => {
  const changed = new Signal<object, void>({});
  let drawn = 0;
  const panel = new ReactPanel(
    () => {
      drawn += 1;
      return <input autoFocus />;
    },
    { trans: nullTranslator.load('jupyter_mlcollab'), signals: [changed] }
  );
  changed.emit();
  await new Promise(resolve => setTimeout(resolve, 30));
  expect(drawn).toBe(0);
  Widget.attach(panel, document.body);
  await expect.poll(() => document.activeElement?.tagName).toBe('INPUT');
  panel.dispose();
});
