import { Signal } from '@lumino/signaling';
import React, { lazy, Suspense } from 'react';
import type { Entry } from '../anchors/tokens';
import { EntryMarker } from './EntryMarker';
import { isLost } from './filter';
import { askWhilePicking } from './picking';
import { EntryPicking } from './pickingentries';
import { entryAttributes, entryNode } from './pointing';
import type { IScreenServices } from './screenservices';
import type { IFileComments, IFileThreads, IOnRow } from './tokens';

const EntryThreads = lazy(async () => ({
  default: (await import('./EntryThreads')).EntryThreads
}));

/** Comments on the page of another room: beside and beneath the entries of its file. */
export class FileComments implements IFileComments {
  constructor(
    private readonly _threads: IFileThreads,
    private readonly _services: IScreenServices
  ) {
    _threads.changed.connect(this._emit, this);
    _services.options.changed.connect(this._emit, this);
    _threads.widget.disposed.connect(this.dispose, this);
    const { trans } = _services;
    const sentence = trans.__('Click the part this comment belongs to, or press Enter on it.');
    askWhilePicking(_threads, _threads.file.widget, sentence, trans);
    new EntryPicking(_threads);
  }

  get changed(): Signal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
    this._services.options.changed.disconnect(this._emit, this);
    Signal.clearData(this);
  }

  get isPicking(): boolean {
    return this._threads.picking !== null;
  }

  attributes(entry: Entry): Readonly<Record<string, string>> {
    return entryAttributes(this._threads.file.entries?.indexOf(entry) ?? 0);
  }

  beside(entry: Entry): React.ReactNode {
    return (
      <EntryMarker
        threads={this._threads}
        here={this._threads.on(entry)}
        services={this._services}
        label={entry.label}
        onAdd={() => void this._threads.begin(entry)}
      />
    );
  }

  below(entry: Entry): React.ReactNode {
    return this.isOpen([entry])
      ? this._draw(this._threads.on(entry), () => this._focusOn(entry))
      : null;
  }

  lost(): React.ReactNode {
    const { openThread, threads } = this._threads;
    const open = threads.filter(each => isLost(each) && each.thread.id === openThread);
    return open.length === 0
      ? null
      : this._draw({ threads: open, unsent: [], composing: null }, () => undefined);
  }

  isOpen(entries: readonly Entry[]): boolean {
    const { openThread } = this._threads;
    return entries.some(entry => {
      const { threads, unsent, composing } = this._threads.on(entry);
      const isAny = threads.some(({ thread }) => thread.id === openThread);
      return isAny || unsent.length > 0 || composing !== null;
    });
  }

  count(entries: readonly Entry[]): number {
    const here = entries.map(entry => this._threads.on(entry));
    return here.flatMap(({ threads, unsent }) => [
      ...threads.filter(({ thread }) => thread.status === 'open'),
      ...unsent
    ]).length;
  }

  private _draw(here: IOnRow, leave: () => void): React.ReactNode {
    return (
      <Suspense>
        <EntryThreads
          threads={this._threads}
          services={this._services}
          here={here}
          onLeave={leave}
        />
      </Suspense>
    );
  }

  /** Gives the keyboard back to the entry's marker. */
  private _focusOn(entry: Entry): void {
    const index = this._threads.file.entries?.indexOf(entry) ?? 0;
    entryNode(this._threads.widget.node, index)
      ?.querySelector<HTMLElement>('.mlc-EntryMarker button:last-child')
      ?.focus({ preventScroll: true });
  }

  private _emit(): void {
    this._changed.emit();
  }

  private readonly _changed = new Signal<this, void>(this);
  private _isDisposed = false;
}
