import { Notification } from '@jupyterlab/apputils';
import type { CodeMirrorEditor } from '@jupyterlab/codemirror';
import type { DocumentRegistry, IDocumentWidget } from '@jupyterlab/docregistry';
import type { Contents } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import { READ_MILLISECONDS, sentenceOf } from '../core/errors';
import type { IApi, IPeople, IProjects } from '../core/tokens';
import type { ILinkChoice } from './completion';
import { SUFFIX } from './pages';
import { Requests } from './requests';
import type { Linkable } from './tokens';
import type { InView } from './view';

export interface IWritingOptions {
  readonly api: IApi;
  readonly contents: Contents.IManager;
  readonly inView: InView;
  readonly people: IPeople | null;
  readonly projects: IProjects;
  readonly trans: TranslationBundle;
}

const MOST_PEOPLE = 5;

/** Gives JupyterLab's editor, where it shows Markdown, what people need who write a page. */
export class Writing implements DocumentRegistry.WidgetExtension {
  constructor(private readonly _options: IWritingOptions) {}

  createNew(widget: IDocumentWidget, context: DocumentRegistry.Context): void {
    if (context.path.endsWith(SUFFIX)) {
      const { editor } = widget.content as unknown as { editor?: CodeMirrorEditor };
      // While the server is away the editor stays as JupyterLab made it.
      void this._equip(editor, context).catch(() => undefined);
    }
  }

  private async _equip(
    editor: CodeMirrorEditor | undefined,
    context: DocumentRegistry.Context
  ): Promise<void> {
    const { contents, trans } = this._options;
    const [{ linkCompletion }, { pictureDropping }, { savePicture }] = await Promise.all([
      import('./completion'),
      import('./dropping'),
      import('./pictures')
    ]);
    if (editor !== undefined && !editor.isDisposed) {
      editor.injectExtension([
        linkCompletion(text => this._choices(context.localPath, text), trans),
        pictureDropping({
          trans,
          save: picture => savePicture(contents, context.path, picture),
          tell: problem => Notification.error(sentenceOf(problem), { autoClose: READ_MILLISECONDS })
        })
      ]);
    }
  }

  /** What may be linked to from the page at a path as JupyterLab names it. */
  private async _choices(serverPath: string, text: string): Promise<readonly ILinkChoice[]> {
    const { api, inView, people, projects, trans } = this._options;
    const project = await projects.at(serverPath);
    const page = projects.pathIn(project, serverPath);
    const { notebook } = inView;
    const near = notebook === null ? '' : projects.pathIn(project, notebook.context.localPath);
    const [things, known] = await Promise.all([
      new Requests(api, project).linkable(page, text, near),
      people?.list(project) ?? []
    ]);
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const meant = known
      .map(({ handle, person }) => ({ handle, name: person.displayName }))
      .filter(({ handle, name }) =>
        words.every(word => `${name} ${handle}`.toLowerCase().includes(word))
      )
      .slice(0, MOST_PEOPLE);
    return [
      ...things.map(thing => choiceOf(thing, trans)),
      ...meant.map(({ handle, name }) => ({
        title: name,
        detail: `@${handle}`,
        kind: trans.__('person'),
        written: `@${handle}`
      }))
    ];
  }
}

function choiceOf({ detail, kind, link, title }: Linkable, trans: TranslationBundle): ILinkChoice {
  const word = {
    cell: trans.__('cell'),
    card: trans.__('card'),
    notebook: trans.__('notebook'),
    page: trans.__('page')
  }[kind];
  return { title, detail, kind: word, written: link };
}
