// What browsers have and jsdom lacks, as far as JupyterLab's modules ask for it while they load or draw.
import 'fake-indexeddb/auto';

// Held by the configuration, and lost with --maxWorkers=1: there vitest runs all files in one context.
if (Reflect.get(globalThis, 'hasRunTests') === true) {
  throw new Error('This file shares its globals with the one before. Run it with two workers.');
}
Object.defineProperty(globalThis, 'hasRunTests', { value: true });

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

if (Reflect.get(navigator, 'clipboard') === undefined) {
  let held = '';
  const value = {
    readText: () => Promise.resolve(held),
    writeText: (text: string) => {
      held = text;
      return Promise.resolve();
    }
  };
  Object.defineProperty(navigator, 'clipboard', { value, configurable: true });
}

// Channels lead to all of a process, in which other files have run before.
const apart = crypto.randomUUID();
const Channel = BroadcastChannel;
Object.assign(globalThis, {
  BroadcastChannel: class extends Channel {
    constructor(name: string) {
      super(`${apart} ${name}`);
    }
  }
});

Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
Range.prototype.getBoundingClientRect = () => new DOMRect();
