/** How a person looks at single things in one view. Kept while they are scrolled out of sight, until the tab closes. */
export class Looks {
  constructor(private readonly _changed: () => void) {}

  /** What was chosen for a thing, or else `otherwise`. */
  get<T extends string>(thing: string, otherwise: T): T {
    return (this._chosen.get(thing) as T | undefined) ?? otherwise;
  }

  set(thing: string, chosen: string): void {
    this._chosen.set(thing, chosen);
    this._changed();
  }

  private readonly _chosen = new Map<string, string>();
}
