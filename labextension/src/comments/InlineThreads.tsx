import type { Cell } from '@jupyterlab/cells';
import type { Notebook } from '@jupyterlab/notebook';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { PanelLayout, Widget } from '@lumino/widgets';
import React, { lazy, Suspense } from 'react';
import { ReactPanel } from '../ui/ReactPanel';
import { AutoHeight } from './AutoHeight';
import { keepKeys } from './keys';
import type { IScreenServices } from './screenservices';
import { composingIndex } from './standing';
import type { INotebookThreads } from './tokens';

const CellThreads = lazy(async () => ({ default: (await import('./CellThreads')).CellThreads }));

/** Puts what is open beneath its cell, and what belongs to no cell above the notebook. */
export class InlineThreads implements IDisposable {
  constructor(
    private readonly _threads: INotebookThreads,
    private readonly _services: IScreenServices
  ) {
    this._notebook = _threads.panel.content;
    this._bar = this._create(null);
    this._bar.addClass('mlc-NotebookBar');
    this._bar.hide();
    _threads.panel.contentHeader.addWidget(this._bar);
    _threads.changed.connect(this._update, this);
    this._notebook.modelContentChanged.connect(this._update, this);
    this._update();
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
    this._bar.dispose();
    Signal.clearData(this);
  }

  private _update(): void {
    const { places, isBarNeeded } = this._needed();
    this._bar.setHidden(!isBarNeeded);
    const cells = new Set(places.flatMap(index => this._notebook.widgets[index] ?? []));
    for (const [cell, widget] of this._shown) {
      if (!cells.has(cell)) {
        this._shown.delete(cell);
        widget.dispose();
      }
    }
    for (const cell of cells) {
      if (!this._shown.has(cell)) {
        void this._show(cell);
      }
    }
  }

  /** The cells something is open on, and whether something that belongs to no cell is open. */
  private _needed(): { places: number[]; isBarNeeded: boolean } {
    const { openThread, composing, threads, unsent } = this._threads;
    const open = [
      ...threads.filter(({ thread }) => thread.id === openThread),
      ...unsent.filter(({ entry }) => entry.id === openThread)
    ].map(({ cellIndex }) => cellIndex);
    if (composing !== null) {
      open.push(composingIndex(this._threads));
    }
    return {
      places: open.filter(index => index !== null),
      isBarNeeded: open.includes(null)
    };
  }

  private async _show(cell: Cell): Promise<void> {
    const widget = this._create(cell.model.id);
    this._shown.set(cell, widget);
    await cell.ready;
    if (cell.isDisposed) {
      widget.dispose();
    } else if (!widget.isDisposed) {
      (cell.layout as PanelLayout).addWidget(widget);
    }
  }

  private _create(cellId: string | null): Widget {
    const { panel } = this._threads;
    const host: ReactPanel = new ReactPanel(
      () => (
        <Suspense>
          {cellId === null ? (
            <AutoHeight widget={host}>{this._draw(cellId)}</AutoHeight>
          ) : (
            this._draw(cellId)
          )}
        </Suspense>
      ),
      { trans: this._services.trans, className: 'mlc-CellThreadsHost' }
    );
    keepKeys(host.node, panel.node);
    return host;
  }

  private _draw(cellId: string | null): React.JSX.Element {
    return (
      <CellThreads
        threads={this._threads}
        services={this._services}
        cellId={cellId}
        onLeave={() => this._leave()}
      />
    );
  }

  /** Gives the keyboard back to the cell. */
  private _leave(): void {
    const { activeCell } = this._notebook;
    if (activeCell === null) {
      this._notebook.activate();
    } else {
      activeCell.node.focus({ preventScroll: true });
    }
  }

  private readonly _notebook: Notebook;
  private readonly _bar: Widget;
  private readonly _shown = new Map<Cell, Widget>();
  private _isDisposed = false;
}
