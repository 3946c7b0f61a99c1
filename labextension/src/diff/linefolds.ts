import { StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state';
import { Decoration, EditorView, WidgetType, type DecorationSet } from '@codemirror/view';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { LineRange } from './hunks';

const MARGIN = 3;
const LEAST = 4;
const STEP = 10;

/** Lines that are the same and left out, from 0, ends not included. The same number on both sides. */
export interface ILineFold {
  readonly old: number;
  readonly new: number;
  readonly count: number;
}

/** The runs of equal lines between hunks, but for three lines beside each hunk, when four or more remain. */
export function foldsOf(hunks: readonly LineRange[], newLines: number): ILineFold[] {
  const folds: ILineFold[] = [];
  let [old, now] = [0, 0];
  for (const [index, hunk] of [...hunks, null].entries()) {
    const above = index === 0 ? 0 : MARGIN;
    const end = (hunk?.[2] ?? newLines) - (hunk === null ? 0 : MARGIN);
    const count = end - now - above;
    if (count >= LEAST) {
      folds.push({ old: old + above, new: now + above, count });
    }
    [old, now] = hunk === null ? [old, now] : [hunk[1], hunk[3]];
  }
  return folds;
}

/** What a person opens of a fold: lines at its beginning and at its end. */
interface IUnfold {
  readonly fold: number;
  readonly top: number;
  readonly bottom: number;
}

const unfold = StateEffect.define<IUnfold>();

/** Leaves folds out of one side's text. `views` are all editors that show the comparison: they open together. */
export function lineFolds(
  folds: readonly ILineFold[],
  side: 'old' | 'new',
  views: () => readonly EditorView[],
  trans: TranslationBundle
): Extension {
  const draw = (state: EditorState, left: readonly ILineFold[]): DecorationSet =>
    Decoration.set(
      left.flatMap((fold, index) => {
        const first = fold[side] + 1;
        const last = first + fold.count - 1;
        return fold.count > 0
          ? Decoration.replace({
              block: true,
              widget: new FoldedLines(index, fold.count, views, trans)
            }).range(state.doc.line(first).from, state.doc.line(last).to)
          : [];
      })
    );
  const field = StateField.define<{ left: readonly ILineFold[]; drawn: DecorationSet }>({
    create: state => ({ left: folds, drawn: draw(state, folds) }),
    update: (value, { effects, state }) => {
      const opened = effects.filter(effect => effect.is(unfold));
      if (opened.length === 0) {
        return value;
      }
      const left = opened.reduce((each, effect) => without(each, effect.value), value.left);
      return { left, drawn: draw(state, left) };
    },
    provide: each => EditorView.decorations.from(each, ({ drawn }) => drawn)
  });
  return field;
}

function without(folds: readonly ILineFold[], { fold, top, bottom }: IUnfold): ILineFold[] {
  return folds.map((each, index) =>
    index === fold
      ? {
          old: each.old + top,
          new: each.new + top,
          count: Math.max(0, each.count - top - bottom)
        }
      : each
  );
}

class FoldedLines extends WidgetType {
  constructor(
    private readonly _fold: number,
    private readonly _count: number,
    private readonly _views: () => readonly EditorView[],
    private readonly _trans: TranslationBundle
  ) {
    super();
  }

  override eq(other: FoldedLines): boolean {
    return this._fold === other._fold && this._count === other._count;
  }

  override get estimatedHeight(): number {
    return 24;
  }

  override ignoreEvent(): boolean {
    return true;
  }

  override toDOM(): HTMLElement {
    const trans = this._trans;
    const row = document.createElement('div');
    row.className = 'mlc-FoldedLines';
    const all = trans._n('%1 unchanged line', '%1 unchanged lines', this._count);
    row.append(this._button(all, trans.__('Show all'), this._count, 0));
    if (this._count > 2 * STEP) {
      const below = trans.__('Show %1 lines more from above', STEP);
      const above = trans.__('Show %1 lines more from below', STEP);
      row.append(
        this._button(`↓ ${STEP}`, below, STEP, 0),
        this._button(`↑ ${STEP}`, above, 0, STEP)
      );
    }
    return row;
  }

  private _button(text: string, title: string, top: number, bottom: number): HTMLElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = text;
    button.title = title;
    button.addEventListener('click', () => {
      const opened = unfold.of({ fold: this._fold, top, bottom });
      this._views().forEach(view => view.dispatch({ effects: opened }));
    });
    return button;
  }
}
