import { DisposableDelegate, type IDisposable } from '@lumino/disposable';

const REST_MILLISECONDS = 300;
const LEAVE_MILLISECONDS = 150;
const GAP = 4;
const MARGIN = 8;

/** What is shown beside an element: made when somebody points at it; null when there is nothing to show. */
export type MakeContent = () => Promise<Node | null> | Node | null;

let count = 0;

/**
 * A few lines beside whatever the pointer rests on or the keyboard has reached. One is shown at a time; it stays while
 * the pointer is in it, and Escape closes it.
 */
export class HoverCard {
  /** Shows what is made beside `node` for as long as somebody points at it, or it has the focus. */
  attach(node: HTMLElement, make: MakeContent): void {
    const begin = (): void => this._await(node, make, REST_MILLISECONDS);
    node.addEventListener('mouseenter', begin);
    node.addEventListener('focus', () => this._await(node, make, 0));
    node.addEventListener('mouseleave', () => this._leave());
    node.addEventListener('blur', () => this.hide());
    node.addEventListener('click', () => this.hide());
  }

  /** As `attach`, for whatever in the document matches, now or later, with one set of listeners for all of that. */
  follow(selector: string, make: (node: HTMLElement) => Node | null): IDisposable {
    const listening = new AbortController();
    const listen = (type: string, act: (node: HTMLElement) => void): void =>
      document.addEventListener(
        type,
        ({ target }) => {
          const node = target instanceof Element ? target.closest<HTMLElement>(selector) : null;
          if (node !== null) {
            act(node);
          }
        },
        { signal: listening.signal }
      );
    listen('mouseover', node => this._await(node, () => make(node), REST_MILLISECONDS));
    listen('focusin', node => this._await(node, () => make(node), 0));
    listen('mouseout', () => this._leave());
    listen('focusout', () => this.hide());
    listen('click', () => this.hide());
    return new DisposableDelegate(() => {
      listening.abort();
      this.hide();
    });
  }

  hide(): void {
    window.clearTimeout(this._timer);
    this._asked += 1;
    document.removeEventListener('keydown', this._onKey, true);
    document.removeEventListener('scroll', this._onScroll, true);
    this._about?.removeAttribute('aria-describedby');
    this._about = null;
    this._card?.remove();
    this._card = null;
  }

  private _await(node: HTMLElement, make: MakeContent, milliseconds: number): void {
    window.clearTimeout(this._timer);
    if (this._about !== node) {
      this._timer = window.setTimeout(() => void this._show(node, make), milliseconds);
    }
  }

  private _leave(): void {
    window.clearTimeout(this._timer);
    this._timer = window.setTimeout(() => this.hide(), LEAVE_MILLISECONDS);
  }

  private async _show(node: HTMLElement, make: MakeContent): Promise<void> {
    this.hide();
    const asked = this._asked;
    const content = await make();
    if (content === null || asked !== this._asked || !node.isConnected) {
      return;
    }
    const card = document.createElement('div');
    card.className = 'mlc-HoverCard';
    card.id = `mlc-hover-card-${(count += 1)}`;
    card.setAttribute('role', 'tooltip');
    card.append(content);
    card.addEventListener('mouseenter', () => window.clearTimeout(this._timer));
    card.addEventListener('mouseleave', () => this._leave());
    document.body.append(card);
    place(card, node);
    node.setAttribute('aria-describedby', card.id);
    document.addEventListener('keydown', this._onKey, true);
    document.addEventListener('scroll', this._onScroll, true);
    this._about = node;
    this._card = card;
  }

  private readonly _onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.hide();
    }
  };

  private readonly _onScroll = (event: Event): void => {
    if (!(event.target instanceof Node && this._card?.contains(event.target))) {
      this.hide();
    }
  };

  private _about: HTMLElement | null = null;
  private _card: HTMLElement | null = null;
  private _timer = 0;
  private _asked = 0;
}

/** Below the element, or above it where there is no room. */
function place(card: HTMLElement, node: HTMLElement): void {
  const about = node.getClientRects()[0] ?? node.getBoundingClientRect();
  const { height, width } = card.getBoundingClientRect();
  const isRoomBelow = about.bottom + GAP + height <= window.innerHeight - MARGIN;
  card.style.top = `${Math.max(MARGIN, isRoomBelow ? about.bottom + GAP : about.top - GAP - height)}px`;
  card.style.left = `${Math.max(MARGIN, Math.min(about.left, window.innerWidth - MARGIN - width))}px`;
}
