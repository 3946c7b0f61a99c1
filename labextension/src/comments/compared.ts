import type { Target } from '../anchors/tokens';
import type { IOutboxEntry } from '../core/tokens';
import type { ICompared, Row } from '../diff/tokens';
import { FollowedFile } from './followedfile';
import { SidePlaces } from './sideplaces';
import type { IThreadServices } from './threadsatpath';
import { ThreadsElsewhere } from './threadselsewhere';
import type {
  IComparedThreads,
  IComposing,
  IOnRow,
  IPlacedThread,
  ISpot,
  IUnsentThread
} from './tokens';
import type { Versions } from './versions';

/** How long after a comparison came its cells are loaded, in milliseconds: not while what changed is being drawn. */
const SETTLED_MS = 1500;

/** Larger notebooks are loaded when somebody begins to write. */
const MOST_ROWS = 2000;

const NOTHING: IOnRow = { threads: [], unsent: [], composing: null };

/** The threads of a notebook in a comparison: each beneath the cell it fits best, on either side. */
export class ComparedThreads extends ThreadsElsewhere implements IComparedThreads {
  constructor(
    readonly compared: ICompared,
    services: IThreadServices
  ) {
    super(new FollowedFile(compared), services);
    this._places = new SidePlaces(
      compared,
      services.anchors,
      () => this.path,
      async cells => (await this._where.connect()).placements(this.path, cells)
    );
    this._places.changed.connect(this._emit, this);
    compared.changed.connect(this._loadSoon, this);
    this._ready = this.reload();
  }

  get isVisible(): boolean {
    return this.compared.isVisible;
  }

  get versions(): Versions {
    return this._places.versions;
  }

  get unsent(): readonly IUnsentThread[] {
    return this._unsent.threads(entry => this._spotOf(entry)?.index ?? null);
  }

  override dispose(): void {
    clearTimeout(this._loading);
    super.dispose();
  }

  sourceOf(placed: IPlacedThread): string | null {
    const spot = spotOfThread(placed);
    return spot === null ? null : this._places.sourceAt(spot.side, spot.index);
  }

  on({ old, new: now }: Row): IOnRow {
    this._byCell ??= this._sorted();
    const found = [this._byCell.get(keyOf('old', old)), this._byCell.get(keyOf('new', now))];
    return {
      threads: found.flatMap(here => here?.threads ?? []),
      unsent: found.flatMap(here => here?.unsent ?? []),
      composing: found.find(here => here?.composing)?.composing ?? null
    };
  }

  /** The cells of a side, which a new thread has to be put among. Throws `Refused`. */
  cells(side: ISpot['side']): ReturnType<SidePlaces['cells']> {
    return this._places.cells(side);
  }

  isBack(key: string): boolean {
    const isBack = this._drawn.has(key);
    this._drawn.add(key);
    return isBack;
  }

  override compose(composing: IComposing | null): void {
    this._drawn.clear();
    super.compose(composing);
  }

  override async open(threadId: string | null): Promise<void> {
    this._drawn.clear();
    await super.open(threadId);
  }

  protected override _emit(): void {
    this._byCell = null;
    super._emit();
  }

  /** What there is, by the cell it stands on: a fold asks for very many rows. */
  private _sorted(): ReadonlyMap<string, IOnRow> {
    const byCell = new Map<string, IOnRow>();
    const add = (spot: ISpot | null, more: (before: IOnRow) => Partial<IOnRow>): void => {
      if (spot !== null) {
        const key = keyOf(spot.side, spot.index);
        const before = byCell.get(key) ?? NOTHING;
        byCell.set(key, { ...before, ...more(before) });
      }
    };
    for (const placed of this.threads) {
      add(spotOfThread(placed), ({ threads }) => ({ threads: [...threads, placed] }));
    }
    for (const each of this.unsent) {
      add(this._spotOf(each.entry), ({ unsent }) => ({ unsent: [...unsent, each] }));
    }
    const { composing } = this;
    if (composing !== null) {
      add(this._places.spotOf(composing.target), () => ({ composing }));
    }
    return byCell;
  }

  private _spotOf({ body }: IOutboxEntry): ISpot | null {
    return this._places.spotOf(body.target as Target);
  }

  private _loadSoon(): void {
    const { comparison } = this.compared;
    if (comparison === null || comparison.id === this._loaded) {
      return;
    }
    this._loaded = comparison.id;
    clearTimeout(this._loading);
    if (comparison.form === 'notebook' && comparison.rows.length <= MOST_ROWS) {
      // What fails here is asked for again when somebody begins to write.
      this._loading = setTimeout(() => void this._places.load().catch(() => undefined), SETTLED_MS);
    }
  }

  readonly notebook = null;
  readonly text = null;
  readonly picks = null;
  protected readonly _ready: Promise<void>;
  protected readonly _places: SidePlaces;

  /** What is open and has been drawn since it was opened. */
  private readonly _drawn = new Set<string>();
  private _byCell: ReadonlyMap<string, IOnRow> | null = null;
  private _loaded: string | null = null;
  private _loading: ReturnType<typeof setTimeout> | undefined;
}

function keyOf(side: ISpot['side'], index: number | null): string {
  return `${side} ${index ?? ''}`;
}

function spotOfThread({ side = null, cellIndex: index }: IPlacedThread): ISpot | null {
  return side === null || index === null ? null : { side, index };
}
