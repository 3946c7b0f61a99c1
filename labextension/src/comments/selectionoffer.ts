import { addCommentIcon } from '../ui/icons';
import type { IScreenServices } from './screenservices';
import type { ISelectionButton, ITextThreads } from './tokens';

const GAP_PX = 4;

/** The *Comment* button beside what is selected in a text; while a thread's words are picked, *Put it here*. */
export class SelectionOffer implements ISelectionButton {
  /** @param _host - what scrolls with the text; the button stands in it */
  constructor(
    private readonly _host: HTMLElement,
    private readonly _threads: ITextThreads,
    private readonly _services: IScreenServices,
    begin: () => void
  ) {
    this._node.type = 'button';
    this._node.className = 'mlc-SelectionButton';
    this._node.hidden = true;
    addCommentIcon.element({ container: this._node.appendChild(document.createElement('span')) });
    this._node.append(this._label);
    // The selection and the focus stay.
    this._node.addEventListener('mousedown', event => {
      event.preventDefault();
      event.stopPropagation();
    });
    this._node.addEventListener('click', () => {
      this.hide();
      begin();
    });
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
    this._node.remove();
  }

  offer(at: DOMRect, isUpwards: boolean): void {
    const { options, trans } = this._services;
    const isWanted = options.showMarkers || this._threads.picking !== null;
    if (!this._threads.mayComment || !isWanted) {
      return;
    }
    this._label.data =
      this._threads.picking === null ? trans.__('Comment') : trans.__('Put it here');
    this._node.hidden = false;
    // What draws the host may have emptied it meanwhile.
    this._host.append(this._node);
    const outer = this._host.getBoundingClientRect();
    const { offsetHeight, offsetWidth } = this._node;
    const top = isUpwards ? at.top - offsetHeight - GAP_PX : at.bottom + GAP_PX;
    const left = Math.min(isUpwards ? at.left : at.right, outer.right - offsetWidth - 2 * GAP_PX);
    this._node.style.top = `${top - outer.top + this._host.scrollTop}px`;
    this._node.style.left = `${Math.max(GAP_PX, left - outer.left + this._host.scrollLeft)}px`;
  }

  hide(): void {
    this._node.hidden = true;
  }

  private readonly _label = document.createTextNode('');
  private readonly _node = document.createElement('button');
  private _isDisposed = false;
}
