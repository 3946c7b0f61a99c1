import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import { Signal } from '@lumino/signaling';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
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

/** Tells what of a document can be seen, as nothing is laid out here: what was scrolled to. */
class Screen {
  static inView = new Set<Element>();
  static readonly all = new Set<Screen>();

  constructor(private readonly _tell: (entries: readonly object[]) => void) {
    Screen.all.add(this);
  }

  static scrollTo(...nodes: readonly Element[]): void {
    this.inView = new Set(nodes);
    this.all.forEach(each =>
      nodes.filter(node => each.watched.has(node)).forEach(node => each._look(node))
    );
  }

  readonly watched = new Set<Element>();

  observe(node: Element): void {
    this.watched.add(node);
    queueMicrotask(() => this._look(node));
  }

  unobserve(node: Element): void {
    this.watched.delete(node);
  }

  disconnect(): void {
    this.watched.clear();
  }

  private _look(target: Element): void {
    if (this.watched.has(target)) {
      this._tell([{ isIntersecting: Screen.inView.has(target), target }]);
    }
  }
}

beforeEach(() => vi.stubGlobal('IntersectionObserver', Screen));

afterEach(() => {
  glossary.set([]);
  roles.set([]);
  Screen.all.clear();
  document.body.replaceChildren();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
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
    Screen.inView = new Set(node.children);
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

describe('marking', () => {
  const CELLS = 300;
  const drawn = (): HTMLElement => {
    const cell = document.createElement('div');
    cell.className = 'jp-RenderedMarkdown';
    cell.innerHTML = '<p>Less churn is better than more churn.</p>';
    return cell;
  };

  /** A notebook of many cells of which the first can be seen. */
  const notebook = (): { cells: HTMLElement[]; count: () => number; node: HTMLElement } => {
    const cells = Array.from({ length: CELLS }, drawn);
    const node = document.createElement('div');
    node.append(...cells);
    document.body.append(node);
    Screen.inView = new Set(cells.slice(0, 3));
    return { cells, count: () => node.querySelectorAll('.mlc-Term').length, node };
  };

  it('is done where it can be seen, and once in each text', async () => {
    const { cells, count, node } = notebook();
    const mark = vi.spyOn(glossary, 'mark');
    glossary.set(FOUND.terms);
    const marking = new Marking(node);
    await vi.waitFor(() => expect(count()).toBe(3));
    Screen.scrollTo(...cells.slice(1, 5));
    await vi.waitFor(() => expect(count()).toBe(5));
    Screen.scrollTo(...cells.slice(0, 5));
    cells[299]?.replaceChildren(drawn());
    await new Promise(resolve => setTimeout(resolve, 20));
    expect(count()).toBe(5);
    expect(mark).toHaveBeenCalledTimes(5);
    marking.dispose();
  });

  it('is done anew in what is drawn anew', async () => {
    const { cells, count, node } = notebook();
    glossary.set(FOUND.terms);
    const marking = new Marking(node);
    await vi.waitFor(() => expect(count()).toBe(3));
    cells[0]?.replaceChildren(...drawn().childNodes);
    await vi.waitFor(() => expect(cells[0]?.querySelectorAll('.mlc-Term')).toHaveLength(1));
    marking.dispose();
  });

  it('leaves time for other things between two texts', async () => {
    const waiting: IdleRequestCallback[] = [];
    vi.stubGlobal('requestIdleCallback', (act: IdleRequestCallback) => waiting.push(act));
    const { count, node } = notebook();
    glossary.set(FOUND.terms);
    const marking = new Marking(node);
    for (const marked of [1, 2, 3]) {
      await vi.waitFor(() => expect(waiting).toHaveLength(1));
      waiting.pop()?.({ didTimeout: true, timeRemaining: () => 0 });
      expect(count()).toBe(marked);
    }
    expect(waiting).toEqual([]);
    marking.dispose();
  });
});

it('roles are asked for as soon as somebody’s name is shown', async () => {
  const world = new World();
  startWhenRead(world.words);
  roles.want();
  await vi.waitFor(() => expect(roles.of(ANA)).toBe('Decides'));
});
