import type { IDisposable } from '@lumino/disposable';
import type { IOpenParts, ISelectionButton, ITextComments, ITextRange } from '../comments/tokens';
import type { PageDocument } from './document';
import { DrawnText } from './drawntext';
import { bodyOf } from './text';
import { WordMap } from './wordmap';

/** How long a selection has to stay as it is before the button comes, in milliseconds. */
const SETTLED_MS = 200;

/** What a page shows: its text, the Markdown that was drawn, and how the one follows from the other. */
interface IShown {
  readonly node: HTMLElement;
  readonly drawn: DrawnText;
  readonly body: string;

  /** Where the body begins in the page's text. */
  readonly start: number;

  /** Made at the first question: a long page is drawn anew at every pause in typing. */
  readonly words: () => WordMap;
}

/** Comments on a page where it is read: marks in its text, counts in the margin, what is open, and the button. */
export class PageComments implements IDisposable {
  constructor(
    private readonly _tab: PageDocument,
    private readonly _comments: ITextComments
  ) {
    const { content } = _tab;
    this._button = _comments.selectionButton(content.node, () => this._begin());
    this._parts = _comments.partsIn(_tab, threadId => this._focusOn(threadId));
    this._parts.changed.connect(this._place, this);
    _comments.changed.connect(this._mark, this);
    _tab.drawn.connect(this._onDrawn, this);
    _tab.disposed.connect(this.dispose, this);
    const { signal } = this._listening;
    content.node.addEventListener('click', event => this._onClick(event), { signal });
    content.node.addEventListener('focusout', event => this._onFocusOut(event), { signal });
    document.addEventListener('selectionchange', () => this._onSelected(), { signal });
  }

  get isDisposed(): boolean {
    return this._listening.signal.aborted;
  }

  dispose(): void {
    if (!this.isDisposed) {
      this._listening.abort();
      window.clearTimeout(this._timer);
      this._comments.changed.disconnect(this._mark, this);
      this._button.dispose();
      this._parts.dispose();
    }
  }

  /** What is selected, as a range of the page's text; null where nothing is that comes from its source. */
  selection(): ITextRange | null {
    const shown = this._shown;
    const selection = document.getSelection();
    const range = (shown && selection && shown.drawn.selected(selection)) ?? null;
    const { body, start } = bodyOf(this._tab.open.text ?? '');
    if (shown === null || range === null || body !== shown.body) {
      return null;
    }
    const found = shown.words().toSource(trimmed(shown.drawn.text, range));
    return found && { start: found.start + start, end: found.end + start };
  }

  private _onDrawn(_: PageDocument, node: HTMLElement): void {
    const { body, start } = bodyOf(this._tab.open.text ?? '');
    const drawn = new DrawnText(node);
    const isSame = this._shown?.drawn.text === drawn.text && this._shown.body === body;
    let made: WordMap | null = null;
    const words =
      isSame && this._shown !== null
        ? this._shown.words
        : () => (made ??= new WordMap(drawn.text, body));
    this._shown = { node, drawn, body, start, words };
    this._marked = '';
    this._mark();
    this._place();
  }

  private _mark(): void {
    const shown = this._shown;
    if (shown === null) {
      return;
    }
    this._followFront(shown);
    const marks = this._comments.marks.flatMap(({ start, end, threadId, isOpen }) => {
      const range = this._drawnRange({ start, end });
      return range === null ? [] : [{ ...range, threadId, isOpen }];
    });
    const marked = JSON.stringify(marks);
    if (marked !== this._marked) {
      this._marked = marked;
      shown.drawn.mark(marks);
      this._place();
    }
    this._putMarkers(marks);
  }

  /** Where the body begins in the text: the front matter may change, and nothing is drawn anew. */
  private _followFront(shown: IShown): void {
    const { body, start } = bodyOf(this._tab.open.text ?? '');
    if (body === shown.body && start !== shown.start) {
      this._shown = { ...shown, start };
    }
  }

  private _putMarkers(marks: readonly (ITextRange & { readonly threadId: string })[]): void {
    const shown = this._shown;
    const focused = document.activeElement?.closest<HTMLElement>('.mlc-TextMarker') ?? null;
    const kept = focused?.dataset.mlcThreads;
    shown?.node.querySelectorAll('.mlc-TextMarker').forEach(marker => marker.remove());
    const byBlock = new Map<HTMLElement, string[]>();
    for (const { start, threadId } of marks) {
      const block = shown?.drawn.blockAt(start) ?? null;
      if (block !== null) {
        byBlock.set(block, [...(byBlock.get(block) ?? []), threadId]);
      }
    }
    for (const [block, ids] of byBlock) {
      const marker = this._comments.marker(ids);
      if (marker !== null) {
        marker.dataset.mlcThreads = ids.join(' ');
        const isItem = block.matches('li, blockquote');
        (isItem ? block : block.parentElement)?.insertBefore(
          marker,
          isItem ? block.firstChild : block
        );
        if (marker.dataset.mlcThreads === kept) {
          marker.querySelector('button')?.focus({ preventScroll: true });
        }
      }
    }
  }

  /** Puts what is open beneath the blocks it is about; on no words of the page, above them all. */
  private _place(): void {
    const shown = this._shown;
    if (shown === null) {
      return;
    }
    for (const { node, range } of this._parts.all) {
      const drawn = range && this._drawnRange(range);
      const block = drawn && shown.drawn.blockAt(Math.max(drawn.start, drawn.end - 1));
      if (block === null) {
        if (shown.node.firstChild !== node) {
          moveTo(node, () => shown.node.prepend(node), this._focused);
        }
      } else if (block.matches('li')) {
        if (node.parentElement !== block) {
          moveTo(node, () => block.append(node), this._focused);
        }
      } else if (node.parentElement !== block.parentElement || !follows(block, node)) {
        moveTo(node, () => block.after(node), this._focused);
      }
    }
  }

  private _drawnRange({ start, end }: ITextRange): ITextRange | null {
    const shown = this._shown;
    const from = shown?.start ?? 0;
    return shown?.words().toDrawn({ start: start - from, end: end - from }) ?? null;
  }

  private _onSelected(): void {
    window.clearTimeout(this._timer);
    this._button.hide();
    if (this._tab.isVisible) {
      this._timer = window.setTimeout(() => this._offer(), SETTLED_MS);
    }
  }

  private _offer(): void {
    const selection = document.getSelection();
    this._offered = this.selection();
    if (selection === null || this._offered === null) {
      return;
    }
    const range = selection.getRangeAt(0);
    const isUpwards =
      selection.anchorNode === range.endContainer && selection.anchorOffset === range.endOffset;
    const lines = range.getClientRects();
    const at = isUpwards ? lines[0] : lines[lines.length - 1];
    if (at !== undefined) {
      this._button.offer(at, isUpwards);
    }
  }

  private _begin(): void {
    if (this._offered !== null) {
      document.getSelection()?.removeAllRanges();
      void this._comments.threads.begin(this._offered);
    }
  }

  private _onClick(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target : null;
    const mark = target?.closest<HTMLElement>('.mlc-SelectionMark[data-mlc-thread]');
    const isOther = target?.closest('a, button, input, .mlc-TextThreadsHost') != null;
    // A click that ends a selection is not meant for the mark.
    if (mark && !isOther && document.getSelection()?.isCollapsed !== false) {
      void this._comments.threads.open(mark.dataset.mlcThread ?? null);
    }
  }

  /** What loses the keyboard because the text is drawn anew has it again where it is put. */
  private _onFocusOut(event: FocusEvent): void {
    const { target } = event;
    this._focused = target instanceof HTMLElement && event.relatedTarget === null ? target : null;
  }

  /** Gives the keyboard back to the count beside a thread's words, else to the page. */
  private _focusOn(threadId: string | null): void {
    const markers = [...this._tab.content.node.querySelectorAll<HTMLElement>('.mlc-TextMarker')];
    const marker = markers.find(({ dataset }) =>
      dataset.mlcThreads?.split(' ').includes(threadId ?? '')
    );
    (marker?.querySelector('button') ?? this._tab.content.node).focus({ preventScroll: true });
  }

  private readonly _button: ISelectionButton;
  private readonly _parts: IOpenParts;
  private readonly _listening = new AbortController();
  private _shown: IShown | null = null;
  private _offered: ITextRange | null = null;
  private _focused: HTMLElement | null = null;
  private _marked = '';
  private _timer = 0;
}

/** Whether a node stands behind a block, with nothing but others like it between. */
function follows(block: Element, node: Element): boolean {
  let next = block.nextElementSibling;
  while (next !== null && next !== node && next.matches('.mlc-TextThreadsHost')) {
    next = next.nextElementSibling;
  }
  return next === node;
}

function moveTo(node: HTMLElement, move: () => void, focused: HTMLElement | null): void {
  const active = node.contains(document.activeElement) ? document.activeElement : null;
  const lost = document.activeElement === document.body && focused && node.contains(focused);
  move();
  const back = active instanceof HTMLElement ? active : lost ? focused : null;
  back?.focus({ preventScroll: true });
}

/** The range without the blanks at its ends. */
function trimmed(text: string, { start, end }: ITextRange): ITextRange {
  const part = text.slice(start, end);
  const from = start + part.length - part.trimStart().length;
  return { start: from, end: Math.max(from, start + part.trimEnd().length) };
}
