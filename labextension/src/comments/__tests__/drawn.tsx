import { Widget } from '@lumino/widgets';
import { act } from 'react';
import { afterEach } from 'vitest';
import { ReactPanel } from '../../ui/ReactPanel';
import { trans } from './fakes';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

let panel: ReactPanel | null = null;

afterEach(() => act(() => panel?.dispose()));

/** Draws a component into the page, in a widget as in JupyterLab; it is taken away after the test. */
export async function draw(element: React.JSX.Element): Promise<HTMLElement> {
  const made = new ReactPanel(() => element, { trans });
  panel = made;
  await after(() => Widget.attach(made, document.body));
  return made.node;
}

/** Lets React draw what an action leads to, answers of promises included. */
export async function after(action: () => void): Promise<void> {
  await act(async () => {
    action();
    await Promise.resolve();
  });
}

/** Presses a key where the focus is; returns false when something took the key for itself. */
export async function press(key: string, init: KeyboardEventInit = {}): Promise<boolean> {
  let passed = true;
  await after(() => {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
    passed = document.activeElement?.dispatchEvent(event) ?? true;
  });
  return passed;
}

/** Types a text into a field as a person would, replacing what it held. */
export async function type(field: HTMLInputElement, text: string): Promise<void> {
  await after(() => {
    field.focus();
    // React overrides the property on the element itself to notice changes that are its own.
    const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
    setter?.call(field, text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

/** The button with the text, or whose label it is. */
export function button(within: HTMLElement, text: string): HTMLButtonElement {
  const found = [...within.querySelectorAll('button')].find(
    each => each.textContent.startsWith(text) || each.getAttribute('aria-label') === text
  );
  if (!found) {
    throw new Error(`There is no button ${text}`);
  }
  return found;
}
