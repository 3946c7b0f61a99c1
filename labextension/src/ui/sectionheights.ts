import type { AccordionPanel, Widget } from '@lumino/widgets';

/** In pixels: however little room there is, two lines of a section are seen. */
const LEAST = 72;

/** Put on an element that takes the height it is given: what it needs is what its children need. */
export const FILLS = { 'data-mlc-fills': '' };

/**
 * Gives the sections of an accordion as much height as they have to show. Where that is too much for all, they share what
 * there is: who needs little gets it, the others scroll. Handles that somebody has dragged stay where they are.
 */
export class SectionHeights {
  constructor(private readonly _panel: AccordionPanel) {
    _panel.handleMoved.connect(() => (this._isDragged = true));
    _panel.expansionToggled.connect(this.look);
  }

  /** Begins to follow what the sections show. */
  start(): void {
    this._mutations.observe(this._panel.node, {
      attributeFilter: ['class', 'hidden', 'open', 'style'],
      characterData: true,
      childList: true,
      subtree: true
    });
    this._resizes.observe(this._panel.node);
  }

  stop(): void {
    this._mutations.disconnect();
    this._resizes.disconnect();
  }

  /** Measures anew before the next frame is drawn. */
  readonly look = (): void => {
    this._frame ||= requestAnimationFrame(() => {
      this._frame = 0;
      this._arrange();
    });
  };

  private _arrange(): void {
    const panel = this._panel;
    if (!panel.isVisible) {
      return;
    }
    const shown = panel.widgets.filter(section => !section.isHidden);
    const changed = shown.filter(section => this._fit(section));
    if (changed.length > 0) {
      panel.fit();
    }
    const count = String(shown.length);
    if (!this._isDragged && (changed.length > 0 || count !== this._count)) {
      // All begin with the same; Lumino's sizer hands on what one does not need.
      panel.setRelativeSizes(panel.widgets.map(section => (section.isHidden ? 0 : 1)));
    }
    this._count = count;
  }

  /** Whether a section needs another height than before. */
  private _fit({ node }: Widget): boolean {
    const needed = Math.ceil(neededHeight(node));
    const most = `${needed}px`;
    if (node.style.maxHeight === most) {
      return false;
    }
    node.style.maxHeight = most;
    node.style.minHeight = `${Math.min(needed, LEAST)}px`;
    return true;
  }

  /** What Lumino itself writes on sections, titles and handles says nothing of what they show. What comes into them does. */
  private readonly _mutations = new MutationObserver(records => {
    const { node } = this._panel;
    const isOurs = ({ target, type }: MutationRecord): boolean =>
      type === 'childList' || (target !== node && target.parentElement !== node);
    if (records.some(isOurs)) {
      this.look();
    }
  });

  private readonly _resizes = new ResizeObserver(this.look);
  private _isDragged = false;
  private _count = '';
  private _frame = 0;
}

function neededHeight(node: Element): number {
  const children = [...node.children].reduce((sum, child) => sum + heightOf(child), 0);
  const overflow = node.scrollHeight > node.clientHeight ? node.scrollHeight : 0;
  return Math.max(children, overflow);
}

function heightOf(element: Element): number {
  return element.matches('[data-mlc-fills]')
    ? neededHeight(element)
    : element.getBoundingClientRect().height;
}
