// What browsers have and jsdom lacks, as far as JupyterLab's modules ask for it while they load or draw.
import 'fake-indexeddb/auto';

class DragEventStandIn extends MouseEvent {}

class ObserverStandIn {
  observe(): void {
    // jsdom lays nothing out, so there is never anything to report.
  }
  unobserve(): void {
    // See above.
  }
  disconnect(): void {
    // See above.
  }
}

function matchMediaStandIn(media: string): MediaQueryList {
  const target = new EventTarget();
  return Object.assign(target, {
    media,
    matches: false,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined
  }) as MediaQueryList;
}

const missing: Record<string, unknown> = {
  DragEvent: DragEventStandIn,
  IntersectionObserver: ObserverStandIn,
  ResizeObserver: ObserverStandIn,
  cancelIdleCallback: clearTimeout,
  matchMedia: matchMediaStandIn,
  requestIdleCallback: (callback: IdleRequestCallback) =>
    setTimeout(() => callback({ didTimeout: false, timeRemaining: () => 50 }), 0)
};
for (const [name, value] of Object.entries(missing)) {
  // Some are there by name only.
  if (Reflect.get(globalThis, name) === undefined) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
}

Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
Range.prototype.getBoundingClientRect = () => new DOMRect();
