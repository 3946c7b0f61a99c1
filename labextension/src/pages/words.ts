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

/** Markdown as JupyterLab draws it, or jupyterlab-myst in its place. */
const DRAWN = '.jp-RenderedMarkdown, .myst';
const OPTION = 'showTerms';

/** So long marking the words of one text may take. */
const ENOUGH_MILLISECONDS = 2;

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

/**
 * Marks words below a node, in what of it can be seen, and goes on as more is drawn there or comes into view: once in
 * each text that is drawn, in time the browser has to spare.
 */
export class Marking {
  constructor(private readonly _node: HTMLElement) {
    glossary.changed.connect(this._begin, this);
    this._begin();
  }

  dispose(): void {
    glossary.changed.disconnect(this._begin, this);
    this._stop();
  }

  private _begin(): void {
    this._stop();
    glossary.unmark(this._node);
    if (!glossary.isEmpty) {
      this._drawing.observe(this._node, { childList: true, subtree: true });
      this._node.querySelectorAll(DRAWN).forEach(one => this._seeing.observe(one));
    }
  }

  private _stop(): void {
    this._drawing.disconnect();
    this._seeing.disconnect();
    this._waiting.clear();
  }

  private _onDrawn(records: readonly MutationRecord[]): void {
    const drawn = new Set<Element>();
    for (const { addedNodes, target } of records) {
      const around = addedNodes.length > 0 ? (target as Element).closest(DRAWN) : null;
      if (around !== null) {
        drawn.add(around);
      }
      addedNodes.forEach(added => {
        // What an editor adds as somebody types has nothing drawn in it.
        if (around === null && added instanceof HTMLElement && !added.closest('.cm-editor')) {
          if (added.matches(DRAWN)) {
            drawn.add(added);
          }
          added.querySelectorAll(DRAWN).forEach(one => drawn.add(one));
        }
      });
    }
    for (const one of drawn) {
      // Watched anew it is told of at once, where it is in view.
      this._seeing.unobserve(one);
      this._seeing.observe(one);
    }
  }

  private _onSeen(entries: readonly IntersectionObserverEntry[]): void {
    const seen = entries.filter(({ isIntersecting }) => isIntersecting);
    for (const { target } of seen) {
      this._seeing.unobserve(target);
      this._waiting.add(target as HTMLElement);
    }
    if (seen.length > 0) {
      this._markSoon();
    }
  }

  private _markSoon(): void {
    if (!this._isMarkingSoon) {
      this._isMarkingSoon = true;
      whenIdle(hasTime => this._mark(hasTime));
    }
  }

  /** Marks at least one, and more while there is time. */
  private _mark(hasTime: () => boolean): void {
    this._isMarkingSoon = false;
    for (const one of this._waiting) {
      this._waiting.delete(one);
      if (one.isConnected) {
        glossary.mark(one);
      }
      if (!hasTime()) {
        break;
      }
    }
    // Our own marks are no news.
    this._drawing.takeRecords();
    if (this._waiting.size > 0) {
      this._markSoon();
    }
  }

  private readonly _drawing = new MutationObserver(records => this._onDrawn(records));
  private readonly _seeing = new IntersectionObserver(entries => this._onSeen(entries));

  /** In view, and to be marked. */
  private readonly _waiting = new Set<HTMLElement>();
  private _isMarkingSoon = false;
}

/** Acts when the browser has time, and lets ask whether it still has. */
function whenIdle(act: (hasTime: () => boolean) => void): void {
  if ('requestIdleCallback' in window) {
    const begin = (idle: IdleDeadline): void =>
      act(() => idle.timeRemaining() > ENOUGH_MILLISECONDS);
    window.requestIdleCallback(begin, { timeout: 500 });
  } else {
    setTimeout(() => act(() => false), 50);
  }
}
