import {
  drawnLines,
  lineAround,
  partOfLine,
  selectedPart,
  sourceLine,
  type ISources
} from './sourcelines';
import type { ISourceAction, Row } from './tokens';

/**
 * Offers something at each line of the sources drawn in an element: a button at the line under the pointer, or at the
 * one the arrow keys chose.
 *
 * @returns takes it away again
 */
export function offerAtLines(
  host: HTMLElement,
  sources: ISources,
  row: Row,
  action: ISourceAction
): () => void {
  const offer = new LineOffer(host, sources, row, action);
  return () => offer.dispose();
}

class LineOffer {
  constructor(
    private readonly _host: HTMLElement,
    private readonly _sources: ISources,
    private readonly _row: Row,
    private readonly _action: ISourceAction
  ) {
    this._button.type = 'button';
    this._button.className = 'mlc-LineOffer';
    this._button.textContent = '+';
    this._button.hidden = true;
    this._button.addEventListener('click', () => this._run());
    // Pressing the button does not take away what is selected.
    this._button.addEventListener('mousedown', event => event.preventDefault());
    _host.append(this._button);
    _host.addEventListener('pointermove', this);
    _host.addEventListener('pointerleave', this);
    _host.addEventListener('focusin', this);
    _host.addEventListener('focusout', this);
    _host.addEventListener('keydown', this);
  }

  dispose(): void {
    for (const type of ['pointermove', 'pointerleave', 'focusin', 'focusout', 'keydown']) {
      this._host.removeEventListener(type, this);
    }
    this._button.remove();
  }

  handleEvent(event: Event): void {
    switch (event.type) {
      case 'pointermove':
        this._point(event as PointerEvent);
        break;
      case 'focusin':
        this._enter(event.target);
        break;
      case 'keydown':
        this._press(event as KeyboardEvent);
        break;
      default:
        this._leave();
    }
  }

  private _point({ target, buttons }: PointerEvent): void {
    const line = lineAround(target);
    if (line !== null && buttons === 0) {
      this._show(line);
    }
  }

  /** The keyboard has come to a text: the button stands at its first line, or at the line it stood at. */
  private _enter(target: EventTarget | null): void {
    const text = target instanceof Element ? target.closest<HTMLElement>('.cm-content') : null;
    const first = text === null ? undefined : drawnLines(text)[0];
    if (first !== undefined && this._line?.closest('.cm-content') !== text) {
      this._show(first);
    } else if (this._line !== null) {
      this._show(this._line);
    }
  }

  private _leave(): void {
    // Where the focus goes to is known a moment later.
    setTimeout(() => {
      if (!this._host.contains(document.activeElement) && !this._host.matches(':hover')) {
        this._button.hidden = true;
      }
    }, 0);
  }

  private _press(event: KeyboardEvent): void {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const text = lineText(event.target);
    if (text === null || ctrlKey || metaKey || altKey || shiftKey) {
      return;
    }
    const lines = drawnLines(text);
    const at = this._line === null ? -1 : lines.indexOf(this._line);
    const next = { ArrowDown: lines[at + 1], ArrowUp: lines[at - 1] }[key];
    if (next !== undefined) {
      event.preventDefault();
      this._show(next);
      next.scrollIntoView({ block: 'nearest' });
    } else if (key === 'Enter' || key === 'c') {
      event.preventDefault();
      this._run();
    }
  }

  private _show(line: HTMLElement): void {
    const place = line.isConnected ? sourceLine(line, this._sources) : null;
    this._line = place === null ? null : line;
    this._button.hidden = place === null;
    if (place !== null) {
      const box = line.getBoundingClientRect();
      const outer = this._host.getBoundingClientRect();
      this._button.style.top = `${box.top - outer.top}px`;
      this._button.style.left = `${box.left - outer.left}px`;
      const label = this._action.label(place.line + 1);
      this._button.title = label;
      this._button.setAttribute('aria-label', label);
    }
  }

  private _run(): void {
    const line = this._line;
    const place = line === null ? null : sourceLine(line, this._sources);
    if (line !== null && place !== null) {
      const part = selectedPart(line, this._sources) ?? partOfLine(place, this._sources);
      this._action.run(this._row, part);
    }
  }

  private readonly _button = document.createElement('button');
  private _line: HTMLElement | null = null;
}

function lineText(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('.cm-content') : null;
}
