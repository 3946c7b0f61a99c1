import { Signal } from '@lumino/signaling';
import type { IDisposable } from '@lumino/disposable';
import type { IScreenServices } from './screenservices';
import { setMarks, type IMark } from './SelectionMarks';
import type { INotebookThreads, IPlacedThread } from './tokens';

/** Keeps the marks in the editors of one notebook as its threads are. */
export class Marks implements IDisposable {
  constructor(
    private readonly _threads: INotebookThreads,
    private readonly _services: IScreenServices
  ) {
    _threads.changed.connect(this._update, this);
    _services.options.changed.connect(this._update, this);
    _services.editors.added.connect(this._onEditor, this);
    this._update();
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
    Signal.clearData(this);
  }

  private _update(): void {
    const marks = this._marksByCell();
    for (const cellId of new Set([...marks.keys(), ...this._marked])) {
      this._set(cellId, marks.get(cellId) ?? []);
    }
    this._marked = new Set(marks.keys());
  }

  private _onEditor(_: unknown, cellId: string): void {
    this._set(cellId, this._marksByCell().get(cellId) ?? []);
  }

  private _set(cellId: string, marks: readonly IMark[]): void {
    const isSame = JSON.stringify(marks) === this._last.get(cellId)?.marks;
    const view = this._services.editors.of(cellId);
    if (view !== null && !(isSame && this._last.get(cellId)?.view === view)) {
      this._last.set(cellId, { view, marks: JSON.stringify(marks) });
      view.dispatch({ effects: setMarks.of(marks) });
    }
  }

  private _marksByCell(): Map<string, IMark[]> {
    const byCell = new Map<string, IMark[]>();
    const { widgets } = this._threads.panel.content;
    for (const placed of this._threads.threads) {
      const cellId = widgets[placed.cellIndex ?? -1]?.model.id;
      const mark = this._markOf(placed);
      if (cellId !== undefined && mark !== null) {
        byCell.set(cellId, [...(byCell.get(cellId) ?? []), mark]);
      }
    }
    return byCell;
  }

  private _markOf({ thread, placement }: IPlacedThread): IMark | null {
    const { showMarkers, showResolved } = this._services.options;
    const isOpen = thread.id === this._threads.openThread;
    const isListed = showMarkers && (thread.status === 'open' || showResolved);
    const { quoteStart = null, quoteEnd = null } = placement ?? {};
    if (quoteStart === null || quoteEnd === null || !(isOpen || isListed)) {
      return null;
    }
    const quote = thread.anchor?.quote?.exact ?? '';
    return { threadId: thread.id, start: quoteStart, end: quoteEnd, quote, isOpen };
  }

  private readonly _last = new Map<string, { view: unknown; marks: string }>();
  private _marked = new Set<string>();
  private _isDisposed = false;
}
