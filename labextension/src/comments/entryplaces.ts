import { JSONExt } from '@lumino/coreutils';
import type { Entry, Placement, Target } from '../anchors/tokens';
import { AskedPlaces, type IQuestion } from './asking';
import { entryKey } from './entries';
import { UNPLACED, type IPlace } from './placing';
import type { Thread } from './tokens';

/** Where threads stand among the entries of a file. The server decides, from the entries as they are. */
export class EntryPlaces extends AskedPlaces {
  /** @param ask - gives the placements of all threads among the entries, and rejects when it cannot */
  constructor(private readonly _ask: (entries: readonly Entry[]) => Promise<Placement[]>) {
    super();
  }

  /** The entries as they stand now; the threads are placed anew among them where they are others. */
  show(entries: readonly Entry[]): void {
    if (!JSONExt.deepEqual(entries, this._entries)) {
      this._indices = new Map();
      for (const [index, entry] of entries.entries()) {
        const key = entryKey(entry);
        this._indices.set(key, this._indices.get(key) ?? index);
      }
      this._entries = entries;
      void this.refresh();
    }
  }

  /** Puts a thread that was just written on its entry until the server has placed it. */
  expect(threadId: string, target: Target): void {
    if (target.kind === 'entry') {
      this._expected.set(threadId, entryKey(target.entry));
    }
  }

  /** Where a thread stands now; `cellIndex` is the entry's place. */
  of(threadId: string): IPlace {
    const standing = this._standing.get(threadId);
    if (standing === undefined) {
      return { ...UNPLACED, cellIndex: this._indexOf(this._expected.get(threadId) ?? null) };
    }
    return {
      placement: standing.placement,
      cellIndex: this._indexOf(standing.key),
      resultChanged: false
    };
  }

  /** Where the entry of a target stands now; null when it is gone. */
  indexOf(target: Target): number | null {
    return target.kind === 'entry' ? this._indexOf(entryKey(target.entry)) : null;
  }

  protected _hasPlace({ anchor }: Thread): boolean {
    return Boolean(anchor?.entry);
  }

  protected _question(): IQuestion {
    const entries = this._entries;
    return {
      ask: () => this._ask(entries),
      standing: placements =>
        placements.map(placement => {
          const entry = entries[placement.entryIndex ?? -1];
          return [placement.threadId, { placement, key: entry ? entryKey(entry) : null }];
        }),
      answered: () => undefined
    };
  }

  private _indexOf(key: string | null): number | null {
    return key === null ? null : (this._indices.get(key) ?? null);
  }

  private _entries: readonly Entry[] = [];
  private _indices = new Map<string, number>();
}
