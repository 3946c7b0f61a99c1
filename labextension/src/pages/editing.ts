import type { JupyterFrontEnd } from '@jupyterlab/application';
import { EditorView } from '@codemirror/view';
import { CodeMirrorEditor } from '@jupyterlab/codemirror';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import { bodyOf } from './text';

/** Front matter of a page without citations has fewer lines. */
const SHORT_LINES = 12;

/** Opens a page's source beside it, by its path as JupyterLab names it: at its text, where much stands before that. */
export async function editBeside(
  commands: JupyterFrontEnd['commands'],
  path: string
): Promise<void> {
  const options = { mode: 'split-right' };
  const widget = (await commands.execute('docmanager:open', {
    path,
    factory: 'Editor',
    options
  })) as { context?: DocumentRegistry.CodeContext; content?: { editor?: unknown } } | undefined;
  await widget?.context?.ready;
  const editor = widget?.content?.editor;
  if (!(editor instanceof CodeMirrorEditor)) {
    return;
  }
  const view = editor.editor;
  const { start } = bodyOf(view.state.doc.toString());
  // Who has been there before is left where they were.
  const isNew = view.state.selection.main.head === 0 && view.scrollDOM.scrollTop === 0;
  if (isNew && view.state.doc.lineAt(Math.min(start, view.state.doc.length)).number > SHORT_LINES) {
    view.dispatch({ effects: EditorView.scrollIntoView(start, { y: 'start' }) });
  }
}
