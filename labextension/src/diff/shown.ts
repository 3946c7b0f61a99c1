import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import { Signal, type ISignal } from '@lumino/signaling';
import type { Schemas } from '../core/tokens';
import type { Row } from './tokens';

export type Facet = 'source' | 'outputs' | 'metadata' | 'counters' | 'whitespace';
export const FACETS: readonly Facet[] = ['source', 'outputs', 'metadata', 'counters', 'whitespace'];
export type Layout = 'split' | 'unified';

/** Shares of a number by which it may differ in outputs and still count as equal. */
export const TOLERANCES: readonly number[] = [0, 0.001, 0.01, 0.05];

/** All that is remembered, with the type of each. */
interface IChoices extends Record<Facet, boolean> {
  readonly layout: Layout;
  readonly tolerance: number;
  readonly rendered: boolean;
}
type Choice = keyof IChoices;

/** What a person chose to see of changes: JupyterLab's settings, or the defaults where there are none. */
export class Shown {
  constructor(private readonly _settings: ISettingRegistry.ISettings | null) {
    _settings?.changed.connect(() => {
      this._chosen.clear();
      this._changed.emit();
    });
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  has(facet: Facet): boolean {
    const chosen = this._get(facet);
    return typeof chosen === 'boolean' ? chosen : facet === 'source' || facet === 'outputs';
  }

  get layout(): Layout {
    return this._get('layout') === 'unified' ? 'unified' : 'split';
  }

  get tolerance(): number {
    const chosen = this._get('tolerance');
    return typeof chosen === 'number' && chosen >= 0 && chosen <= 1 ? chosen : 0;
  }

  /** Whether Markdown cells are shown as they read, and not as their source. */
  get isRendered(): boolean {
    return this._get('rendered') === true;
  }

  /** Kept in JupyterLab's settings when there are any, else until the page is closed. */
  async set<T extends Choice>(name: T, value: IChoices[T]): Promise<void> {
    this._chosen.set(name, value);
    this._changed.emit();
    // Where settings cannot be kept, the choice holds until the page is closed.
    await this._settings?.set(name, value).catch(() => undefined);
  }

  /** What the server is asked to leave out. It always compares sources: only a part of them can be left out there. */
  get options(): Schemas['Options'] {
    return {
      ignoreOutputs: !this.has('outputs'),
      ignoreMetadata: !this.has('metadata'),
      ignoreCounters: !this.has('counters'),
      ignoreWhitespace: !this.has('whitespace'),
      ignoreIds: true,
      tolerance: this.tolerance
    };
  }

  /** Whether a row stands as a change, and is not folded with those that are the same. */
  shows({ status, moved, kinds }: Row): boolean {
    if (status === 'added' || status === 'removed' || moved) {
      return true;
    }
    return kinds.some(kind => kind !== 'source' || this.has('source'));
  }

  private _get(name: Choice): unknown {
    return this._chosen.get(name) ?? this._settings?.get(name).composite;
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _chosen = new Map<Choice, IChoices[Choice]>();
}
