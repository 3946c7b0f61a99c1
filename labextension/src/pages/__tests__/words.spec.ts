import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import { Signal } from '@lumino/signaling';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { glossary } from '../../ui/glossary';
import { roles } from '../../ui/roles';
import { Marking, startWhenRead, Words } from '../words';

const ANA = { displayName: 'Ana López', username: 'ana' };
const FOUND = {
  terms: [{ term: 'churn', meaning: 'a customer who left' }],
  roles: [{ person: 'ana', role: 'Decides' }]
};

/** A project with a glossary, and how often it was asked for. */
class World {
  asked = 0;
  isOn = true;
  readonly opened = { forEach: () => undefined, widgetAdded: new Signal<unknown, unknown>({}) };
  readonly settings = {
    changed: new Signal<unknown, void>({}),
    get: () => ({ composite: this.isOn })
  };
  readonly words = new Words({
    api: {
      client: { GET: () => (this.asked += 1) },
      got: () => Promise.resolve(FOUND)
    },
    contents: { fileChanged: new Signal<unknown, unknown>({}) },
    projects: { current: { id: 'p' }, currentChanged: new Signal<unknown, unknown>({}) }
  } as unknown as ConstructorParameters<typeof Words>[0]);

  obey(): void {
    this.words.obey(this.settings as unknown as ISettingRegistry.ISettings);
  }
}

afterEach(() => {
  glossary.set([]);
  roles.set([]);
});

describe('words of the glossary', () => {
  it('are asked for when something is opened that may use them, and once', async () => {
    const world = new World();
    startWhenRead(world.words, world.opened);
    expect(world.asked).toBe(0);
    world.opened.widgetAdded.emit({});
    world.opened.widgetAdded.emit({});
    await vi.waitFor(() => expect(roles.of(ANA)).toBe('Decides'));
    expect(world.asked).toBe(1);
  });

  it('are not explained, and no more underlined, while the setting is off; roles stay', async () => {
    const world = new World();
    world.obey();
    const node = document.createElement('div');
    node.innerHTML = '<div class="jp-RenderedMarkdown"><p>Less churn.</p></div>';
    document.body.append(node);
    const marking = new Marking(node);
    world.words.start();
    const marks = (): number => node.querySelectorAll('.mlc-Term').length;
    await vi.waitFor(() => expect(marks()).toBe(1));
    world.isOn = false;
    world.settings.changed.emit();
    expect(marks()).toBe(0);
    expect(roles.of(ANA)).toBe('Decides');
    world.isOn = true;
    world.settings.changed.emit();
    await vi.waitFor(() => expect(marks()).toBe(1));
    marking.dispose();
  });
});

it('roles are asked for as soon as somebody’s name is shown', async () => {
  const world = new World();
  startWhenRead(world.words);
  roles.want();
  await vi.waitFor(() => expect(roles.of(ANA)).toBe('Decides'));
});
