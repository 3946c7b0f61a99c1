import type { EditorView } from '@codemirror/view';
import type { Cell } from '@jupyterlab/cells';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import { addCommentIcon } from '../ui/icons';
import type { IScreenServices } from './screenservices';
import type { INotebookThreads } from './tokens';

/** How long a selection has to stay as it is before the button comes, in milliseconds. */
const SETTLED_MS = 200;
const GAP_PX = 4;

/** A *Comment* button beneath the text that is selected in a cell. */
export class SelectionButton implements IDisposable {
  constructor(
    private readonly _threads: INotebookThreads,
    private readonly _services: IScreenServices
  ) {
    this._node.type = 'button';
    this._node.className = 'mlc-SelectionButton';
    this._node.hidden = true;
    addCommentIcon.element({ container: this._node.appendChild(document.createElement('span')) });
    this._node.append(_services.trans.__('Comment'));
    // The selection and the editor's focus stay.
    this._node.addEventListener('mousedown', event => {
      event.preventDefault();
      event.stopPropagation();
    });
    this._node.addEventListener('click', () => this._comment());
    _threads.panel.content.outerNode.append(this._node);
    _services.editors.selected.connect(this._onSelected, this);
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
    clearTimeout(this._timer);
    this._node.remove();
    Signal.clearData(this);
  }

  private _onSelected(_: unknown, view: EditorView): void {
    this._node.hidden = true;
    clearTimeout(this._timer);
    if (!view.state.selection.main.empty && view.hasFocus) {
      this._timer = setTimeout(() => this._offer(view), SETTLED_MS);
    }
  }

  private _offer(view: EditorView): void {
    const cell = this._threads.panel.content.widgets.find(({ node }) => node.contains(view.dom));
    const { main } = view.state.selection;
    const head = view.coordsAtPos(main.head);
    if (cell === undefined || head === null || main.empty || !this._services.options.showMarkers) {
      return;
    }
    this._cell = cell;
    this._node.hidden = false;
    const { outerNode } = this._threads.panel.content;
    const outer = outerNode.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = this._node;
    const isUpwards = main.head < main.anchor;
    const top = isUpwards ? head.top - offsetHeight - GAP_PX : head.bottom + GAP_PX;
    const left = Math.min(head.left, view.dom.getBoundingClientRect().right - offsetWidth - GAP_PX);
    this._node.style.top = `${top - outer.top + outerNode.scrollTop}px`;
    this._node.style.left = `${left - outer.left + outerNode.scrollLeft}px`;
  }

  private _comment(): void {
    const { panel } = this._threads;
    const index = this._cell === null ? -1 : panel.content.widgets.indexOf(this._cell);
    this._node.hidden = true;
    if (index >= 0) {
      this._services.commentOnSelection(panel, index);
    }
  }

  private readonly _node = document.createElement('button');
  private _cell: Cell | null = null;
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private _isDisposed = false;
}
