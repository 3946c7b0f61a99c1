import type { ISignal } from '@lumino/signaling';
import { useEffect, useReducer } from 'react';

/** Draws the component again whenever one of the signals is emitted. */
export function useEmission(...signals: (ISignal<unknown, unknown> | null)[]): void {
  const [, draw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const slot = (): void => draw();
    signals.forEach(signal => signal?.connect(slot));
    // What was emitted between drawing and listening is not missed.
    draw();
    return () => signals.forEach(signal => signal?.disconnect(slot));
    // The number of signals is fixed for each caller, so they may be the dependencies.
  }, signals);
}
