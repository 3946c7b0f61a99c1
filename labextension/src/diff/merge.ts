import {
  getChunks,
  getOriginalDoc,
  MergeView,
  unifiedMergeView,
  type Chunk
} from '@codemirror/merge';
import { EditorState, type Extension, type Text } from '@codemirror/state';
import { Decoration, EditorView, highlightSpecialChars } from '@codemirror/view';
import { jupyterTheme } from '@jupyterlab/codemirror';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { LineRange } from './hunks';
import { foldsOf, lineFolds } from './linefolds';
import type { Layout } from './shown';
import { changesOf, countLines, padded, type IMarked } from './wordmarks';

/** How lines are put back into the side that can be edited. */
export interface IRevertControl {
  readonly side: 'old' | 'new';
  revert(lines: LineRange, control: HTMLElement): void;
}

export interface IMergeOptions extends IMarked {
  readonly layout: Layout;
  readonly language: Extension;
  readonly label: string;
  readonly trans: TranslationBundle;

  /** Null where neither side can be edited. */
  readonly control: IRevertControl | null;
}

type TextOptions = Pick<IMergeOptions, 'language' | 'label'>;

/**
 * Shows two texts that differ, read-only, in an element. What is marked is what the server said.
 *
 * @returns takes it away again
 */
export function showMerge(parent: HTMLElement, options: IMergeOptions): () => void {
  const view = options.layout === 'split' ? split(parent, options) : unified(parent, options);
  return () => view.destroy();
}

/** Shows one text, read-only. */
export function showText(parent: HTMLElement, doc: string, options: TextOptions): () => void {
  const view = new EditorView({ doc, parent, extensions: readOnly(options) });
  return () => view.destroy();
}

function split(parent: HTMLElement, options: IMergeOptions): MergeView {
  const { control, trans } = options;
  const folds = foldsOf(options.lines, countLines(options.new));
  const views = (): EditorView[] => [view.a, view.b];
  const extensions = (side: 'old' | 'new'): Extension => [
    readOnly(options),
    endHidden,
    lineFolds(folds, side, views, trans)
  ];
  const revert = (button: HTMLElement): void => {
    const chunk = view.chunks[Number(button.dataset.chunk)];
    if (chunk !== undefined) {
      control?.revert(linesOf(chunk, view.a.state.doc, view.b.state.doc), button);
    }
  };
  const arrow = control?.side === 'old' ? '←' : '→';
  const view: MergeView = new MergeView({
    a: { doc: padded(options.old), extensions: extensions('old') },
    b: { doc: padded(options.new), extensions: extensions('new') },
    parent,
    diffConfig: { override: () => changesOf(options) },
    ...(control && {
      revertControls: control.side === 'new' ? 'a-to-b' : 'b-to-a',
      renderRevertControl: () => revertButton(arrow, revert, trans)
    })
  });
  return view;
}

function unified(parent: HTMLElement, options: IMergeOptions): EditorView {
  const { control, trans } = options;
  const folds = foldsOf(options.lines, countLines(options.new));
  const revert = (button: HTMLElement): void => {
    const place = button.closest('.cm-deletedChunk');
    const position = place === null ? -1 : view.posAtDOM(place);
    const chunk = getChunks(view.state)?.chunks.find(({ fromB }) => fromB === position);
    if (chunk !== undefined) {
      control?.revert(linesOf(chunk, getOriginalDoc(view.state), view.state.doc), button);
    }
  };
  const merge = unifiedMergeView({
    original: padded(options.old),
    mergeControls:
      control !== null &&
      (type =>
        type === 'reject'
          ? revertButton(trans.__('Revert'), revert, trans)
          : document.createElement('span')),
    diffConfig: { override: () => changesOf(options) }
  });
  const view: EditorView = new EditorView({
    doc: padded(options.new),
    parent,
    extensions: [readOnly(options), endHidden, merge, lineFolds(folds, 'new', () => [view], trans)]
  });
  return view;
}

function revertButton(
  text: string,
  onRevert: (button: HTMLElement) => void,
  trans: TranslationBundle
): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'mlc-RevertLines';
  button.textContent = text;
  button.title = trans.__('Revert these lines in the open notebook');
  button.setAttribute('aria-label', trans.__('Revert these lines'));
  // CodeMirror would change what is shown here; the notebook is what is to change.
  button.addEventListener('mousedown', event => event.stopPropagation());
  button.addEventListener('click', () => onRevert(button));
  return button;
}

/** The lines of a chunk on both sides, from 0, ends not included. */
function linesOf({ fromA, toA, fromB, toB }: Chunk, old: Text, now: Text): LineRange {
  return [...between(old, fromA, toA), ...between(now, fromB, toB)];
}

function between(text: Text, from: number, to: number): [number, number] {
  const start = text.lineAt(from).number - 1;
  return [start, from === to ? start : text.lineAt(to - 1).number];
}

/** The line that `padded` adds takes no room. */
const endHidden = EditorView.decorations.compute(['doc'], ({ doc }) =>
  Decoration.set(Decoration.line({ class: 'mlc-MergeEnd' }).range(doc.length))
);

function readOnly({ language, label }: TextOptions): Extension {
  return [
    EditorState.readOnly.of(true),
    EditorView.editable.of(false),
    EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
    EditorView.lineWrapping,
    // Characters that turn the direction of text, or that nobody sees, are spelled out.
    highlightSpecialChars(),
    jupyterTheme,
    language
  ];
}
