import type { CodeEditor } from '@jupyterlab/codeeditor';
import type { IDocumentManager } from '@jupyterlab/docmanager';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { IPagesRoomServices } from './room';
import { bodyOf } from './text';

interface ICited {
  /** The page's text with the citation in its front matter. */
  readonly text: string;
  readonly link: string;
}

/**
 * Puts a citation into a page, by its path as JupyterLab names it: at the cursor of its editor where it is being
 * edited, else as a paragraph at its end; and saves it, where it has no other unsaved changes.
 */
export async function insertCitation(
  { documents, app }: Pick<IPagesRoomServices, 'app' | 'documents'>,
  path: string,
  cite: (text: string) => Promise<ICited | null>
): Promise<void> {
  const open = contextOf(documents, path);
  if (open === null) {
    const { contents } = app.serviceManager;
    const file = await contents.get(path, { type: 'file', format: 'text', content: true });
    const cited = await cite(String(file.content));
    if (cited !== null) {
      const text = `${cited.text.trimEnd()}\n\n${cited.link}\n`;
      await contents.save(path, { type: 'file', format: 'text', content: text });
    }
    return;
  }
  const { context, editor } = open;
  const model = context.model.sharedModel;
  const before = model.getSource();
  const cited = await cite(before);
  if (cited === null || model.getSource() !== before) {
    return;
  }
  const wasSaved = !context.model.dirty;
  // Only what changed is replaced, so that cursors and undo stay.
  const head = bodyOf(before).start;
  const newHead = bodyOf(cited.text).start;
  const cursor = editor === null ? null : editor.getOffsetAt(editor.getCursorPosition());
  const at = cursor === null || cursor < head ? before.length : cursor;
  const isAtEnd = cursor === null || cursor < head;
  const gap = isAtEnd ? (before.endsWith('\n') ? '\n' : '\n\n') : '';
  model.transact(() => {
    model.updateSource(at, at, `${gap}${cited.link}${isAtEnd ? '\n' : ''}`);
    model.updateSource(0, head, cited.text.slice(0, newHead));
  });
  if (wasSaved) {
    await context.save();
  }
}

interface IOpenText {
  readonly context: DocumentRegistry.CodeContext;
  readonly editor: CodeEditor.IEditor | null;
}

/** The text as it is open in JupyterLab, with its editor where there is one. */
function contextOf(documents: IDocumentManager, path: string): IOpenText | null {
  const inEditor = documents.findWidget(path, 'Editor');
  const widget = inEditor ?? documents.findWidget(path, 'mlcollab-page');
  if (widget === undefined) {
    return null;
  }
  const editor = (widget.content as { editor?: CodeEditor.IEditor }).editor ?? null;
  return { context: widget.context as DocumentRegistry.CodeContext, editor };
}
