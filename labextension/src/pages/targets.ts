import { revealBidi } from '../ui/bidi';
import type { HoverCard } from '../ui/HoverCard';
import { sentenceOf } from '../core/errors';
import type { IApi, IProjects } from '../core/tokens';
import { Requests } from './requests';
import type { Preview } from './tokens';

const FRESH_MILLISECONDS = 10_000;

/** What the links of pages lead to, asked of the server when somebody points at one. */
export class Targets {
  constructor(
    private readonly _api: IApi,
    private readonly _projects: IProjects,
    private readonly _card: HoverCard
  ) {}

  /**
   * Shows what a link leads to while somebody points at it; `path` is JupyterLab's, `fragment` has its `#`.
   *
   * @param commit - in which the file is meant; null for the file as it is
   */
  attach(link: HTMLElement, path: string, fragment = '', commit: string | null = null): void {
    // A citation says by itself what it is about.
    const behind = fragment.replace(/^#/, '');
    this._card.attach(link, () =>
      this._shown(path, behind.startsWith('mlc=') ? '' : behind, commit)
    );
  }

  private async _shown(
    path: string,
    fragment: string,
    commit: string | null
  ): Promise<Node | null> {
    try {
      const { kind, ...found } = await this._ask(path, fragment, commit);
      return hoverLines(found, kind === 'cell' || kind === 'file');
    } catch (problem) {
      return hoverLines({ title: path, note: sentenceOf(problem), lines: [] });
    }
  }

  private _ask(path: string, fragment: string, commit: string | null): Promise<Preview> {
    const key = `${path}?${commit ?? ''}#${fragment}`;
    const known = this._known.get(key);
    if (known !== undefined && Date.now() - known.at < FRESH_MILLISECONDS) {
      return known.asked;
    }
    const asked = this._projects
      .at(path)
      .then(project =>
        new Requests(this._api, project).target(
          this._projects.pathIn(project, path),
          fragment,
          commit
        )
      );
    this._known.clear();
    this._known.set(key, { at: Date.now(), asked });
    return asked;
  }

  private readonly _known = new Map<string, { at: number; asked: Promise<Preview> }>();
}

/**
 * What a link leads to, in a few lines.
 *
 * @param isCode - whether they are drawn as such
 */
export function hoverLines(
  { lines, note, title }: Pick<Preview, 'lines' | 'note' | 'title'>,
  isCode = false
): DocumentFragment {
  const content = document.createDocumentFragment();
  content.append(element('div', 'mlc-HoverCard-title', title));
  if (note !== '') {
    content.append(element('div', 'mlc-HoverCard-note', note));
  }
  if (lines.length > 0) {
    const text = lines.join('\n');
    content.append(element(isCode ? 'pre' : 'div', 'mlc-HoverCard-lines', text));
  }
  return content;
}

function element(name: string, className: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.dir = 'auto';
  made.textContent = revealBidi(text);
  return made;
}
