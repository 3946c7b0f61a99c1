import { MergeView, unifiedMergeView } from '@codemirror/merge';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, highlightSpecialChars } from '@codemirror/view';
import { jupyterTheme } from '@jupyterlab/codemirror';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Layout } from './shown';

export interface IMergeOptions {
  readonly old: string;
  readonly new: string;
  readonly layout: Layout;
  readonly language: Extension;
  readonly label: string;
  readonly trans: TranslationBundle;
}

// Past these the marks get coarser, so that drawing a row never takes long.
const DIFF = { scanLimit: 500, timeout: 50 };
const COLLAPSE = { margin: 3, minSize: 4 };

/**
 * Shows two texts that differ, read-only, in an element.
 *
 * @returns takes it away again
 */
export function showMerge(parent: HTMLElement, options: IMergeOptions): () => void {
  const view = options.layout === 'split' ? split(parent, options) : unified(parent, options);
  return () => view.destroy();
}

/** Shows one text, read-only. */
export function showText(
  parent: HTMLElement,
  doc: string,
  options: Pick<IMergeOptions, 'language' | 'label' | 'trans'>
): () => void {
  const view = new EditorView({ doc, parent, extensions: readOnly(options) });
  return () => view.destroy();
}

function split(parent: HTMLElement, options: IMergeOptions): MergeView {
  const extensions = readOnly(options);
  return new MergeView({
    a: { doc: options.old, extensions },
    b: { doc: options.new, extensions },
    parent,
    collapseUnchanged: COLLAPSE,
    diffConfig: DIFF
  });
}

function unified(parent: HTMLElement, options: IMergeOptions): EditorView {
  const merge = unifiedMergeView({
    original: options.old,
    mergeControls: false,
    collapseUnchanged: COLLAPSE,
    diffConfig: DIFF
  });
  return new EditorView({ doc: options.new, parent, extensions: [readOnly(options), merge] });
}

function readOnly({
  language,
  label,
  trans
}: Pick<IMergeOptions, 'language' | 'label' | 'trans'>): Extension {
  return [
    EditorState.readOnly.of(true),
    EditorView.editable.of(false),
    EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
    EditorView.lineWrapping,
    EditorState.phrases.of({ '$ unchanged lines': trans.__('$ unchanged lines') }),
    // Characters that turn the direction of text, or that nobody sees, are spelled out.
    highlightSpecialChars(),
    jupyterTheme,
    language
  ];
}
