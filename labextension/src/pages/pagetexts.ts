import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { CodeMirrorEditor } from '@jupyterlab/codemirror';
import type { DocumentRegistry, DocumentWidget } from '@jupyterlab/docregistry';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { EditorView } from '@codemirror/view';
import type { Widget } from '@lumino/widgets';
import type { ICommentScreen, ITextComments, ITextRange } from '../comments/tokens';
import { CommentedPage } from './commentedpage';
import type { PageDocument } from './document';
import { PageComments } from './pagecomments';

const ENDINGS = /\.(md|markdown)$/i;
const EDITED = 'mlc-CommentedSource';

interface ITexted {
  readonly page: CommentedPage;
  readonly comments: ITextComments;
}

/** Comments on the pages that are open, each the same in all tabs with it. */
export class PageTexts {
  constructor(
    private readonly _screen: ICommentScreen,
    factory: string,
    shell: JupyterFrontEnd.IShell,
    private readonly _trans: TranslationBundle
  ) {
    _screen.openTextsWith(factory);
    shell.currentChanged?.connect(() => {
      this._open.forEach(({ page }) => page.look(shell.currentWidget));
    });
  }

  /** A page is shown. */
  equipPage(tab: PageDocument): void {
    const comments = this._add(tab, () => shown.selection());
    const shown = new PageComments(tab, comments);
  }

  /** A file is edited: Markdown is commented. */
  equipEditor(tab: DocumentWidget): void {
    const view = viewOf(tab);
    if (view === null || !ENDINGS.test(tab.context.path)) {
      return;
    }
    tab.addClass(EDITED);
    this._add(tab, () => selectedIn(view)).inEditor(view, tab);
  }

  private _add(tab: DocumentWidget, selection: () => ITextRange | null): ITextComments {
    const { comments, page } = this._of(tab.context, tab);
    page.add(tab, selection);
    comments.addTab(tab);
    return comments;
  }

  private _of(context: DocumentRegistry.Context, tab: Widget): ITexted {
    const known = this._open.get(context);
    if (known !== undefined) {
      return known;
    }
    const page = new CommentedPage(context as DocumentRegistry.CodeContext, tab, this._trans);
    const texted = { page, comments: this._screen.onText(page) };
    this._open.set(context, texted);
    page.closed.connect(() => this._open.delete(context));
    return texted;
  }

  private readonly _open = new Map<DocumentRegistry.Context, ITexted>();
}

function viewOf({ content }: DocumentWidget): EditorView | null {
  const { editor } = content as { editor?: Partial<CodeMirrorEditor> };
  return editor?.editor ?? null;
}

/** What is selected, else the line of the cursor; null on an empty line. */
function selectedIn({ state }: EditorView): ITextRange | null {
  const { main } = state.selection;
  const { from, to } = main.empty ? state.doc.lineAt(main.head) : main;
  return state.sliceDoc(from, to).trim() === '' ? null : { start: from, end: to };
}
