import { entryAt, entryNode } from './pointing';
import type { IFileThreads } from './tokens';

const PICKING = 'mlc-mod-picking';
const ADD = '.mlc-EntryMarker > .mlc-CellMarker-add';

/** Threads lie within the entries they are on, and stay in use. */
const THREADS = '.mlc-EntryThreads';

/**
 * Lets a person pick the entry of a file that a thread belongs to, as long as one is to be picked: by a click on it, or
 * with the arrows and Enter. Escape cancels.
 */
export class EntryPicking {
  constructor(private readonly _threads: IFileThreads) {
    _threads.changed.connect(this._follow, this);
    _threads.widget.disposed.connect(() => this._listening?.abort());
  }

  private _follow(): void {
    const isPicking = this._threads.picking !== null;
    if (isPicking && this._listening === null) {
      this._begin();
    } else if (!isPicking && this._listening !== null) {
      this._listening.abort();
      this._listening = null;
      this._node.classList.remove(PICKING);
    }
  }

  private _begin(): void {
    this._listening = new AbortController();
    const options = { capture: true, signal: this._listening.signal };
    this._node.addEventListener('click', event => this._onClick(event), options);
    this._node.addEventListener('keydown', event => this._onKey(event), options);
    this._node.classList.add(PICKING);
    const { picking, threads } = this._threads;
    const index = threads.find(({ thread }) => thread.id === picking?.id)?.cellIndex ?? 0;
    (entryNode(this._node, index) ?? this._node)
      .querySelector<HTMLElement>(ADD)
      ?.focus({ preventScroll: true });
  }

  private _onClick(event: MouseEvent): void {
    const { target } = event;
    const entry = entryAt(this._threads, target instanceof Element ? target : null);
    if (entry !== null && target instanceof Element && target.closest(THREADS) === null) {
      event.preventDefault();
      event.stopPropagation();
      void this._threads.begin(entry);
    }
  }

  private _onKey(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const isHere = event.target instanceof Element && event.target.matches(ADD);
    if (event.key === 'Escape') {
      this._threads.pick(null);
      this._node
        .querySelector<HTMLElement>('[data-mlc-thread-view]')
        ?.focus({ preventScroll: true });
    } else if (step !== undefined && isHere) {
      const all = [...this._node.querySelectorAll<HTMLElement>(ADD)];
      all[all.indexOf(event.target as HTMLElement) + step]?.focus();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  private get _node(): HTMLElement {
    return this._threads.widget.node;
  }

  private _listening: AbortController | null = null;
}
