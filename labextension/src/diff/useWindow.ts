import { useEffect, useLayoutEffect, useReducer, useRef, type RefObject } from 'react';
import { indexAt, offsetsOf, placeOf, rangeBetween } from './geometry';

const FOLD_PIXELS = 24;
const GUESS_PIXELS = 160;
const BEYOND_PIXELS = 400;

// A list that is put right while a browser scrolls smoothly would stop it.
const STILL_MILLISECONDS = 150;

/** Something in a list. Folds are as high as a line, until the true height is known. */
export interface IListed {
  readonly key: string;
  readonly kind: string;
}

/** What a list shows of its items while it is scrolled. */
export interface IWindow {
  readonly host: RefObject<HTMLDivElement>;
  readonly height: number;

  /** The items to draw, the second index not included. */
  readonly range: readonly [number, number];
  topOf(index: number): number;

  /** Where each item begins, and the end of the last; how much is scrolled past, and how much is in view. */
  readonly offsets: readonly number[];
  readonly top: number;
  readonly view: number;

  /** Watches the height of an item's element; null when it left the page. */
  measure(key: string, node: HTMLElement | null): void;
  scrollTo(key: string): void;
  onScroll(): void;
}

/** The item at the upper edge and how far it is scrolled past: what stays in place when heights above change. */
interface IEdge {
  key: string;
  past: number;
}

/** Where the list is held. */
interface IAnchor extends IEdge {
  /** At the end of the list, the end stays in view while the heights of what was scrolled past become known. */
  isEnd: boolean;
}

/** Follows scrolling, and learns the heights of items as they are drawn. */
export function useWindow(items: readonly IListed[]): IWindow {
  const [, draw] = useReducer((count: number) => count + 1, 0);
  const host = useRef<HTMLDivElement>(null);
  const heights = useHeights(draw);
  const anchor = useRef<IAnchor | null>(null);
  const offsets = offsetsOf(items, item => heights.of(item));
  const scrolling = useRef({ at: 0, assigned: -1 });
  const isStill = performance.now() - scrolling.current.at > STILL_MILLISECONDS;
  const view = host.current?.clientHeight ?? 1000;
  const held = anchor.current;
  const index = items.findIndex(item => item.key === held?.key);
  const place =
    held?.isEnd || (held && isStill) ? placeOf({ ...held, index }, offsets, view) : null;
  const top = place ?? host.current?.scrollTop ?? 0;
  useScrolled(host, place, assigned => {
    scrolling.current.assigned = assigned;
  });
  useRedrawOnResize(host, draw);

  const upperEdge = (scrolled: number): IEdge => edgeAt(items, offsets, scrolled);
  useRelease(host, () => {
    if (anchor.current?.isEnd) {
      anchor.current = { ...upperEdge(host.current?.scrollTop ?? 0), isEnd: false };
    }
  });

  return {
    host,
    height: offsets.at(-1) ?? 0,
    range: rangeBetween(offsets, top - BEYOND_PIXELS, top + view + BEYOND_PIXELS),
    topOf: item => offsets[item] ?? 0,
    offsets,
    top,
    view,
    measure: heights.measure,
    scrollTo: key => {
      anchor.current = { key, past: 0, isEnd: false };
      scrolling.current.at = 0;
      draw();
    },
    onScroll: () => {
      const scrolled = host.current?.scrollTop ?? 0;
      // What the list itself did is no scrolling.
      if (Math.abs(scrolled - scrolling.current.assigned) >= 1) {
        scrolling.current = { at: performance.now(), assigned: -1 };
        const isEnd = scrolled > 0 && scrolled >= (offsets.at(-1) ?? 0) - view - 1;
        anchor.current = { ...upperEdge(scrolled), isEnd };
        draw();
      }
    }
  };
}

function edgeAt(items: readonly IListed[], offsets: readonly number[], scrolled: number): IEdge {
  const edge = indexAt(offsets, scrolled);
  return { key: items[edge]?.key ?? '', past: scrolled - (offsets[edge] ?? 0) };
}

/** Scrolls to where the list is held, and says how far that was possible. */
function useScrolled(
  host: RefObject<HTMLElement>,
  place: number | null,
  assign: (scrolled: number) => void
): void {
  useLayoutEffect(() => {
    const node = host.current;
    if (node !== null && place !== null && Math.abs(node.scrollTop - place) >= 1) {
      node.scrollTop = place;
      assign(node.scrollTop);
    }
  });
}

interface IHeights {
  of(item: IListed): number;
  measure(key: string, node: HTMLElement | null): void;
}

function useHeights(changed: () => void): IHeights {
  const state = useRef<IHeights & { dispose(): void }>();
  state.current ??= createHeights(changed);
  useEffect(() => () => state.current?.dispose(), []);
  return state.current;
}

function createHeights(changed: () => void): IHeights & { dispose(): void } {
  const known = new Map<string, number>();
  const nodes = new Map<string, HTMLElement>();
  const keys = new WeakMap<Element, string>();
  const watching = new ResizeObserver(entries => {
    let differs = false;
    for (const { target } of entries) {
      const key = keys.get(target);
      const height = (target as HTMLElement).offsetHeight;
      if (key !== undefined && height > 0 && known.get(key) !== height) {
        known.set(key, height);
        differs = true;
      }
    }
    if (differs) {
      changed();
    }
  });
  return {
    of: item => known.get(item.key) ?? (item.kind === 'fold' ? FOLD_PIXELS : GUESS_PIXELS),
    measure: (key, node) => {
      const before = nodes.get(key);
      if (node === null && before !== undefined) {
        watching.unobserve(before);
        nodes.delete(key);
      } else if (node !== null && node !== before) {
        nodes.set(key, node);
        keys.set(node, key);
        watching.observe(node);
      }
    },
    dispose: () => watching.disconnect()
  };
}

function useRedrawOnResize(host: RefObject<HTMLElement>, draw: () => void): void {
  useEffect(() => {
    const measured = new ResizeObserver(draw);
    if (host.current !== null) {
      measured.observe(host.current);
    }
    return () => measured.disconnect();
  }, [host]);
}

/** What opens or closes under the person's hand opens where they see it: then the upper edge stays, not the end. */
function useRelease(host: RefObject<HTMLElement>, release: () => void): void {
  const latest = useRef(release);
  latest.current = release;
  useEffect(() => {
    const node = host.current;
    const released = (): void => latest.current();
    const events = ['pointerdown', 'keydown'] as const;
    events.forEach(event => node?.addEventListener(event, released, { capture: true }));
    return () =>
      events.forEach(event => node?.removeEventListener(event, released, { capture: true }));
  }, [host]);
}

/** Scrolls a list to where the person went, each time they go somewhere, even to the same item. */
export function useJourneys(
  list: IWindow,
  { journeys, current }: { readonly journeys: number; readonly current: string | null }
): void {
  const seen = useRef(journeys);
  useLayoutEffect(() => {
    if (seen.current !== journeys && current !== null) {
      seen.current = journeys;
      list.scrollTo(current);
    }
  });
}
