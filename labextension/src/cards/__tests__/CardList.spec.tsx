import { nullTranslator } from '@jupyterlab/translation';
import { MessageLoop } from '@lumino/messaging';
import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import React, { act } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ReactPanel } from '../../ui/ReactPanel';
import { CardList } from '../CardList';
import { Selection } from '../selection';
import type { Cards } from '../cards';
import type { CardRow } from '../tokens';
import { row } from './samples';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

describe('the list of cards', () => {
  const trans = nullTranslator.load('jupyter_mlcollab');
  let rows: readonly CardRow[] = [];
  let panel: ReactPanel;
  let host: HTMLElement;

  const after = (action: () => void): Promise<void> =>
    act(async () => {
      action();
      await Promise.resolve();
    });

  beforeEach(async () => {
    const selection = new Selection(new Signal<object, void>({}));
    panel = new ReactPanel(
      () => (
        <CardList
          rows={rows}
          metric=""
          cards={{ baseline: null } as Cards}
          selection={selection}
          trans={trans}
          addressOf={path => `/files/${path}`}
          open={() => undefined}
          make={() => null}
          compare={() => undefined}
        />
      ),
      { trans }
    );
    host = panel.node;
    await after(() => Widget.attach(panel, document.body));
  });

  afterEach(() => act(() => panel.dispose()));

  const show = (shown: readonly CardRow[]): Promise<void> => {
    rows = shown;
    return after(() => MessageLoop.sendMessage(panel, Widget.Msg.UpdateRequest));
  };
  const focused = (): string | null | undefined =>
    document.activeElement?.querySelector('.mlc-CardRow-title')?.textContent;
  const focus = (place: number): Promise<void> =>
    after(() => host.querySelector<HTMLElement>(`[data-mlc-row="${place}"]`)?.focus());

  it('keeps the focus on its card when another one comes before it', async () => {
    const [first, second] = [row('first'), row('second')];
    await show([first, second]);
    await focus(1);
    await show([row('new'), first, second]);
    expect(focused()).toBe('second');
    expect(host.querySelector('[tabindex="0"]')?.textContent).toContain('second');
  });

  it('leaves the focus where it is when it is in no row', async () => {
    await show([row('first'), row('second')]);
    await focus(1);
    await after(() => (document.activeElement as HTMLElement).blur());
    await show([row('new'), row('first'), row('second')]);
    expect(document.activeElement).toBe(document.body);
  });

  it('goes on with the elements it has when a search shows other cards', async () => {
    await show([row('first'), row('second')]);
    const before = host.querySelectorAll('.mlc-CardRow');
    await show([row('third'), row('fourth')]);
    expect([...host.querySelectorAll('.mlc-CardRow')]).toEqual([...before]);
    expect(host.textContent).toContain('third');
  });

  it('shows the picture of a card where that of another one was broken', async () => {
    await show([row('first', { thumbnail: 'gone.png' })]);
    await after(() => void host.querySelector('img')?.dispatchEvent(new Event('error')));
    expect(host.querySelector('img')).toBeNull();
    await show([row('second', { thumbnail: 'roc.png' })]);
    expect(host.querySelector('img')?.getAttribute('src')).toBe('/files/roc.png');
  });
});
