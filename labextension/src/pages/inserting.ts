import type { CodeEditor } from '@jupyterlab/codeeditor';
import type { IDocumentManager } from '@jupyterlab/docmanager';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Contents } from '@jupyterlab/services';
import { Refused } from '../core/errors';
import { writeFiles } from '../core/files';
import type { IPagesRoomServices } from './room';
import { readText, replaceText } from './saving';
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
  { documents, app, trans }: Pick<IPagesRoomServices, 'app' | 'documents' | 'trans'>,
  path: string,
  cite: (text: string) => Promise<ICited | null>
): Promise<void> {
  const open = contextOf(documents, path);
  if (open === null) {
    const { contents } = app.serviceManager;
    const { raw } = await readText(contents, path);
    const cited = await cite(raw);
    if (cited !== null) {
      const text = cited.text + paragraph(cited.text, cited.link);
      if (!(await replaceText(contents, path, text, raw))) {
        throw changedMeanwhile(trans);
      }
    }
    return;
  }
  const { context } = open;
  const model = context.model.sharedModel;
  const sent = model.getSource();
  const cited = await cite(sent);
  if (cited === null) {
    return;
  }
  // The server writes front matter only. What was typed below it meanwhile stays.
  const before = model.getSource();
  const head = bodyOf(before).start;
  const body = sent.slice(bodyOf(sent).start);
  if (
    before.slice(0, head) !== sent.slice(0, sent.length - body.length) ||
    !cited.text.endsWith(body)
  ) {
    throw changedMeanwhile(trans);
  }
  const wasSaved = !context.model.dirty;
  put(open, head, cited.text.slice(0, cited.text.length - body.length), cited.link);
  if (wasSaved) {
    await context.save();
  }
}

/**
 * Saves a new page.
 *
 * @throws Refused - somebody has made a file of that path meanwhile
 */
export async function writeNew(
  contents: Contents.IManager,
  path: string,
  text: string,
  trans: TranslationBundle
): Promise<void> {
  const isThere = await contents.get(path, { content: false }).then(
    () => true,
    () => false
  );
  if (isThere) {
    throw new Refused(
      'conflict',
      trans.__('Somebody has just made a page of that title. Create yours again.'),
      409
    );
  }
  await writeFiles(contents, [{ path, text, base64: null }]);
}

/** Puts a link at the cursor, and new front matter in place of that of a length. */
function put({ context, editor }: IOpenText, head: number, newHead: string, link: string): void {
  const model = context.model.sharedModel;
  const text = model.getSource();
  const cursor = editor === null ? 0 : editor.getOffsetAt(editor.getCursorPosition());
  const isAtEnd = editor === null || cursor < head;
  const at = isAtEnd ? text.length : cursor;
  const added = isAtEnd ? paragraph(text, link) : apart(text, at, link);
  // Only what changed is replaced, so that cursors and undo stay.
  model.transact(() => {
    model.updateSource(at, at, added);
    model.updateSource(0, head, newHead);
  });
  if (!isAtEnd) {
    // Else the next citation would come before this one, and front matter that grows would push it out of sight.
    const behind = editor.getPositionAt(newHead.length - head + at + added.length);
    if (behind !== undefined) {
      editor.setCursorPosition(behind);
    }
  }
}

/** A link with the blanks that keep it apart from what stands on its sides. */
function apart(text: string, at: number, link: string): string {
  const before = /[^\s([{"'“„«‘‚—–/]$/u.test(text.slice(Math.max(0, at - 2), at)) ? ' ' : '';
  const after = /^[\p{L}\p{N}[!`*_$]/u.test(text.slice(at, at + 2)) ? ' ' : '';
  return `${before}${link}${after}`;
}

/** What puts a link behind a text as a paragraph of its own, with the text's own ends of lines. */
function paragraph(text: string, link: string): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  return `${/[\r\n]$/.test(text) ? '' : end}${end}${link}${end}`;
}

function changedMeanwhile(trans: TranslationBundle): Refused {
  return new Refused('conflict', trans.__('The page was changed meanwhile. Cite again.'), 409);
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
