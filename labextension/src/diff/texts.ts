import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import type { ITextDifference } from './tokens';
import { countLines } from './wordmarks';

export interface IShownTextsOptions {
  readonly host: HTMLElement;
  readonly old: string;
  readonly now: string;
  readonly label: string;

  /** Null where it is still to be found out. */
  readonly change: ITextDifference | null;
  readonly trans: TranslationBundle;
}

/** Two texts by line, in an element of another room; nothing differs where they are the same. */
export class ShownTexts implements IDisposable {
  constructor({ change, host, label, now, old, trans }: IShownTextsOptions) {
    host.classList.add('mlc-SourceChange');
    void Promise.all([import('./linediff'), import('./merge')]).then(([lines, merge]) => {
      if (this._isDisposed) {
        return;
      }
      const whole = { lines: [[0, countLines(old), 0, countLines(now)]] as const, ranges: [] };
      const compared = change ?? lines.compareLines(old, now) ?? whole;
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
