import type { TranslationBundle } from '@jupyterlab/translation';
import { markerLabel, type IMarker } from './markers';

/** The slot in the margin of one cell: its marker, and the button that begins a comment. Plain DOM, in the cell's node. */
export class CellMarker {
  constructor(
    private readonly _trans: TranslationBundle,
    actions: { readonly open: () => void; readonly add: () => void }
  ) {
    this.node.className = 'mlc-CellMarker';
    // Keys pressed on these buttons are not for the cell.
    this.node.dataset.lmSuppressShortcuts = 'true';
    this._threads.className = 'mlc-CellMarker-threads';
    this._threads.addEventListener('click', actions.open);
    this._add.className = 'mlc-CellMarker-add';
    this._add.textContent = '+';
    this._add.title = this._trans.__('Comment on this cell');
    this._add.setAttribute('aria-label', this._add.title);
    this._add.addEventListener('click', actions.add);
    this.node.append(this._threads, this._add);
    // The notebook takes the focus on every press inside a cell.
    this.node.addEventListener('mousedown', event => event.stopPropagation());
    this.node.addEventListener('dblclick', event => event.stopPropagation());
    this.draw(null, false, false);
  }

  readonly node = document.createElement('div');

  /**
   * @param isOpen - a thread of the cell is open
   * @param isActive - the Tab key stops at the slot
   */
  draw(marker: IMarker | null, isOpen: boolean, isActive: boolean): void {
    this._threads.hidden = marker === null;
    this._threads.setAttribute('aria-expanded', String(isOpen));
    this._add.tabIndex = isActive ? 0 : -1;
    if (marker !== null) {
      this._threads.textContent = marker.count > 99 ? '99+' : String(marker.count);
      this._threads.title = markerLabel(marker, this._trans);
      this._threads.setAttribute('aria-label', this._threads.title);
      this._threads.classList.toggle('mlc-mod-unread', marker.unread > 0);
      this._threads.classList.toggle('mlc-mod-blocking', marker.isBlocking);
      this._threads.classList.toggle('mlc-mod-resolved', marker.isResolved);
      this._threads.classList.toggle('mlc-mod-unsent', marker.isUnsent);
      this._threads.dataset.state = marker.state;
    }
  }

  private readonly _threads = button();
  private readonly _add = button();
}

function button(): HTMLButtonElement {
  const node = document.createElement('button');
  node.type = 'button';
  return node;
}
