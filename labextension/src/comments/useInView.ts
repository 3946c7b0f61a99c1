import { useEffect, type RefObject } from 'react';

/**
 * Brings something that was just opened into view, and keeps it there while it grows under the person's hands.
 *
 * @param isNew - false for what was opened before, and is drawn again only
 */
export function useInView(node: RefObject<HTMLElement>, isNew = true): void {
  useEffect(() => {
    const shown = node.current;
    if (shown === null) {
      return undefined;
    }
    if (isNew) {
      shown.scrollIntoView({ block: 'nearest' });
    }
    const growing = new ResizeObserver(() => {
      if (shown.contains(document.activeElement)) {
        shown.scrollIntoView({ block: 'nearest' });
      }
    });
    growing.observe(shown);
    return () => growing.disconnect();
  }, [node]);
}
