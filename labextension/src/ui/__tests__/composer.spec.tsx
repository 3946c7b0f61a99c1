import { nullTranslator } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import React, { act } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { IDrafts, IPeople, KnownPerson, Me, Project } from '../../core/tokens';
import type { IComposerProps } from '../Composer';
import { Composer } from '../Composer';

const trans = nullTranslator.load('jupyter_mlcollab');
const PROJECT = { id: 'p' } as Project;

function known(handle: string, displayName: string): KnownPerson {
  const person = {
    username: handle,
    displayName,
    initials: 'X',
    color: null,
    avatarUrl: null,
    verified: true
  };
  return { handle, person, role: null, source: 'signed_in' };
}

const PEOPLE = [known('bo', 'Bo Berg'), known('ana', 'Ana López'), known('cy', 'Cy Young')];

class FakeDrafts implements IDrafts {
  readonly kept = new Map<string, string>();
  get(key: string): Promise<string> {
    return Promise.resolve(this.kept.get(key) ?? '');
  }
  set(key: string, text: string): Promise<void> {
    this.kept.set(key, text);
    return Promise.resolve();
  }
}

function peopleAs(verified: boolean): IPeople {
  const { person } = known('ana', 'Ana López');
  const me = { person: { ...person, verified }, declared: true } as Me;
  return {
    me: () => Promise.resolve(me),
    meChanged: new Signal<IPeople, Me>({} as IPeople),
    ensureDeclared: () => Promise.resolve(me),
    declareAgain: vi.fn(() => Promise.resolve(me)),
    list: () => Promise.resolve(PEOPLE)
  };
}

let widget: Widget | null = null;
let drafts = new FakeDrafts();
let people = peopleAs(true);

async function show(given: Partial<IComposerProps> = {}): Promise<HTMLElement> {
  const services = { people, drafts, typesetter: null, trans };
  const props: IComposerProps = {
    services,
    project: PROJECT,
    label: 'Reply',
    sendLabel: 'Reply',
    draftKey: 'reply:t',
    autoFocus: true,
    onSend: () => Promise.resolve(),
    ...given
  };
  const shown = ReactWidget.create(<Composer {...props} />);
  widget = shown;
  await act(async () => {
    Widget.attach(shown, document.body);
    await shown.renderPromise;
    await new Promise(resolve => setTimeout(resolve, 5));
  });
  return shown.node;
}

function area(node: HTMLElement): HTMLTextAreaElement {
  const found = node.querySelector('textarea');
  if (found === null) {
    throw new Error('There is no text field.');
  }
  return found;
}

async function type(node: HTMLElement, text: string): Promise<void> {
  const field = area(node);
  const prototype = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value');
  await act(async () => {
    prototype?.set?.call(field, text);
    field.setSelectionRange(text.length, text.length);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await Promise.resolve();
  });
}

async function press(target: Element, key: string, more: KeyboardEventInit = {}): Promise<void> {
  await act(async () => {
    const init = { key, bubbles: true, cancelable: true, ...more };
    target.dispatchEvent(new KeyboardEvent('keydown', init));
    await new Promise(resolve => setTimeout(resolve, 1));
  });
}

async function click(node: HTMLElement, text: string): Promise<void> {
  const button = [...node.querySelectorAll('button')].find(each => each.textContent === text);
  expect(button, text).toBeDefined();
  await act(async () => {
    button?.click();
    await new Promise(resolve => setTimeout(resolve, 1));
  });
}

beforeEach(() => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  drafts = new FakeDrafts();
  people = peopleAs(true);
});

afterEach(() => {
  act(() => widget?.dispose());
  widget = null;
});

describe('leaving', () => {
  it('keeps what was written before and is not found yet', async () => {
    await drafts.set('reply:t', 'Half a thought');
    let find: (text: string) => void = () => undefined;
    drafts.get = () => new Promise(resolve => (find = resolve));
    const onCancel = vi.fn();
    const node = await show({ onCancel });
    await press(area(node), 'Escape');
    expect(onCancel).toHaveBeenCalledOnce();
    expect(drafts.kept.get('reply:t')).toBe('Half a thought');
    await act(async () => {
      find('Half a thought');
      await Promise.resolve();
    });
    expect(area(node).value).toBe('Half a thought');
  });

  it('keeps no blanks', async () => {
    const node = await show();
    await type(node, '  ');
    await press(area(node), 'Escape');
    expect(area(node).value).toBe('');
    expect(drafts.kept.get('reply:t')).toBe('');
  });
});

describe('sending', () => {
  it.each([{ ctrlKey: true }, { metaKey: true }])('happens with Enter and %o', async modifier => {
    const onSend = vi.fn(() => Promise.resolve());
    const node = await show({ onSend });
    await type(node, 'leaks the target?');
    await press(area(node), 'Enter', modifier);
    expect(onSend).toHaveBeenCalledExactlyOnceWith('leaks the target?', false);
    expect(area(node).value).toBe('');
    expect(drafts.kept.get('reply:t')).toBe('');
  });

  it('does not happen with Enter alone, for blanks or for what is too long', async () => {
    const onSend = vi.fn(() => Promise.resolve());
    const node = await show({ onSend });
    await type(node, 'a');
    await press(area(node), 'Enter');
    await type(node, ' \n ');
    await press(area(node), 'Enter', { ctrlKey: true });
    await type(node, 'é'.repeat(40_000));
    await press(area(node), 'Enter', { ctrlKey: true });
    expect(onSend).not.toHaveBeenCalled();
    expect(node.textContent).toContain('Too long');
  });

  it('happens once, however often it is asked for', async () => {
    let done: () => void = () => undefined;
    const onSend = vi.fn(() => new Promise<void>(resolve => (done = resolve)));
    const node = await show({ onSend });
    await type(node, 'a');
    await press(area(node), 'Enter', { ctrlKey: true });
    await press(area(node), 'Enter', { ctrlKey: true });
    expect(node.textContent).toContain('Sending…');
    await act(async () => {
      done();
      await Promise.resolve();
    });
    expect(onSend).toHaveBeenCalledTimes(1);
  });

  it('keeps the text and shows the sentence when it fails', async () => {
    const node = await show({ onSend: () => Promise.reject(new Error('Somebody was first.')) });
    await type(node, 'my text');
    await press(area(node), 'Enter', { ctrlKey: true });
    expect(node.querySelector('[role=alert]')?.textContent).toContain('Somebody was first.');
    expect(area(node).value).toBe('my text');
    expect(drafts.kept.get('reply:t')).toBe('my text');
  });

  it('says whether it blocks', async () => {
    const onSend = vi.fn(() => Promise.resolve());
    const node = await show({ onSend, offerBlocking: true });
    await type(node, 'a');
    await act(async () => {
      node.querySelector('input')?.click();
      await Promise.resolve();
    });
    await click(node, 'Reply');
    expect(onSend).toHaveBeenCalledWith('a', true);
  });
});

describe('Escape', () => {
  it('leaves at once when nothing would be lost', async () => {
    const onCancel = vi.fn();
    const node = await show({ onCancel, initialText: 'as it was' });
    await press(area(node), 'Escape');
    expect(onCancel).toHaveBeenCalledTimes(1);
  });

  it('asks before text is thrown away, and keeps it on a second Escape', async () => {
    const onCancel = vi.fn();
    const node = await show({ onCancel });
    await type(node, 'precious');
    await press(area(node), 'Escape');
    expect(node.textContent).toContain('Discard what you wrote?');
    expect(document.activeElement?.textContent).toBe('Keep writing');
    await press(document.activeElement ?? node, 'Escape');
    expect(node.textContent).not.toContain('Discard what you wrote?');
    expect(area(node).value).toBe('precious');
    expect(document.activeElement).toBe(area(node));
    expect(onCancel).not.toHaveBeenCalled();
  });

  it('throws the text and its draft away when that is said', async () => {
    const onCancel = vi.fn();
    const node = await show({ onCancel });
    await type(node, 'worthless');
    await press(area(node), 'Escape');
    await click(node, 'Discard');
    expect(onCancel).toHaveBeenCalledTimes(1);
    expect(drafts.kept.get('reply:t')).toBe('');
  });
});

describe('a draft', () => {
  it('comes back', async () => {
    drafts.kept.set('reply:t', 'half a thought');
    const node = await show();
    expect(area(node).value).toBe('half a thought');
  });
});

describe('mentions', () => {
  const offered = (node: HTMLElement): (string | null)[] =>
    [...node.querySelectorAll('[role=option]')].map(option => option.textContent);

  it('are completed with the keyboard', async () => {
    const node = await show();
    await type(node, 'ask @');
    expect(offered(node)).toHaveLength(3);
    await press(area(node), 'ArrowDown');
    const selected = node.querySelector('[role=option][aria-selected=true]');
    expect(selected?.textContent).toContain('Ana López');
    expect(area(node).getAttribute('aria-activedescendant')).toBe(selected?.id);
    await press(area(node), 'Enter');
    expect(area(node).value).toBe('ask @ana ');
    expect(area(node).selectionStart).toBe('ask @ana '.length);
    expect(offered(node)).toEqual([]);
  });

  it('are found by any word of a name without its accents', async () => {
    const node = await show();
    await type(node, '@lop');
    expect(offered(node)).toEqual([expect.stringContaining('Ana López')]);
  });

  it('are not offered inside an address', async () => {
    const node = await show();
    await type(node, 'mail bo@');
    expect(offered(node)).toEqual([]);
  });

  it('close with Escape, which leaves the text alone', async () => {
    const onCancel = vi.fn();
    const node = await show({ onCancel });
    await type(node, '@b');
    await press(area(node), 'Escape');
    expect(offered(node)).toEqual([]);
    expect(node.textContent).not.toContain('Discard');
    expect(onCancel).not.toHaveBeenCalled();
  });
});

describe('keys', () => {
  it('do not reach the notebook or JupyterLab’s shortcuts', async () => {
    const node = await show();
    const reached = vi.fn();
    document.body.addEventListener('keydown', reached);
    await press(area(node), 'd');
    await press(area(node), 'Enter');
    document.body.removeEventListener('keydown', reached);
    expect(reached).not.toHaveBeenCalled();
    expect(area(node).closest('[data-lm-suppress-shortcuts=true]')).not.toBeNull();
  });
});

describe('the name', () => {
  it('is said where nobody vouches for it, and can be changed', async () => {
    people = peopleAs(false);
    const node = await show();
    expect(node.textContent).toContain('Commenting as Ana López');
    await click(node, 'Change');
    expect(people.declareAgain).toHaveBeenCalledWith(PROJECT);
  });

  it('is not said where the sign-in settles it', async () => {
    const node = await show();
    expect(node.textContent).not.toContain('Commenting as');
  });
});

describe('the preview', () => {
  it('shows the text as others will see it', async () => {
    // Loaded beforehand, so that it is there within the click.
    await import('../rendering');
    const node = await show();
    await type(node, '**bold** @bo');
    await click(node, 'Preview');
    expect(node.querySelector('strong')?.textContent).toBe('bold');
    expect(node.querySelector('.mlc-Mention')?.textContent).toBe('@bo');
  });
});
