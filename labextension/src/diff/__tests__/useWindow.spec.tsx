import React, { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
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
  let root: Root;
  let place: HTMLElement;
  const host = (): HTMLElement => place.firstElementChild as HTMLElement;
  const drawn = (): string[] => [...place.querySelectorAll('b')].map(node => node.textContent);
  const farthest = (): number => Number(host().dataset.height) - VIEW;
  const learnHeights = (): void => act(() => observers.forEach(observer => observer.tell()));
  const scrollTo = (top: number): void =>
    act(() => {
      host().scrollTop = top;
      host().dispatchEvent(new Event('scroll'));
    });

  beforeEach(() => {
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
    vi.stubGlobal('ResizeObserver', LayoutObserver);
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(VIEW);
    vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockImplementation(function (
      this: HTMLElement
    ) {
      return heights(this.textContent);
    });
    observers = [];
    heights = () => 160;
    place = document.body.appendChild(document.createElement('div'));
    root = createRoot(place);
    act(() => root.render(<List />));
  });

  afterEach(() => {
    act(() => root.unmount());
    place.remove();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  it('stays at its end when what came into view there is higher or lower than was thought', () => {
    for (const height of [400, 60, 230]) {
      scrollTo(farthest());
      heights = () => height;
      // A browser tells once of heights, the list draws others, and it tells of those.
      learnHeights();
      learnHeights();
      expect(host().scrollTop).toBe(farthest());
      expect(drawn().at(-1)).toBe('99');
    }
  });

  it('leaves what was pressed where it is when something opens at its end', () => {
    scrollTo(farthest());
    learnHeights();
    const before = host().scrollTop;
    act(() => void host().dispatchEvent(new Event('pointerdown')));
    heights = key => (key === '99' ? 500 : 160);
    learnHeights();
    expect(host().scrollTop).toBe(before);
  });
});
