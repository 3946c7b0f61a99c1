import { StateEffect, StateField, type Range } from '@codemirror/state';
import { Decoration, EditorView, WidgetType, type DecorationSet } from '@codemirror/view';
import type { IDisposable } from '@lumino/disposable';
import type { Widget } from '@lumino/widgets';
import { selectionMarks, setMarks } from './SelectionMarks';
import type { IOpenPart, IOpenParts, ISelectionButton, ITextComments } from './tokens';

/** How long a selection has to stay as it is before the button comes, in milliseconds. */
const SETTLED_MS = 200;

const setParts = StateEffect.define<readonly IOpenPart[]>();

/** What is open, beneath the lines it is about. */
const partField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (parts, { changes, effects, newDoc }) =>
    effects.reduce(
      (now, effect) =>
        effect.is(setParts)
          ? Decoration.set(
              effect.value.map(part => block(part, newDoc)),
              true
            )
          : now,
      parts.map(changes)
    ),
  provide: field => EditorView.decorations.from(field)
});

function block({ node, range }: IOpenPart, text: EditorView['state']['doc']): Range<Decoration> {
  const at = range === null ? 0 : text.lineAt(Math.min(range.end, text.length)).to;
  const side = range === null ? -1 : 1;
  return Decoration.widget({ widget: new PartWidget(node), block: true, side }).range(at);
}

class PartWidget extends WidgetType {
  constructor(private readonly _node: HTMLElement) {
    super();
  }

  override eq(other: PartWidget): boolean {
    return other._node === this._node;
  }

  toDOM(): HTMLElement {
    return this._node;
  }

  /** What happens in it is not the editor's. */
  override ignoreEvent(): boolean {
    return true;
  }
}

/** Comments in an editor of a text: marks, what is open, and the button beside a selection. */
export class SourceComments implements IDisposable {
  constructor(
    private readonly _view: EditorView,
    private readonly _tab: Widget,
    private readonly _comments: ITextComments
  ) {
    const { threads } = _comments;
    const open = (threadId: string): void => void threads.open(threadId);
    const selection = EditorView.updateListener.of(update => {
      if (update.selectionSet || update.focusChanged) {
        this._onSelected();
      }
    });
    _view.dispatch({
      effects: StateEffect.appendConfig.of([selectionMarks(open), partField, selection])
    });
    this._button = _comments.selectionButton(_view.scrollDOM, () => this._begin());
    this._parts = _comments.partsIn(_tab, () => _view.focus());
    this._sizes = new ResizeObserver(() => _view.requestMeasure());
    _comments.changed.connect(this._draw, this);
    this._parts.changed.connect(this._place, this);
    _tab.disposed.connect(this.dispose, this);
    this._draw();
    this._place();
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      clearTimeout(this._timer);
      this._comments.changed.disconnect(this._draw, this);
      this._sizes.disconnect();
      this._button.dispose();
      this._parts.dispose();
    }
  }

  private _draw(): void {
    const length = this._view.state.doc.length;
    const marks = this._comments.marks.filter(({ end }) => end <= length);
    const drawn = JSON.stringify(marks);
    if (drawn !== this._drawn) {
      this._drawn = drawn;
      this._view.dispatch({ effects: setMarks.of(marks) });
    }
  }

  private _place(): void {
    const parts = this._parts.all;
    const isSame =
      parts.length === this._placed.length &&
      parts.every(({ node, range }, index) => {
        const before = this._placed[index];
        return before?.node === node && before.range?.end === range?.end;
      });
    if (isSame) {
      return;
    }
    const come = parts.find(({ node }) => this._placed.every(before => before.node !== node));
    this._placed = parts;
    this._sizes.disconnect();
    parts.forEach(({ node }) => this._sizes.observe(node));
    const at = Math.min(come?.range?.end ?? 0, this._view.state.doc.length);
    const effects: StateEffect<unknown>[] = [setParts.of(parts)];
    if (come !== undefined) {
      effects.push(EditorView.scrollIntoView(at, { y: 'nearest', yMargin: 40 }));
    }
    this._view.dispatch({ effects });
  }

  private _onSelected(): void {
    this._button.hide();
    clearTimeout(this._timer);
    if (!this._view.state.selection.main.empty && this._view.hasFocus) {
      this._timer = setTimeout(() => this._offer(), SETTLED_MS);
    }
  }

  private _offer(): void {
    const { main } = this._view.state.selection;
    const head = this._view.coordsAtPos(main.head);
    if (head !== null && !main.empty && !this._tab.isDisposed) {
      const at = new DOMRect(head.left, head.top, head.right - head.left, head.bottom - head.top);
      this._button.offer(at, main.head < main.anchor);
    }
  }

  private _begin(): void {
    void this._comments.threads.begin(this._comments.threads.file.selection());
  }

  private readonly _button: ISelectionButton;
  private readonly _parts: IOpenParts;
  private readonly _sizes: ResizeObserver;
  private _drawn = '';
  private _placed: readonly IOpenPart[] = [];
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private _isDisposed = false;
}
