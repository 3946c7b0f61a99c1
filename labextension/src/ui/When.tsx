import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useEffect, useReducer } from 'react';
import { exactly, timeAgo } from './moment';

const TICK_MILLISECONDS = 30_000;
const waiting = new Set<() => void>();
let ticking: ReturnType<typeof setInterval> | undefined;

export interface IWhenProps {
  /** A time as the server writes it. */
  readonly at: string;
  readonly trans: TranslationBundle;
}

/** How long ago something was, kept up to date; the exact time in its tooltip. */
export function When({ at, trans }: IWhenProps): React.JSX.Element {
  const [, draw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => onTick(draw), []);
  const then = Date.parse(at);
  return (
    <time className="mlc-When" dateTime={at} title={exactly(then)}>
      {timeAgo(then, Date.now(), trans)}
    </time>
  );
}

/** One clock for all, which runs only while somebody looks at it. */
function onTick(listener: () => void): () => void {
  waiting.add(listener);
  ticking ??= setInterval(() => waiting.forEach(each => each()), TICK_MILLISECONDS);
  return () => {
    waiting.delete(listener);
    if (waiting.size === 0) {
      clearInterval(ticking);
      ticking = undefined;
    }
  };
}
