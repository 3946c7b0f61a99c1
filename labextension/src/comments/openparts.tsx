import { Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import React, { lazy, Suspense } from 'react';
import { ReactPanel } from '../ui/ReactPanel';
import { keyed } from './comparedkeys';
import { keepKeys } from './keys';
import type { IScreenServices } from './screenservices';
import type { IOnRow, IOpenPart, IOpenParts, ITextRange, ITextThreads } from './tokens';

const EntryThreads = lazy(async () => ({
  default: (await import('./EntryThreads')).EntryThreads
}));

interface IPart {
  readonly key: string;
  readonly threadId: string | null;
  readonly range: ITextRange | null;
  readonly here: IOnRow;
}

const NOTHING: IOnRow = { threads: [], unsent: [], composing: null };

/** What is open on a text, in the tab that was worked in last: two composers would write one draft. */
export class OpenParts implements IOpenParts {
  /** @param _leave - gives the keyboard back to where a thread was opened from */
  constructor(
    private readonly _threads: ITextThreads,
    private readonly _services: IScreenServices,
    private readonly _tab: Widget,
    private readonly _leave: (threadId: string | null) => void
  ) {
    _threads.changed.connect(this._update, this);
    _threads.file.changed.connect(this._update, this);
    _services.options.changed.connect(this._update, this);
    this._update();
  }

  get all(): readonly IOpenPart[] {
    return this._parts.flatMap(({ key, range }) => {
      const shown = this._shown.get(key);
      return shown === undefined ? [] : [{ range, node: shown.host }];
    });
  }

  get changed(): Signal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      this._threads.changed.disconnect(this._update, this);
      this._threads.file.changed.disconnect(this._update, this);
      this._services.options.changed.disconnect(this._update, this);
      this._shown.forEach(shown => shown.dispose());
      Signal.clearData(this);
    }
  }

  private _update(): void {
    this._parts = this._threads.file.widget === this._tab ? this._open() : [];
    const keys = new Set(this._parts.map(({ key }) => key));
    let hadKeyboard = false;
    for (const [key, shown] of this._shown) {
      if (!keys.has(key)) {
        hadKeyboard ||= shown.host.contains(document.activeElement);
        this._shown.delete(key);
        shown.dispose();
      }
    }
    for (const { key } of this._parts) {
      const known = this._shown.get(key);
      if (known === undefined) {
        this._shown.set(key, this._create(key));
      } else {
        known.update();
      }
    }
    this._changed.emit();
    if (hadKeyboard) {
      // What was written in the composer stands in its thread now.
      this._shown.get(this._threads.openThread ?? '')?.focus();
    }
  }

  private _open(): IPart[] {
    const threads = this._threads;
    const { composing, openThread } = threads;
    const open = threads.threads.filter(({ thread }) => thread.id === openThread);
    return [
      ...open.map(placed => this._part(placed.thread.id, { ...NOTHING, threads: [placed] })),
      ...threads.unsent.map(unsent =>
        this._part(unsent.entry.id, { ...NOTHING, unsent: [unsent] })
      ),
      ...(composing === null
        ? []
        : [
            {
              key: `new:${keyed(composing)}`,
              threadId: null,
              range: threads.composingRange,
              here: { ...NOTHING, composing }
            }
          ])
    ];
  }

  private _part(threadId: string, here: IOnRow): IPart {
    return { key: threadId, threadId, range: this._threads.rangeOf(threadId), here };
  }

  private _create(key: string): Shown {
    const { trans } = this._services;
    const panel = new ReactPanel(
      () => {
        const part = this._parts.find(each => each.key === key);
        return (
          <Suspense>
            {part && (
              <EntryThreads
                threads={this._threads}
                services={this._services}
                here={part.here}
                onLeave={() => this._leave(part.threadId)}
              />
            )}
          </Suspense>
        );
      },
      { trans, className: 'mlc-TextThreads' }
    );
    return new Shown(panel, this._tab.node);
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _shown = new Map<string, Shown>();
  private _parts: readonly IPart[] = [];
  private _isDisposed = false;
}

/** A part with the node that is put where it belongs. */
class Shown {
  constructor(
    private readonly _panel: ReactPanel,
    outside: HTMLElement
  ) {
    this.host.className = 'mlc-TextThreadsHost';
    keepKeys(this.host, outside);
    // Lumino attaches to what is in the page only; whoever shows the part takes its node from here.
    this._inPage(() => Widget.attach(_panel, this.host));
  }

  readonly host = document.createElement('div');

  focus(): void {
    this.host.querySelector<HTMLElement>('[data-mlc-thread-view]')?.focus({ preventScroll: true });
  }

  update(): void {
    this._panel.update();
  }

  dispose(): void {
    this._inPage(() => this._panel.dispose());
    this.host.remove();
  }

  private _inPage(run: () => void): void {
    if (this.host.isConnected) {
      run();
      return;
    }
    document.body.append(this.host);
    run();
    this.host.remove();
  }
}
