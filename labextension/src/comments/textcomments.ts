import type { EditorView } from '@codemirror/view';
import type { MainAreaWidget } from '@jupyterlab/apputils';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { Widget } from '@lumino/widgets';
import { CellMarker } from './CellMarker';
import { markerOf } from './markers';
import { OpenParts } from './openparts';
import { askWhilePicking } from './picking';
import type { IScreenServices } from './screenservices';
import { SelectionOffer } from './selectionoffer';
import { SourceComments } from './sourcecomments';
import type {
  IComments,
  IOpenParts,
  IPlacedThread,
  ISelectionButton,
  ITextComments,
  ITextMark,
  ITextThreads
} from './tokens';

/** Comments on a text, for the tabs that show it. */
export class TextComments implements ITextComments {
  constructor(
    readonly threads: ITextThreads,
    private readonly _comments: IComments,
    private readonly _services: IScreenServices
  ) {
    threads.changed.connect(this._emit, this);
    _services.options.changed.connect(this._emit, this);
    threads.file.closed.connect(this.dispose, this);
  }

  get changed(): Signal<this, void> {
    return this._changed;
  }

  get marks(): readonly ITextMark[] {
    return this.threads.threads.flatMap(placed => this._markOf(placed) ?? []);
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      this.threads.changed.disconnect(this._emit, this);
      this._services.options.changed.disconnect(this._emit, this);
      Signal.clearData(this);
    }
  }

  addTab(tab: MainAreaWidget): void {
    const { trans } = this._services;
    const { threads } = this;
    this._comments.addTab(threads.file, tab);
    askWhilePicking(threads, tab, trans.__('Select the words it belongs to.'), trans);
  }

  marker(threadIds: readonly string[]): HTMLElement | null {
    const { options, trans } = this._services;
    const { openThread, threads } = this.threads;
    const here = threads.filter(({ thread }) => threadIds.includes(thread.id));
    const isOpen = here.some(({ thread }) => thread.id === openThread);
    const marker = markerOf(here, 0, options.showResolved || isOpen);
    if (marker === null) {
      return null;
    }
    const first = here.find(({ thread }) => thread.unread > 0) ?? here[0];
    const made = new CellMarker(trans, {
      open: () => void this.threads.open(isOpen ? null : (first?.thread.id ?? null)),
      add: () => undefined
    });
    made.draw(marker, isOpen, false);
    made.node.classList.add('mlc-TextMarker');
    return made.node;
  }

  partsIn(tab: Widget, leave: (threadId: string | null) => void): IOpenParts {
    return new OpenParts(this.threads, this._services, tab, leave);
  }

  selectionButton(host: HTMLElement, begin: () => void): ISelectionButton {
    return new SelectionOffer(host, this.threads, this._services, begin);
  }

  inEditor(view: EditorView, tab: Widget): IDisposable {
    return new SourceComments(view, tab, this);
  }

  private _markOf({ thread }: IPlacedThread): ITextMark | null {
    const { showMarkers, showResolved } = this._services.options;
    const isOpen = thread.id === this.threads.openThread;
    const isListed = showMarkers && (thread.status === 'open' || showResolved);
    const range = this.threads.rangeOf(thread.id);
    return range === null || !(isOpen || isListed)
      ? null
      : {
          threadId: thread.id,
          ...range,
          quote: thread.anchor?.quote?.exact ?? '',
          isOpen
        };
  }

  private _emit(): void {
    this._changed.emit();
  }

  private readonly _changed = new Signal<this, void>(this);
  private _isDisposed = false;
}
