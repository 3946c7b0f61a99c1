import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import type { Item } from './items';
import type { Changes } from './model';
import { changeAt, marksOf } from './ruler';
import type { Row } from './tokens';
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
  const rowOf = (item: Item): Row | null => changes.row(item);
  const marks = marksOf(changes.items, rowOf, offsets, view);
  return (
    <div
      className="mlc-Ruler"
      aria-hidden="true"
      title={trans.__('Where changes are')}
      onClick={event => {
        const at = event.clientY - event.currentTarget.getBoundingClientRect().top;
        const key = changeAt(changes.items, rowOf, offsets, view, at);
        if (key !== null) {
          changes.goTo(key);
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
