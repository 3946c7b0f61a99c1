import type { Cell } from '@jupyterlab/cells';
import type { Notebook } from '@jupyterlab/notebook';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import { CellMarker } from './CellMarker';
import { markerOf } from './markers';
import type { IScreenServices } from './screenservices';
import type { INotebookThreads, IPlacedThread } from './tokens';

const SLOTS = 'mlc-mod-slots';
const CELL = '.jp-Notebook-cell';

/** The markers in the margin of a notebook. Only cells with threads, the active one and those pointed at have a slot. */
export class CellMarkers implements IDisposable {
  constructor(
    private readonly _threads: INotebookThreads,
    private readonly _services: IScreenServices
  ) {
    this._notebook = _threads.panel.content;
    _threads.changed.connect(this._drawSoon, this);
    _services.options.changed.connect(this._drawSoon, this);
    this._notebook.modelContentChanged.connect(this._drawSoon, this);
    this._notebook.cellInViewportChanged.connect(this._drawSoon, this);
    this._notebook.activeCellChanged.connect(this._drawSoon, this);
    this._notebook.node.addEventListener('pointerover', this._onPointer);
    this._drawSoon();
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
    this._notebook.node.removeEventListener('pointerover', this._onPointer);
    Signal.clearData(this);
  }

  /** Many signals of one moment lead to one drawing. */
  private _drawSoon(): void {
    if (!this._isWaiting) {
      this._isWaiting = true;
      requestAnimationFrame(() => {
        this._isWaiting = false;
        if (!this._isDisposed) {
          this._draw();
        }
      });
    }
  }

  private _draw(): void {
    const { showMarkers } = this._services.options;
    this._notebook.node.classList.toggle(SLOTS, showMarkers);
    const threads = this._threadsByCell();
    const unsent = this._unsentByCell();
    for (const [index, cell] of this._notebook.widgets.entries()) {
      const here = threads.get(index) ?? [];
      const isActive = index === this._notebook.activeCellIndex;
      const isNeeded = here.length > 0 || unsent.has(index) || isActive;
      if (showMarkers && (isNeeded || this._slots.has(cell))) {
        this._drawSlot(cell, here, unsent.get(index) ?? 0, isActive);
      }
    }
  }

  private _drawSlot(
    cell: Cell,
    threads: readonly IPlacedThread[],
    unsent: number,
    isActive: boolean
  ): void {
    const marker = markerOf(threads, unsent, this._services.options.showResolved);
    const isOpen = threads.some(({ thread }) => thread.id === this._threads.openThread);
    this._slotOf(cell).draw(marker, isOpen, isActive);
  }

  private _slotOf(cell: Cell): CellMarker {
    const known = this._slots.get(cell);
    if (known !== undefined) {
      return known;
    }
    const indexOf = (): number => this._notebook.widgets.indexOf(cell);
    const slot = new CellMarker(this._services.trans, {
      open: () => this._toggle(indexOf()),
      add: () => this._services.commentOnCell(this._threads.panel, indexOf())
    });
    cell.node.append(slot.node);
    this._slots.set(cell, slot);
    return slot;
  }

  /** Opens the first unread thread of a cell, or its first; closes the one that is open. */
  private _toggle(index: number): void {
    const here = this._threadsByCell().get(index) ?? [];
    const { openThread } = this._threads;
    const unsent = this._threads.unsent.find(({ cellIndex }) => cellIndex === index);
    const isOpen =
      here.some(({ thread }) => thread.id === openThread) || unsent?.entry.id === openThread;
    const open = here.filter(({ thread }) => thread.status === 'open');
    const next = here.find(({ thread }) => thread.unread > 0) ?? open[0] ?? here[0];
    void this._threads.open(
      isOpen && openThread !== null ? null : (next?.thread.id ?? unsent?.entry.id ?? null)
    );
  }

  private _threadsByCell(): Map<number, IPlacedThread[]> {
    const byCell = new Map<number, IPlacedThread[]>();
    for (const placed of this._threads.threads) {
      const { cellIndex } = placed;
      if (cellIndex !== null) {
        byCell.set(cellIndex, [...(byCell.get(cellIndex) ?? []), placed]);
      }
    }
    return byCell;
  }

  private _unsentByCell(): Map<number, number> {
    const counts = new Map<number, number>();
    for (const { cellIndex } of this._threads.unsent) {
      if (cellIndex !== null) {
        counts.set(cellIndex, (counts.get(cellIndex) ?? 0) + 1);
      }
    }
    return counts;
  }

  private readonly _onPointer = (event: PointerEvent): void => {
    const node = event.target instanceof Element ? event.target.closest(CELL) : null;
    if (node !== this._pointed && this._services.options.showMarkers) {
      this._pointed = node;
      const cell = this._notebook.widgets.find(widget => widget.node === node);
      if (cell !== undefined) {
        this._slotOf(cell);
      }
    }
  };

  private readonly _notebook: Notebook;
  private readonly _slots = new WeakMap<Cell, CellMarker>();
  private _pointed: Element | null = null;
  private _isWaiting = false;
  private _isDisposed = false;
}
