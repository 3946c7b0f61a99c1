import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { IDocumentManager } from '@jupyterlab/docmanager';
import { DocumentWidget } from '@jupyterlab/docregistry';
import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import { Notebook } from '@jupyterlab/notebook';
import { SUFFIX } from './pages';
import type { Targets } from './targets';

/** The attribute of a link that names, as JupyterLab does, the file it leads to. */
export const LEADS_TO = 'data-mlc-path';

/**
 * What the links of a page do: other pages open as pages; everything else opens as JupyterLab opens it, a notebook at
 * the cell that its link names. A link that names a commit shows what the file was then.
 *
 * @param openAt - shows a file as a commit has it
 */
export function pageLinks(
  app: JupyterFrontEnd,
  openPage: (serverPath: string, fragment?: string) => void,
  openAt: (serverPath: string, commit: string) => void,
  targets: Targets
): IRenderMime.ILinkHandler {
  return {
    handleLink: (node, named, id) => {
      // What JupyterLab makes of the link may have lost it by now.
      const href = node.getAttribute('href') ?? '';
      const commit = commitOf(href);
      const path = commit === null ? named : pathThen(href, named);
      targets.attach(node, path, id, commit);
      if (commit !== null) {
        node.addEventListener('click', event => {
          event.preventDefault();
          openAt(path, commit);
        });
        return;
      }
      node.setAttribute(LEADS_TO, path);
      if (path.endsWith(SUFFIX)) {
        node.addEventListener('click', event => {
          if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
            event.preventDefault();
            openPage(path, id);
          }
        });
        return;
      }
      app.commandLinker.connectNode(node, 'docmanager:open', { path });
      node.addEventListener('click', () => void showFragment(app, path, id));
    },
    handlePath: (node, path) => app.commandLinker.connectNode(node, 'docmanager:open', { path })
  };
}

/** The commit in which a link means its file, as in `train.ipynb?at=a1b2c3d`; null where it means the file as it is. */
export function commitOf(href: string): string | null {
  const query = href.replace(/#.*$/, '').replace(/^[^?]*\??/, '');
  const commit = new URLSearchParams(query).get('at');
  return commit === '' ? null : commit;
}

/**
 * The path that a link to a file in a commit names, without its query.
 *
 * @param named - what JupyterLab made of the link: decoded, with the query or without it
 */
export function pathThen(href: string, named: string): string {
  const [last = ''] = href
    .replace(/[?#].*$/, '')
    .split('/')
    .slice(-1);
  return last !== '' && named.endsWith(decoded(last)) ? named : named.replace(/\?[^?]*$/, '');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A percent sign that stands for itself.
    return part;
  }
}

async function showFragment(app: JupyterFrontEnd, path: string, id = ''): Promise<void> {
  if (id.startsWith('#cell-id=')) {
    const widget: unknown = await app.commands.execute('docmanager:open', { path });
    if (widget instanceof DocumentWidget) {
      widget.setFragment(id);
    }
  }
}

/** Opens a notebook, by its path as JupyterLab names it, at a cell by its place from 0. */
export async function openAtCell(
  documents: IDocumentManager,
  path: string,
  cell: number | null
): Promise<void> {
  const widget = documents.openOrReveal(path);
  if (widget === undefined || cell === null) {
    return;
  }
  await widget.context.ready;
  const { content } = widget;
  const shown = content instanceof Notebook ? content.widgets[cell] : undefined;
  if (content instanceof Notebook && shown !== undefined) {
    content.activeCellIndex = cell;
    await content.scrollToCell(shown, 'auto');
  }
}
