import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Signal, type ISignal } from '@lumino/signaling';
import type { Widget } from '@lumino/widgets';
import type { ICommentedText, IFileWords, ITextRange } from '../comments/tokens';

const REST_MILLISECONDS = 200;

/** The text of a page as a file that can be commented, in all tabs that show or edit it. */
export class CommentedPage implements ICommentedText {
  constructor(
    private readonly _context: DocumentRegistry.CodeContext,
    private _last: Widget,
    trans: TranslationBundle
  ) {
    this.words = {
      here: trans.__('This page'),
      empty: trans.__('No comments yet. Select words of the page and press Comment.'),
      comment: trans.__('Comment on the page')
    };
    void _context.ready.then(() => {
      _context.model.contentChanged.connect(this._onText, this);
      this._changed.emit();
    });
    _context.pathChanged.connect(this._emit, this);
  }

  readonly words: IFileWords;

  get serverPath(): string {
    return this._context.localPath;
  }

  get text(): string | null {
    return this._context.isReady ? this._context.model.sharedModel.getSource() : null;
  }

  /** The tab that was worked in last, as long as it can be seen. */
  get widget(): Widget {
    const visible = [...this._tabs.keys()].filter(tab => tab.isVisible);
    const last = this._last;
    return visible.includes(last) ? last : (visible[0] ?? last);
  }

  get isVisible(): boolean {
    return [...this._tabs.keys()].some(tab => tab.isVisible);
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get closed(): ISignal<this, void> {
    return this._closed;
  }

  selection(): ITextRange | null {
    return this._tabs.get(this.widget)?.() ?? null;
  }

  /**
   * A tab shows it.
   *
   * @param selection - what a comment that is begun in the tab is on
   */
  add(tab: Widget, selection: () => ITextRange | null): void {
    this._tabs.set(tab, selection);
    tab.disposed.connect(() => this._remove(tab));
  }

  /** A tab of JupyterLab is worked in now. */
  look(tab: Widget | null): void {
    if (tab !== null && tab !== this._last && this._tabs.has(tab)) {
      this._last = tab;
      this._changed.emit();
    }
  }

  private _remove(tab: Widget): void {
    this._tabs.delete(tab);
    this._last = this._last === tab ? ([...this._tabs.keys()][0] ?? tab) : this._last;
    if (this._tabs.size === 0) {
      window.clearTimeout(this._timer);
      this._closed.emit();
      Signal.clearData(this);
    } else {
      this._changed.emit();
    }
  }

  private _onText(): void {
    window.clearTimeout(this._timer);
    this._timer = window.setTimeout(() => this._emit(), REST_MILLISECONDS);
  }

  private _emit(): void {
    this._changed.emit();
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _closed = new Signal<this, void>(this);
  private readonly _tabs = new Map<Widget, () => ITextRange | null>();
  private _timer = 0;
}
