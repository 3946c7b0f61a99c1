import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import { Signal, type ISignal } from '@lumino/signaling';

export type OptionName = 'showMarkers' | 'showResolved';

/** What a person chose to see of comments in notebooks: JupyterLab's settings, or the defaults where there are none. */
export class Options {
  constructor(private readonly _settings: ISettingRegistry.ISettings | null) {
    _settings?.changed.connect(() => this._changed.emit());
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get showMarkers(): boolean {
    return this._get('showMarkers') ?? true;
  }

  get showResolved(): boolean {
    return this._get('showResolved') ?? false;
  }

  /** Kept in JupyterLab's settings when there are any, else until the page is closed. */
  async set(name: OptionName, value: boolean): Promise<void> {
    this._chosen.set(name, value);
    this._changed.emit();
    await this._settings?.set(name, value);
  }

  private _get(name: OptionName): boolean | undefined {
    const chosen = this._settings?.get(name).composite ?? this._chosen.get(name);
    return typeof chosen === 'boolean' ? chosen : undefined;
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _chosen = new Map<OptionName, boolean>();
}
