import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import { countLines } from './wordmarks';

/** Two texts by line, in an element of another room; nothing differs where they are the same. */
export class ShownTexts implements IDisposable {
  constructor(
    host: HTMLElement,
    old: string,
    now: string,
    label: string,
    trans: TranslationBundle
  ) {
    host.classList.add('mlc-SourceChange');
    void Promise.all([import('./linediff'), import('./merge')]).then(([lines, merge]) => {
      if (this._isDisposed) {
        return;
      }
      const whole = { lines: [[0, countLines(old), 0, countLines(now)]] as const, ranges: [] };
      const compared = lines.compareLines(old, now) ?? whole;
      const options = { language: [], label, trans };
      this._take =
        old === now
          ? merge.showText(host, now, options)
          : merge.showMerge(host, {
              ...options,
              old,
              new: now,
              lines: compared.lines,
              ranges: compared.ranges,
              layout: 'unified',
              control: null
            });
    });
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      this._take();
    }
  }

  private _isDisposed = false;
  private _take: () => void = () => undefined;
}
