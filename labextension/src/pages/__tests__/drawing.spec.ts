import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { VDomModel, VDomRenderer } from '@jupyterlab/ui-components';
import { Widget } from '@lumino/widgets';
import { createElement, useEffect, useState } from 'react';
import { beforeEach, describe, expect, it } from 'vitest';
import { Drawing } from '../drawing';

/** Writes into what it drew once it has, as what follows links does. */
function Late({ text }: { text: string }): React.JSX.Element {
  const [isFollowed, setFollowed] = useState(false);
  useEffect(() => void Promise.resolve().then(() => setFollowed(true)), []);
  return createElement('p', null, isFollowed ? `${text}, followed` : text);
}

/** Draws with React, once it is asked for and once more in the document, as jupyterlab-myst does. */
class Reacting extends VDomRenderer<VDomModel> {
  text = '';

  renderModel(model: { text: string }): Promise<void> {
    this.text = model.text;
    this.model = new VDomModel();
    return Promise.resolve();
  }

  protected render(): React.JSX.Element {
    return createElement(Late, { text: this.text });
  }
}

const rendermime = {
  createModel: ({ data }: { data: Record<string, string> }) => ({ text: data['text/markdown'] }),
  createRenderer: () => new Reacting()
} as unknown as IRenderMimeRegistry;

let host: HTMLElement;

function made(by = rendermime): Drawing {
  return new Drawing(host, by);
}

beforeEach(() => {
  host = document.createElement('div');
  document.body.replaceChildren(host);
});

function shown(): (string | null)[] {
  return [...host.querySelectorAll('.lm-Widget:not(.lm-mod-hidden)')].map(one => one.textContent);
}

describe('a text that React draws', () => {
  it('is whole once it is said to be drawn', async () => {
    await made().draw('One');
    expect(shown()).toEqual(['One, followed']);
  });

  it('takes the place of the one before when it is whole', async () => {
    const drawing = made();
    await drawing.draw('One');
    const drawn = drawing.draw('Two');
    await new Promise(resolve => setTimeout(resolve, 5));
    expect(shown()).toEqual(['One, followed']);
    await drawn;
    expect(shown()).toEqual(['Two, followed']);
    expect(host.children).toHaveLength(1);
  });

  it('gives way to a newer one, and to the end', async () => {
    const drawing = made();
    await Promise.all([drawing.draw('One'), drawing.draw('Two')]);
    expect(shown()).toEqual(['Two, followed']);
    expect(host.children).toHaveLength(1);
    const late = drawing.draw('Three');
    await new Promise(resolve => setTimeout(resolve, 5));
    drawing.dispose();
    await late;
    expect(host.children).toHaveLength(0);
  });

  it('does not mind that its page was closed meanwhile', async () => {
    const drawing = made();
    const late = drawing.draw('One');
    await new Promise(resolve => setTimeout(resolve, 5));
    host.remove();
    drawing.dispose();
    await expect(late).resolves.toBeUndefined();
  });
});

it('shows what is drawn at once without waiting', async () => {
  const plain = {
    createModel: () => ({}),
    createRenderer: () => Object.assign(new Widget(), { renderModel: () => Promise.resolve() })
  } as unknown as IRenderMimeRegistry;
  await made(plain).draw('One');
  expect(shown()).toEqual(['']);
});
