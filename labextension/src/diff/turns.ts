const FRAME_MILLISECONDS = 8;

const waiting = new Set<() => void>();
let isPlanned = false;

/**
 * Does work that takes long, like making an editor: the first at once, what comes close behind a little in each frame,
 * so that the first is on the screen before the last is made.
 *
 * @returns drops it, if it is not done yet
 */
export function inTurn(work: () => void): () => void {
  if (isPlanned) {
    waiting.add(work);
  } else {
    plan();
    work();
  }
  return () => void waiting.delete(work);
}

function plan(): void {
  isPlanned = true;
  requestAnimationFrame(() => {
    // Timers run once the frame is on the screen.
    setTimeout(takeTurns, 0);
  });
}

function takeTurns(): void {
  isPlanned = false;
  const end = performance.now() + FRAME_MILLISECONDS;
  for (const work of waiting) {
    if (performance.now() >= end) {
      break;
    }
    waiting.delete(work);
    work();
  }
  if (waiting.size > 0) {
    plan();
  }
}
