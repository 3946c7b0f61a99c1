import type { Contents } from '@jupyterlab/services';
import { Signal, type ISignal } from '@lumino/signaling';
import type { IDisposable } from '@lumino/disposable';
import { FollowedList } from '../core/followedlist';
import type { Change, IApi, IEvents, IProjects, Project, Schemas } from '../core/tokens';
import { Requests } from './requests';
import { rowsOf } from './rows';
import type { CardRow } from './tokens';

const ENTITIES = ['baseline', 'card'];
export const CARD_FILE = 'card.json';

/** More than fit on a screen. So many are there sooner than all cards of a large project. */
const FIRST_ROWS = 60;

export interface ICardsOptions {
  readonly api: IApi;
  readonly events: IEvents;
  readonly projects: IProjects;
  readonly contents: Contents.IManager;
}

interface IListed {
  readonly rows: readonly CardRow[];
  readonly folder: string;
  readonly baseline: CardRow | null;
  readonly more: number;
  readonly version: string;
}

/** The cards of the project in view, followed while somebody looks at them. */
export class Cards extends FollowedList<IListed> {
  constructor(private readonly _options: ICardsOptions) {
    super(_options);
    _options.events.changed.connect(this._onNews, this);
    this._watch();
  }

  /** Somebody took a step with a card of the project, such as approving it. */
  get happened(): ISignal<this, void> {
    return this._happened;
  }

  /** Newest first, those that cannot be read last; null until known. */
  get rows(): readonly CardRow[] | null {
    return this._listed?.rows ?? null;
  }

  /** How many cards come after `rows`, which are on their way. */
  get more(): number {
    return this._listed?.more ?? 0;
  }

  /** Where the project keeps its cards; null until known. */
  get folder(): string | null {
    return this._listed?.folder ?? null;
  }

  /** The newest card that a notebook has, by the notebook's path in the project. */
  ofNotebook(path: string): CardRow | null {
    return (
      this.rows?.find(({ notebook, problem }) => problem === null && notebook === path) ?? null
    );
  }

  /** The card that the project's cards are measured against; null when none was chosen, or it is not here. */
  get baseline(): CardRow | null {
    return this._listed?.baseline ?? null;
  }

  override dispose(): void {
    this._watched?.dispose();
    super.dispose();
  }

  protected override _begin(): void {
    this._watch();
    super._begin();
  }

  protected async _ask(project: Project, show: (sooner: IListed) => void): Promise<IListed> {
    const requests = new Requests(this._options.api, project);
    const known = this._listed;
    if (known === null) {
      const first = listed(await requests.list({ most: FIRST_ROWS }));
      if (first.more === 0) {
        return first;
      }
      show(first);
      return listed(await requests.list());
    }
    const answer = await requests.list({ seen: known.version });
    return answer.same ? known : listed(answer);
  }

  protected _isOne(serverPath: string): boolean {
    return serverPath.endsWith(`/${CARD_FILE}`);
  }

  private _watch(): void {
    const { project } = this;
    this._watched?.dispose();
    this._watched = project && this._options.events.watch(project);
  }

  private _onNews(_: IEvents, news: { project: string; change: Change | null }): void {
    if (news.project !== this.project?.id) {
      return;
    }
    const kind = news.change?.entityKind ?? 'card';
    if (ENTITIES.includes(kind)) {
      this._happened.emit();
    }
    if (ENTITIES.includes(kind) || kind === 'thread') {
      this.refresh();
    }
  }

  private readonly _happened = new Signal<this, void>(this);
  private _watched: IDisposable | null = null;
}

function listed(answer: Schemas['ListedCards']): IListed {
  const rows = rowsOf(answer);
  const { baseline, folder, more, version } = answer;
  return {
    rows,
    folder,
    more,
    version,
    baseline: rows.find(({ path }) => path === baseline) ?? null
  };
}
