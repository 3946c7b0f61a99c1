import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { CommandRegistry } from '@lumino/commands';
import { Signal, type ISignal } from '@lumino/signaling';
import { waitAfter } from '../core/backoff';
import type { Exchange, Sharing } from './sharing';

const MINUTE = 60_000;
const LONGEST_WAIT_SECONDS = 60 * 60;

/** After a project comes into view: JupyterLab is still busy with opening it. */
const FIRST = 5_000;

/** Of an interval, so that a clock that is a little ahead does not make every second turn an idle one. */
const ENOUGH = 0.9;

/** What follows the commands of jupyterlab-git. They hide their failures; an exchange after one of these does no harm. */
const AFTER: ReadonlyMap<string, Exchange> = new Map([
  ['git:push', 'share'],
  ['git:pull', 'fetch']
]);

/** Shares every few minutes, and along with what is pushed and pulled in JupyterLab, where the person chose so. */
export class ByItself {
  constructor(private readonly _sharing: Sharing) {
    _sharing.changed.connect(this._onSharing, this);
    document.addEventListener('visibilitychange', () => this._wake());
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Every how many minutes it shares; 0 for never. */
  get minutes(): number {
    return this._minutes;
  }

  /** Whether the person chose that anything is shared without a press of the button. */
  get isChosen(): boolean {
    return this._minutes > 0 || this._isAfterGit;
  }

  /** Does what the person chose. */
  obey(settings: ISettingRegistry.ISettings): void {
    const look = (): void => {
      this._isAfterGit = settings.get('afterGit').composite === true;
      const minutes = Number(settings.get('everyMinutes').composite);
      this._setMinutes(minutes >= 1 ? minutes : 0);
    };
    settings.changed.connect(look);
    look();
  }

  /** Sees what is pushed and pulled in JupyterLab. */
  follow(commands: CommandRegistry): void {
    commands.commandExecuted.connect(this._onCommand, this);
  }

  private _setMinutes(minutes: number): void {
    if (minutes !== this._minutes) {
      this._minutes = minutes;
      this._plan(FIRST);
      this._changed.emit();
    }
  }

  private _plan(milliseconds: number): void {
    window.clearTimeout(this._timer);
    this._isDue = false;
    if (this._minutes > 0) {
      this._timer = window.setTimeout(() => void this._turn(), milliseconds);
    }
  }

  private async _turn(): Promise<void> {
    if (document.hidden) {
      this._isDue = true;
      return;
    }
    const interval = this._minutes * MINUTE;
    const isDone = await this._sharing.byItself('share', interval * ENOUGH);
    this._failures = isDone ? 0 : this._failures + 1;
    const seconds = this._minutes * 60;
    const most = Math.max(seconds, LONGEST_WAIT_SECONDS);
    this._plan(isDone ? interval : waitAfter(this._failures, seconds, most));
  }

  /** Makes up for what was left out while the window was hidden. */
  private _wake(): void {
    if (this._isDue && !document.hidden) {
      this._plan(0);
    }
  }

  private _onSharing(): void {
    const replica = this._sharing.state?.replica ?? this._replica;
    if (replica !== this._replica) {
      this._replica = replica;
      this._failures = 0;
      this._plan(FIRST);
    }
  }

  private _onCommand(_: CommandRegistry, executed: CommandRegistry.ICommandExecutedArgs): void {
    const exchange = AFTER.get(executed.id);
    if (exchange !== undefined && this._isAfterGit) {
      executed.result.then(
        () => this._sharing.byItself(exchange),
        () => undefined
      );
    }
  }

  private _minutes = 0;
  private _isAfterGit = false;
  private _isDue = false;
  private _failures = 0;
  private _replica: string | null = null;
  private _timer = 0;
  private readonly _changed = new Signal<this, void>(this);
}
