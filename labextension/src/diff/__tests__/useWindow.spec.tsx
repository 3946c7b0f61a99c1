import { nullTranslator } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import React from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ReactPanel } from '../../ui/ReactPanel';
import { Place } from '../ChangeList';
import { useWindow } from '../useWindow';

const VIEW = 300;
const ITEMS = Array.from({ length: 100 }, (_, n) => ({ key: `${n}`, kind: 'cell' }));

/** jsdom lays nothing out: how high an item is, which a list learns as it would in a browser. */
let heights: (key: string) => number;
let observers: LayoutObserver[];

class LayoutObserver {
  constructor(private readonly _tell: (entries: { target: Element }[]) => void) {
    observers.push(this);
  }
  observe(node: Element): void {
    this._nodes.add(node);
  }
  unobserve(node: Element): void {
    this._nodes.delete(node);
  }
  disconnect(): void {
    this._nodes.clear();
  }
  tell(): void {
    this._tell([...this._nodes].map(target => ({ target })));
  }
  private readonly _nodes = new Set<Element>();
}

function List(): React.JSX.Element {
  const list = useWindow(ITEMS);
  const [first, end] = list.range;
  return (
    <div ref={list.host} onScroll={list.onScroll} data-height={list.height}>
      {ITEMS.slice(first, end).map((item, n) => (
        <Place key={item.key} item={item} index={first + n} of={ITEMS.length} list={list}>
          <b>{item.key}</b>
        </Place>
      ))}
    </div>
  );
}

describe('a list of which only a part is drawn', () => {
  let panel: ReactPanel;
  const host = (): HTMLElement => panel.node.firstElementChild as HTMLElement;
  const drawn = (): string[] => [...panel.node.querySelectorAll('b')].map(node => node.textContent);
  const farthest = (): number => Number(host().dataset.height) - VIEW;
  const redrawn = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 20));
  const learnHeights = async (): Promise<void> => {
    // A browser tells once of heights, the list draws other cells, and it tells of those.
    for (let round = 0; round < 3; round += 1) {
      observers.forEach(observer => observer.tell());
      await redrawn();
    }
  };
  const scrollTo = async (top: number): Promise<void> => {
    host().scrollTop = top;
    host().dispatchEvent(new Event('scroll'));
    await redrawn();
  };

  beforeEach(async () => {
    vi.stubGlobal('ResizeObserver', LayoutObserver);
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(VIEW);
    vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockImplementation(function (
      this: HTMLElement
    ) {
      return heights(this.textContent);
    });
    observers = [];
    heights = () => 160;
    panel = new ReactPanel(() => <List />, { trans: nullTranslator.load('') });
    Widget.attach(panel, document.body);
    await vi.waitUntil(() => drawn().length > 0);
  });

  afterEach(() => {
    panel.dispose();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  it('stays at its end when what came into view there is higher or lower than was thought', async () => {
    for (const height of [400, 60, 230]) {
      await scrollTo(farthest());
      heights = () => height;
      await learnHeights();
      expect(host().scrollTop).toBe(farthest());
      expect(drawn().at(-1)).toBe('99');
    }
  });

  it('leaves what was pressed where it is when something opens at its end', async () => {
    await scrollTo(farthest());
    await learnHeights();
    const before = host().scrollTop;
    host().dispatchEvent(new Event('pointerdown'));
    heights = key => (key === '99' ? 500 : 160);
    await learnHeights();
    expect(host().scrollTop).toBe(before);
  });
});
