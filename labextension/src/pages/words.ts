import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { Contents } from '@jupyterlab/services';
import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { ISignal } from '@lumino/signaling';
import { FollowedList } from '../core/followedlist';
import type { IApi, IProjects, Project, Schemas } from '../core/tokens';
import { glossary } from '../ui/glossary';
import { roles } from '../ui/roles';
import { SUFFIX } from './pages';
import { Requests } from './requests';

const DRAWN = '.jp-RenderedMarkdown';
const OPTION = 'showTerms';

export interface IWordsOptions {
  readonly api: IApi;
  readonly projects: IProjects;
  readonly contents: Contents.IManager;
}

/** What the project's glossary explains and its charter says of people, followed as its files are saved. */
export class Words extends FollowedList<Schemas['Glossary']> {
  constructor(private readonly _options: IWordsOptions) {
    super(_options);
    this.changed.connect(this._tell, this);
  }

  /** Explains words only while the person wants it. */
  obey(settings: ISettingRegistry.ISettings): void {
    const look = (): void => {
      this._isWanted = settings.get(OPTION).composite !== false;
      this._tell();
    };
    settings.changed.connect(look);
    look();
  }

  protected _ask(project: Project): Promise<Schemas['Glossary']> {
    return new Requests(this._options.api, project).glossary();
  }

  protected _isOne(serverPath: string): boolean {
    return serverPath.endsWith(SUFFIX);
  }

  private _tell(): void {
    glossary.set(this._isWanted ? (this._listed?.terms ?? []) : []);
    roles.set(this._listed?.roles ?? []);
  }

  private _isWanted = true;
}

/** Asks for the words and roles once something is there that may use them: a notebook, a page, somebody's name. */
export function startWhenRead(words: Words, ...trackers: readonly (IOpened | null)[]): void {
  const start = (): void => words.start();
  for (const tracker of trackers) {
    tracker?.forEach(start);
    tracker?.widgetAdded.connect(start);
  }
  void roles.wanted.then(start);
}

/** What is open of a kind, as JupyterLab's trackers know it. */
interface IOpened {
  readonly widgetAdded: ISignal<unknown, unknown>;
  forEach(act: () => void): void;
}

/** Marks the words in the Markdown cells of notebooks as they are drawn. Nothing is watched while there are no words. */
export function markNotebooks(tracker: INotebookTracker): void {
  const follow = (panel: NotebookPanel): void => {
    const marking = new Marking(panel.content.node);
    panel.disposed.connect(() => marking.dispose());
  };
  tracker.forEach(follow);
  tracker.widgetAdded.connect((_, panel) => follow(panel));
}

/** Marks words below a node, and goes on as more is drawn there. */
export class Marking {
  constructor(private readonly _node: HTMLElement) {
    glossary.changed.connect(this._begin, this);
    this._begin();
  }

  dispose(): void {
    glossary.changed.disconnect(this._begin, this);
    this._observer.disconnect();
  }

  private _begin(): void {
    this._observer.disconnect();
    glossary.unmark(this._node);
    if (!glossary.isEmpty) {
      this._observer.observe(this._node, { childList: true, subtree: true });
      this._later(this._node.querySelectorAll<HTMLElement>(DRAWN));
    }
  }

  private _onDrawn(records: readonly MutationRecord[]): void {
    const drawn = new Set<HTMLElement>();
    for (const { addedNodes, target } of records) {
      const around = addedNodes.length > 0 ? (target as Element).closest<HTMLElement>(DRAWN) : null;
      if (around !== null) {
        drawn.add(around);
      }
      addedNodes.forEach(added => {
        // What an editor adds as somebody types has nothing drawn in it.
        if (around === null && added instanceof HTMLElement && !added.closest('.cm-editor')) {
          if (added.matches(DRAWN)) {
            drawn.add(added);
          }
          added.querySelectorAll<HTMLElement>(DRAWN).forEach(one => drawn.add(one));
        }
      });
    }
    this._later(drawn);
  }

  /** Marks a moment later, when the browser has time. */
  private _later(drawn: Iterable<HTMLElement>): void {
    const before = this._waiting.size;
    for (const one of drawn) {
      this._waiting.add(one);
    }
    if (before === 0 && this._waiting.size > before) {
      whenIdle(() => {
        const waiting = [...this._waiting];
        this._waiting.clear();
        waiting.filter(one => one.isConnected).forEach(one => glossary.mark(one));
        // Our own marks are no news.
        this._observer.takeRecords();
      });
    }
  }

  private readonly _waiting = new Set<HTMLElement>();
  private readonly _observer = new MutationObserver(records => this._onDrawn(records));
}

function whenIdle(act: () => void): void {
  if ('requestIdleCallback' in window) {
    window.requestIdleCallback(act, { timeout: 500 });
  } else {
    setTimeout(act, 50);
  }
}
