import { useEffect, useRef, useState, type RefObject } from 'react';

/** Below this there is no room for two sides. */
export const NARROW_PIXELS = 900;

/** The width of the element it is given to. */
export function useWidth(): [RefObject<HTMLDivElement>, number] {
  const host = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(NARROW_PIXELS);
  useEffect(() => {
    const measured = new ResizeObserver(([entry]) => {
      const now = entry?.contentRect.width ?? 0;
      // A tab that is hidden has no width, and is drawn as it was when it comes back.
      if (now > 0) {
        setWidth(now);
      }
    });
    if (host.current !== null) {
      measured.observe(host.current);
    }
    return () => measured.disconnect();
  }, []);
  return [host, width];
}
