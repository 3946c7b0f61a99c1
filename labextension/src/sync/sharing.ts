import { Signal, type ISignal } from '@lumino/signaling';
import { Refused, sentenceOf } from '../core/errors';
import type { IApi, IEvents, IPeople, IProjects, Me, Project, Schemas } from '../core/tokens';
import { newsAfter, newsOf, type INews } from './news';

const REST_MILLISECONDS = 500;

/** `share` also takes in what others shared, `fetch` does only that. */
export type Exchange = 'share' | 'fetch';

export interface ISharingOptions {
  readonly api: IApi;
  readonly events: IEvents;
  readonly people: IPeople;
  readonly projects: IProjects;
}

interface IWish {
  readonly agreed: boolean;
  readonly sameProject: boolean;
  readonly isPressed: boolean;
}

/** How the project in view stands to its git remote, and the exchange with it. */
export class Sharing {
  constructor(private readonly _options: ISharingOptions) {
    _options.projects.currentChanged.connect(this._begin, this);
    _options.events.changed.connect(this._onEvent, this);
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Null until known, and without a project. */
  get state(): Schemas['SharingState'] | null {
    return this._state;
  }

  /** What exchanges brought; null before the first. */
  get news(): INews | null {
    return this._news;
  }

  /** Whether the person may share here. */
  get isAllowed(): boolean {
    return this._isAllowed;
  }

  /** The exchange that runs; null while none does. */
  get running(): Exchange | null {
    return this._running;
  }

  /** Why the last exchange failed, or the state is not known. */
  get problem(): string | null {
    return this._problem ?? this._stateProblem;
  }

  /** The name of the remote that is meant; null where there is none. */
  get remote(): string | null {
    return this._remote ?? this._state?.remote ?? null;
  }

  /** Whether the person chose among several remotes. */
  get isChosen(): boolean {
    return this._remote !== null;
  }

  /** Whether nothing may be pressed: an exchange runs, or it is not known yet how the chosen remote stands. */
  get isBusy(): boolean {
    return this._running !== null || this._state?.remote !== this.remote;
  }

  /** The id of the project that the remote's comments are of, where the person who pressed is to say whether it is this one. */
  get otherProject(): string | null {
    return this._otherProject;
  }

  /** Has what follows be about another of the remotes. */
  choose(remote: string): void {
    this._remote = remote;
    this._news = this._problem = this._otherProject = null;
    this._changed.emit();
    void this._load();
  }

  /** Begins to follow it. */
  start(): void {
    if (!this._isFollowing) {
      this._isFollowing = true;
      document.addEventListener('visibilitychange', () => this._look());
      void this._load();
    }
  }

  /** Says whether it is drawn. While nobody looks at it, what happens in the project leads to no question. */
  watch(isWatched: boolean): void {
    this._isWatched = isWatched;
    this._look();
  }

  /** Takes in what others shared; as `share`. */
  fetch(sameProject = false): Promise<boolean> {
    return this._exchange('fetch', { agreed: false, sameProject, isPressed: true });
  }

  /**
   * Takes in what others shared, and gives out what is this computer's own.
   *
   * @param agreed - whether the person has just said yes to what leaves
   * @param sameProject - whether they have just said that `otherProject` is this one
   * @returns whether it was done; else `problem` or `otherProject` says why not
   */
  share(agreed: boolean, sameProject = false): Promise<boolean> {
    return this._exchange('share', { agreed, sameProject, isPressed: true });
  }

  /**
   * Exchanges when nobody pressed for it: only where the person may, and somebody has said yes to what leaves.
   *
   * @param rest - milliseconds in which one exchange is enough, be it from another tab; 0 for always
   * @returns false when it failed; `problem` says why
   */
  async byItself(exchange: Exchange, rest = 0): Promise<boolean> {
    await this._load();
    if (this._stateProblem !== null) {
      return false;
    }
    const isReady = this._isAllowed && this._state?.agreed === true && this._running === null;
    if (!isReady || this._hasExchangedWithin(rest)) {
      return true;
    }
    return this._exchange(exchange, {
      agreed: false,
      sameProject: false,
      isPressed: false
    });
  }

  private get _isSeen(): boolean {
    return this._isWatched && !document.hidden;
  }

  /** Clocks of a browser and its server differ: a time to come tells nothing. */
  private _hasExchangedWithin(milliseconds: number): boolean {
    const passed = Date.now() - Date.parse(this._state?.sharedAt ?? '');
    return passed >= 0 && passed < milliseconds;
  }

  private async _exchange(
    exchange: Exchange,
    { agreed, sameProject, isPressed }: IWish
  ): Promise<boolean> {
    const { api, projects } = this._options;
    const project = projects.current;
    if (project === null || this._running !== null) {
      return false;
    }
    this._running = exchange;
    this._problem = this._otherProject = null;
    this._changed.emit();
    const remote = this._remote;
    const isInView = (): boolean => this._isInView(project, remote);
    try {
      const done = await api.got(
        api.client.POST('/projects/{project}/sync', {
          params: { path: { project: project.id } },
          body: { agreed, sameProject, fetchOnly: exchange === 'fetch', remote }
        })
      );
      if (isInView()) {
        this._news = isPressed ? newsOf(done) : newsAfter(this._news, done, this._isNewsSeen);
        this._isNewsSeen = this._isSeen;
        this._state = done.state;
      }
      return true;
    } catch (error) {
      if (isInView()) {
        this._otherProject = isPressed ? otherProjectOf(error) : null;
        this._problem = this._otherProject === null ? sentenceOf(error) : null;
        if (agreed) {
          // The yes to what leaves may be kept although nothing left.
          void this._load();
        }
      }
      return false;
    } finally {
      this._running = null;
      this._changed.emit();
    }
  }

  private _begin(): void {
    this._state = this._news = this._problem = this._stateProblem = null;
    this._remote = this._otherProject = null;
    this._isAllowed = false;
    this._changed.emit();
    if (this._isFollowing) {
      void this._load();
    }
  }

  private _onEvent(_: IEvents, { project }: { project: string }): void {
    if (!this._isFollowing || project !== this._options.projects.current?.id) {
      return;
    }
    this._isStale = true;
    if (this._isSeen && !this._timer) {
      this._timer = window.setTimeout(() => {
        this._timer = 0;
        void this._load();
      }, REST_MILLISECONDS);
    }
  }

  private _look(): void {
    if (!this._isSeen) {
      return;
    }
    this._isNewsSeen = true;
    if (this._isStale) {
      void this._load();
    }
  }

  private async _load(): Promise<void> {
    const { people, projects } = this._options;
    const project = projects.current;
    if (project === null) {
      return;
    }
    this._isStale = false;
    const remote = this._remote;
    const isInView = (): boolean => this._isInView(project, remote);
    try {
      const [state, me] = await Promise.all([this._ask(project, remote), people.me(project)]);
      if (isInView()) {
        this._set(state, me);
      }
    } catch (error) {
      if (isInView()) {
        this._stateProblem = sentenceOf(error);
        this._changed.emit();
      }
    }
  }

  private _isInView(project: Project, remote: string | null): boolean {
    return project.id === this._options.projects.current?.id && remote === this._remote;
  }

  private _ask(project: Project, remote: string | null): Promise<Schemas['SharingState']> {
    const { api } = this._options;
    return api.got(
      api.client.GET('/projects/{project}/sync', {
        params: { path: { project: project.id }, query: { remote } }
      })
    );
  }

  private _set(state: Schemas['SharingState'], me: Me): void {
    this._state = state;
    this._stateProblem = null;
    this._isAllowed = me.can.includes('moderate');
    this._changed.emit();
    const [first] = state.remotes;
    if (state.remote === null && first !== undefined && this._remote !== first) {
      // None of several is meant by itself, or the one chosen is not there any more.
      this.choose(first);
    }
  }

  private _state: Schemas['SharingState'] | null = null;
  private _news: INews | null = null;
  private _isNewsSeen = false;
  private _isAllowed = false;
  private _isFollowing = false;
  private _isStale = false;
  private _isWatched = false;
  private _otherProject: string | null = null;
  private _remote: string | null = null;
  private _problem: string | null = null;
  private _stateProblem: string | null = null;
  private _running: Exchange | null = null;
  private _timer = 0;
  private readonly _changed = new Signal<this, void>(this);
}

function otherProjectOf(error: unknown): string | null {
  const project = error instanceof Refused ? error.details?.project : null;
  return typeof project === 'string' ? project : null;
}
