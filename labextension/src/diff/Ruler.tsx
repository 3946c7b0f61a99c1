import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import type { Changes } from './model';
import { marksOf } from './ruler';
import type { IWindow } from './useWindow';

export interface IRulerProps {
  readonly changes: Changes;
  readonly list: IWindow;
  readonly trans: TranslationBundle;
}

/** Where in the whole list changes are, and what of it is in view. With the keyboard, N and P do the same. */
export function Ruler({ changes, list, trans }: IRulerProps): React.JSX.Element {
  const { view, offsets, top } = list;
  const whole = Math.max(list.height, 1);
  const scale = Math.min(1, view / whole);
  const marks = marksOf(changes.items, item => changes.row(item), offsets, view);
  return (
    <div
      className="mlc-Ruler"
      aria-hidden="true"
      title={trans.__('Where changes are')}
      onClick={event => {
        const at = event.clientY - event.currentTarget.getBoundingClientRect().top;
        const nearest = marks.reduce<(typeof marks)[number] | null>(
          (best, mark) => (best === null || distance(mark, at) < distance(best, at) ? mark : best),
          null
        );
        if (nearest !== null) {
          changes.goTo(nearest.key);
        }
      }}
    >
      {scale < 1 && (
        <div className="mlc-Ruler-view" style={{ top: top * scale, height: view * scale }} />
      )}
      {marks.map(({ key, kind, top: at, height }) => (
        <div key={key} className={`mlc-Ruler-mark mlc-mod-${kind}`} style={{ top: at, height }} />
      ))}
    </div>
  );
}

function distance({ top, height }: { top: number; height: number }, at: number): number {
  return Math.max(top - at, at - (top + height), 0);
}
