import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { HoverCard } from '../HoverCard';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function hovered(make: () => Promise<Node | null> | Node | null): HTMLElement {
  const node = document.createElement('a');
  document.body.replaceChildren(node);
  new HoverCard().attach(node, make);
  return node;
}

const shown = (): string | null => document.querySelector('.mlc-HoverCard')?.textContent ?? null;

it('is shown a moment after the pointer rests, and describes what it is about', async () => {
  const node = hovered(() => document.createTextNode('Said'));
  node.dispatchEvent(new Event('mouseenter'));
  expect(shown()).toBeNull();
  await vi.advanceTimersByTimeAsync(300);
  expect(shown()).toBe('Said');
  expect(node.getAttribute('aria-describedby')).toBe(document.querySelector('.mlc-HoverCard')?.id);
  node.dispatchEvent(new Event('mouseleave'));
  document.querySelector('.mlc-HoverCard')?.dispatchEvent(new Event('mouseenter'));
  await vi.advanceTimersByTimeAsync(1000);
  expect(shown()).toBe('Said');
  document.querySelector('.mlc-HoverCard')?.dispatchEvent(new Event('mouseleave'));
  await vi.advanceTimersByTimeAsync(1000);
  expect(shown()).toBeNull();
  expect(node.hasAttribute('aria-describedby')).toBe(false);
});

it('is shown to the keyboard, and closed by Escape', async () => {
  const node = hovered(() => document.createTextNode('Said'));
  node.dispatchEvent(new Event('focus'));
  await vi.advanceTimersByTimeAsync(1);
  expect(shown()).toBe('Said');
  document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
  expect(shown()).toBeNull();
});

it('is shown beside whatever matches in the document, also what came later', async () => {
  const said = (node: HTMLElement): Node | null =>
    node.id === 'silent' ? null : document.createTextNode(`Said of ${node.id}`);
  const following = new HoverCard().follow('.about', said);
  document.body.innerHTML = '<p><a class="about" id="one"><b>one</b></a><a id="other"></a></p>';
  const at = (selector: string): Element => document.querySelector(selector) ?? document.body;
  const bubbling = { bubbles: true };
  at('#other').dispatchEvent(new Event('mouseover', bubbling));
  await vi.advanceTimersByTimeAsync(1000);
  expect(shown()).toBeNull();
  at('b').dispatchEvent(new Event('mouseover', bubbling));
  await vi.advanceTimersByTimeAsync(300);
  expect(shown()).toBe('Said of one');
  at('b').dispatchEvent(new Event('mouseout', bubbling));
  at('#one').dispatchEvent(new Event('mouseover', bubbling));
  await vi.advanceTimersByTimeAsync(1000);
  expect(shown()).toBe('Said of one');
  at('#one').dispatchEvent(new Event('mouseout', bubbling));
  await vi.advanceTimersByTimeAsync(1000);
  expect(shown()).toBeNull();
  at('#one').dispatchEvent(new Event('focusin', bubbling));
  await vi.advanceTimersByTimeAsync(1);
  expect(shown()).toBe('Said of one');
  following.dispose();
  expect(shown()).toBeNull();
  at('#one').dispatchEvent(new Event('focusin', bubbling));
  await vi.advanceTimersByTimeAsync(1);
  expect(shown()).toBeNull();
});

it('is not shown when what it says comes too late, or not at all', async () => {
  let say: (node: Node | null) => void = () => undefined;
  const node = hovered(() => new Promise(resolve => (say = resolve)));
  node.dispatchEvent(new Event('focus'));
  await vi.advanceTimersByTimeAsync(1);
  node.dispatchEvent(new Event('blur'));
  say(document.createTextNode('Late'));
  await vi.advanceTimersByTimeAsync(1);
  expect(shown()).toBeNull();
  node.dispatchEvent(new Event('focus'));
  await vi.advanceTimersByTimeAsync(1);
  say(null);
  await vi.advanceTimersByTimeAsync(1);
  expect(shown()).toBeNull();
});
