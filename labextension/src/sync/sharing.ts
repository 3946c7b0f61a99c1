import { Signal, type ISignal } from '@lumino/signaling';
import { sentenceOf } from '../core/errors';
import type { IApi, IEvents, IPeople, IProjects, Me, Project, Schemas } from '../core/tokens';

const REST_MILLISECONDS = 500;

export interface ISharingOptions {
  readonly api: IApi;
  readonly events: IEvents;
  readonly people: IPeople;
  readonly projects: IProjects;
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

  /** What the last exchange did; null before the first. */
  get last(): Schemas['Synced'] | null {
    return this._last;
  }

  /** Whether the person may share here. */
  get isAllowed(): boolean {
    return this._isAllowed;
  }

  get isBusy(): boolean {
    return this._isBusy;
  }

  /** Why the state is not known, or the last exchange failed. */
  get problem(): string | null {
    return this._problem;
  }

  /** Begins to follow it. */
  start(): void {
    if (!this._isFollowing) {
      this._isFollowing = true;
      void this._load();
    }
  }

  /** Says whether somebody looks at it. While nobody does, what happens in the project leads to no question. */
  watch(isWatched: boolean): void {
    this._isWatched = isWatched;
    if (isWatched && this._isStale) {
      void this._load();
    }
  }

  /** Takes in what others shared. */
  fetch(): Promise<boolean> {
    return this._exchange({ agreed: false, fetchOnly: true });
  }

  /**
   * Takes in what others shared, and gives out what is this computer's own.
   *
   * @param agreed - whether the person has just said yes to what leaves
   * @returns whether it was done; else `problem` says why not
   */
  share(agreed: boolean): Promise<boolean> {
    return this._exchange({ agreed, fetchOnly: false });
  }

  private async _exchange(body: { agreed: boolean; fetchOnly: boolean }): Promise<boolean> {
    const project = this._options.projects.current;
    if (project === null || this._isBusy) {
      return false;
    }
    this._isBusy = true;
    this._problem = null;
    this._changed.emit();
    try {
      const done = await this._options.api.got(
        this._options.api.client.POST('/projects/{project}/sync', {
          params: { path: { project: project.id } },
          body: { ...body, remote: null }
        })
      );
      if (project.id === this._options.projects.current?.id) {
        this._last = done;
        this._state = done.state;
      }
      return true;
    } catch (error) {
      this._problem = sentenceOf(error);
      return false;
    } finally {
      this._isBusy = false;
      this._changed.emit();
    }
  }

  private _begin(): void {
    this._state = this._last = this._problem = null;
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
    if (this._isWatched && !this._timer) {
      this._timer = window.setTimeout(() => {
        this._timer = 0;
        void this._load();
      }, REST_MILLISECONDS);
    }
  }

  private async _load(): Promise<void> {
    const { api, people, projects } = this._options;
    const project = projects.current;
    if (project === null) {
      return;
    }
    this._isStale = false;
    const isInView = (): boolean => project.id === projects.current?.id;
    try {
      const [state, me] = await Promise.all([this._ask(api, project), people.me(project)]);
      if (isInView()) {
        this._set(state, me);
      }
    } catch (error) {
      if (isInView()) {
        this._problem = sentenceOf(error);
        this._changed.emit();
      }
    }
  }

  private _ask(api: IApi, project: Project): Promise<Schemas['SharingState']> {
    return api.got(
      api.client.GET('/projects/{project}/sync', { params: { path: { project: project.id } } })
    );
  }

  private _set(state: Schemas['SharingState'], me: Me): void {
    this._state = state;
    this._isAllowed = me.can.includes('moderate');
    this._changed.emit();
  }

  private _state: Schemas['SharingState'] | null = null;
  private _last: Schemas['Synced'] | null = null;
  private _isAllowed = false;
  private _isBusy = false;
  private _isFollowing = false;
  private _isStale = false;
  private _isWatched = false;
  private _problem: string | null = null;
  private _timer = 0;
  private readonly _changed = new Signal<this, void>(this);
}
