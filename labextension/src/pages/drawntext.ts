interface IRange {
  readonly start: number;
  readonly end: number;
}

/** What stands in a page's text and is not of it. */
const OURS =
  '.mlc-TextMarker, .mlc-TextThreadsHost, .mlc-Citation-mark, .mlc-CitationCard, .jp-InternalAnchorLink, mjx-container, .katex, script, style, button';
const BLOCK = 'p, li, h1, h2, h3, h4, h5, h6, pre, td, th, dt, dd, blockquote, div';
const MARK = 'mlc-SelectionMark';

/** What a page shows as one text, and where each part of that stands. Positions count UTF-16 code units. */
export class DrawnText {
  constructor(private readonly _root: HTMLElement) {
    this._read();
  }

  get text(): string {
    return this._text;
  }

  /** The part that is selected in the document; null where none of it is. */
  selected(selection: Selection): IRange | null {
    if (selection.rangeCount === 0 || selection.isCollapsed) {
      return null;
    }
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(this._root)) {
      return null;
    }
    // What React draws, as with jupyterlab-myst, may have been drawn anew since.
    if (!this._nodes.every(node => this._root.contains(node))) {
      this._read();
    }
    const first = this._nodes.findIndex(node => isAfterStart(node, range));
    const last =
      this._nodes.length -
      1 -
      [...this._nodes].reverse().findIndex(node => isBeforeEnd(node, range));
    const [from, to] = [this._nodes[first], this._nodes[last]];
    if (from === undefined || to === undefined || last < first) {
      return null;
    }
    const start =
      (this._starts[first] ?? 0) + (range.startContainer === from ? range.startOffset : 0);
    const within = range.endContainer === to ? range.endOffset : to.data.length;
    const end = (this._starts[last] ?? 0) + within;
    return start < end ? { start, end } : null;
  }

  /** The block that holds a position. */
  blockAt(position: number): HTMLElement | null {
    const parent = this._nodeAt(position)?.parentElement;
    const table = parent?.closest<HTMLElement>('table');
    const block =
      table ?? parent?.closest<HTMLElement>('li, p, h1, h2, h3, h4, h5, h6, pre, dl, blockquote');
    return block && this._root.contains(block) ? block : null;
  }

  /**
   * Takes away the marks that are there, and marks parts.
   *
   * @param parts - each with the thread it is marked for; where several overlap, the last is shown
   */
  mark(parts: readonly (IRange & { readonly threadId: string; readonly isOpen: boolean })[]): void {
    this._root.querySelectorAll(`.${MARK}`).forEach(unwrap);
    this._read();
    for (const { start, end, shown } of segmentsOf(parts).reverse()) {
      this._wrap(start, end, shown);
    }
    this._read();
  }

  private _wrap(start: number, end: number, { threadId, isOpen }: IShown): void {
    for (let index = this._nodes.length - 1; index >= 0; index -= 1) {
      const node = this._nodes[index];
      const at = this._starts[index] ?? 0;
      if (node === undefined || at >= end || at + node.data.length <= start) {
        continue;
      }
      const from = Math.max(0, start - at);
      const until = Math.min(node.data.length, end - at);
      if (until < node.data.length) {
        node.splitText(until);
      }
      const part = from > 0 ? node.splitText(from) : node;
      if (part.data.trim() !== '') {
        const mark = document.createElement('span');
        mark.className = isOpen ? `${MARK} mlc-mod-open` : MARK;
        mark.dataset.mlcThread = threadId;
        part.replaceWith(mark);
        mark.append(part);
      }
    }
  }

  private _nodeAt(position: number): Text | null {
    const behind = this._starts.findIndex(start => start > position);
    return this._nodes.at(behind < 0 ? -1 : behind - 1) ?? null;
  }

  private _read(): void {
    this._nodes = [];
    this._starts = [];
    const parts: string[] = [];
    let length = 0;
    let block: Element | null = null;
    const walker = document.createTreeWalker(
      this._root,
      NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
      node =>
        node instanceof Element
          ? node.matches(OURS)
            ? NodeFilter.FILTER_REJECT
            : NodeFilter.FILTER_SKIP
          : NodeFilter.FILTER_ACCEPT
    );
    while (walker.nextNode() !== null) {
      const node = walker.currentNode as Text;
      const inBlock = node.parentElement?.closest(BLOCK) ?? null;
      if (inBlock !== block && length > 0) {
        parts.push('\n');
        length += 1;
      }
      block = inBlock;
      this._nodes.push(node);
      this._starts.push(length);
      parts.push(node.data);
      length += node.data.length;
    }
    this._text = parts.join('');
  }

  private _text = '';
  private _nodes: Text[] = [];
  private _starts: number[] = [];
}

interface IShown {
  readonly threadId: string;
  readonly isOpen: boolean;
}

/** Parts that do not overlap, in order. */
function segmentsOf(
  parts: readonly (IRange & IShown)[]
): { start: number; end: number; shown: IShown }[] {
  const edges = [...new Set(parts.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  return edges.slice(0, -1).flatMap((start, index) => {
    const end = edges[index + 1] ?? start;
    const here = parts.filter(part => part.start <= start && part.end >= end);
    const shown = here.find(({ isOpen }) => isOpen) ?? here.at(-1);
    return shown === undefined ? [] : [{ start, end, shown }];
  });
}

function unwrap(mark: Element): void {
  const parent = mark.parentNode;
  mark.replaceWith(...mark.childNodes);
  parent?.normalize();
}

function isAfterStart(node: Text, range: Range): boolean {
  return node === range.startContainer
    ? range.startOffset < node.data.length
    : range.comparePoint(node, 0) >= 0;
}

function isBeforeEnd(node: Text, range: Range): boolean {
  return node === range.endContainer
    ? range.endOffset > 0
    : range.comparePoint(node, node.data.length) <= 0;
}
