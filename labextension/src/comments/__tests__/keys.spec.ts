import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepKeys } from '../keys';

let panel: HTMLElement;
let field: HTMLElement;
const atCell = vi.fn();
const atPanel = vi.fn();

beforeEach(() => {
  panel = document.body.appendChild(document.createElement('div'));
  const cell = panel.appendChild(document.createElement('div'));
  const thread = cell.appendChild(document.createElement('div'));
  field = thread.appendChild(document.createElement('textarea'));
  cell.addEventListener('keydown', atCell);
  cell.addEventListener('mousedown', atCell);
  panel.addEventListener('keydown', atPanel);
  keepKeys(thread, panel);
});

afterEach(() => {
  panel.remove();
  vi.clearAllMocks();
});

function press(key: string, modifiers: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent('keydown', {
    key,
    bubbles: true,
    cancelable: true,
    ...modifiers
  });
  field.dispatchEvent(event);
  return event;
}

describe('keys pressed in a thread', () => {
  it.each([
    ['d', {}],
    ['Enter', { shiftKey: true }],
    ['Enter', { ctrlKey: true }],
    ['z', { ctrlKey: true }],
    ['a', { metaKey: true }],
    ['Escape', {}],
    ['@', { ctrlKey: true, altKey: true, modifierAltGraph: true }]
  ])('%s %j never reaches the notebook', (key, modifiers) => {
    press(key, modifiers);
    expect([atCell.mock.calls.length, atPanel.mock.calls.length]).toEqual([0, 0]);
  });

  it('that mean nothing in a text reach the panel around, not the cell', () => {
    press('s', { ctrlKey: true });
    press('F9', { altKey: true });
    expect([atCell.mock.calls.length, atPanel.mock.calls.length]).toEqual([0, 2]);
  });

  it('keep the browser from acting only when the panel did something with them', () => {
    expect(press('s', { ctrlKey: true }).defaultPrevented).toBe(false);
    atPanel.mockImplementation((event: Event) => event.preventDefault());
    expect(press('s', { ctrlKey: true }).defaultPrevented).toBe(true);
  });

  it('are kept like presses of the mouse, which would move the focus', () => {
    field.dispatchEvent(new MouseEvent('mousedown', { bubbles: true }));
    expect(atCell).not.toHaveBeenCalled();
  });
});
