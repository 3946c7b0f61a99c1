import { Signal, type ISignal } from '@lumino/signaling';

/** The cards that are chosen to be compared, by the paths of their files, in the order they were chosen. */
export class Selection {
  /** @param projectChanged - cards of another project may lie at the same paths */
  constructor(projectChanged: ISignal<unknown, unknown>) {
    projectChanged.connect(() => this.clear());
  }

  get paths(): readonly string[] {
    return [...this._paths];
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  has(path: string): boolean {
    return this._paths.has(path);
  }

  toggle(path: string): void {
    if (!this._paths.delete(path)) {
      this._paths.add(path);
    }
    this._changed.emit();
  }

  clear(): void {
    this._paths.clear();
    this._changed.emit();
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _paths = new Set<string>();
}
