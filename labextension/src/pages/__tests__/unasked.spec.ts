import { CommandLinker } from '@jupyterlab/apputils';
import { CommandRegistry } from '@lumino/commands';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { unasked } from '../unasked';

const open = vi.fn();
const erase = vi.fn();
const describedBy = { args: {} };
const commands = new CommandRegistry();
commands.addCommand('open', { execute: open, describedBy });
commands.addCommand('erase', { execute: erase, describedBy });
let linker: CommandLinker;

beforeEach(() => {
  linker = new CommandLinker({ commands });
});

afterEach(() => {
  linker.dispose();
  document.body.replaceChildren();
  open.mockClear();
  erase.mockClear();
});

function link(attributes = ''): HTMLElement {
  document.body.innerHTML = `<a href="train.ipynb" ${attributes}>the split</a>`;
  return document.body.firstElementChild as HTMLElement;
}

it('opens what the handler names without a question', () => {
  const node = link();
  const handler = unasked(
    { handleLink: (one, path) => linker.connectNode(one, 'open', { path }) },
    commands
  );
  handler.handleLink(node, 'train.ipynb');
  const click = new MouseEvent('click', { bubbles: true, cancelable: true });
  node.dispatchEvent(click);
  expect(open).toHaveBeenCalledExactlyOnceWith({ path: 'train.ipynb' });
  expect(click.defaultPrevented).toBe(true);
  expect(document.querySelector('dialog')).toBeNull();
});

it('runs nothing that the text names', () => {
  const node = link('data-commandlinker-command="erase" data-commandlinker-args="{"');
  unasked({ handleLink: () => undefined }, commands).handleLink(node, 'plan.md');
  node.click();
  expect(erase).not.toHaveBeenCalled();
  expect(node.hasAttribute('data-commandlinker-command')).toBe(false);
});
