import { useEffect, useReducer, useRef, type RefObject } from 'react';

const BEYOND = 6;

/** Which rows of a long list are drawn. All rows are of one height. */
export interface IRows {
  readonly host: RefObject<HTMLDivElement>;
  readonly first: number;

  /** Not included. */
  readonly last: number;
  onScroll(): void;
  scrollTo(index: number): void;
}

/** @param height - of a row, in pixels */
export function useRows(count: number, height: number): IRows {
  const [, draw] = useReducer((turn: number) => turn + 1, 0);
  const host = useRef<HTMLDivElement>(null);
  const top = host.current?.scrollTop ?? 0;
  const view = host.current?.clientHeight ?? 800;
  useEffect(() => {
    const measured = new ResizeObserver(draw);
    if (host.current !== null) {
      measured.observe(host.current);
    }
    return () => measured.disconnect();
  }, []);
  return {
    host,
    first: Math.max(0, Math.floor(top / height) - BEYOND),
    last: Math.min(count, Math.ceil((top + view) / height) + BEYOND),
    onScroll: draw,
    scrollTo: index => {
      const node = host.current;
      if (node !== null) {
        const least = (index + 1) * height - node.clientHeight;
        node.scrollTop = Math.min(index * height, Math.max(least, node.scrollTop));
        draw();
      }
    }
  };
}
