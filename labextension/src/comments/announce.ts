import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { IProjects } from '../core/tokens';
import { newsOf, NewsWatch } from './notify';
import type { IComments, InboxItem } from './tokens';

/** News of one burst become one toast; the next one waits until people had the time to read it. */
const GATHER_MILLISECONDS = 1_000;
const PAUSE_MILLISECONDS = 10_000;
const SHOWN_MILLISECONDS = 8_000;

export interface IAnnouncerOptions {
  readonly comments: IComments;
  readonly projects: IProjects;
  readonly trans: TranslationBundle;

  /** Whether the person wants to be told. */
  isOn(): boolean;
  open(item: InboxItem): void;
  openInbox(): void;
}

/** Tells in JupyterLab's notifications what happens in notebooks that are not in view. */
export class Announcer implements IDisposable {
  constructor(private readonly _options: IAnnouncerOptions) {
    _options.comments.inboxChanged.connect(this._onInbox, this);
    this._onInbox();
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
    window.clearTimeout(this._timer);
    Signal.clearData(this);
  }

  private _onInbox(): void {
    const { comments, projects, isOn } = this._options;
    const { inbox } = comments;
    const project = projects.current;
    if (!inbox || !project) {
      return;
    }
    const news = this._watch.take(project.id, inbox, comments.inView?.path ?? null);
    if (news.length > 0 && isOn()) {
      const again = new Set(news.map(({ id }) => id));
      this._waiting = [...news, ...this._waiting.filter(({ id }) => !again.has(id))];
      this._schedule();
    }
  }

  private _schedule(): void {
    if (this._timer === 0) {
      const pause = this._lastTold + PAUSE_MILLISECONDS - Date.now();
      this._timer = window.setTimeout(() => this._tell(), Math.max(GATHER_MILLISECONDS, pause));
    }
  }

  private _tell(): void {
    const { trans, open, openInbox } = this._options;
    this._timer = 0;
    this._lastTold = Date.now();
    const news = newsOf(this._waiting, trans);
    this._waiting = [];
    if (news) {
      const { message, item } = news;
      Notification.emit(message, 'info', {
        autoClose: SHOWN_MILLISECONDS,
        actions: [{ label: trans.__('Open'), callback: () => (item ? open(item) : openInbox()) }]
      });
    }
  }

  private readonly _watch = new NewsWatch();
  private _waiting: InboxItem[] = [];
  private _timer = 0;
  private _lastTold = 0;
  private _isDisposed = false;
}
