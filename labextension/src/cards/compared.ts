import { Signal, type ISignal } from '@lumino/signaling';
import type { TranslationBundle } from '@jupyterlab/translation';
import { sentenceOf } from '../core/errors';
import type { Schemas } from '../core/tokens';
import type { PictureLook } from '../ui/ImagePair';
import { numberWord } from './numbers';

export type Comparison = Schemas['CardComparison'];
export type ComparedCard = Schemas['ComparedCard'];
export type ComparedFigure = Schemas['ComparedFigure'];
export type ComparedValue = Schemas['ComparedValue'];
export type GroupName = Comparison['groups'][number]['name'];

/** How a person looks at a comparison, which comes back after a reload. */
export interface IHowCompared {
  /** Rows in which nothing differs are shown too. */
  readonly all?: boolean;

  /** The card that is beside the first in pairs, by its path. */
  readonly other?: string;
  readonly look?: PictureLook;

  /** What the cards are plotted by, as `IAxis.key`. */
  readonly across?: string;
  readonly up?: string;
}

/** Cards side by side. The first is what the others are measured against. */
export class Compared {
  /** @param paths - of the cards' files, as the project names them */
  constructor(
    private _paths: readonly string[],
    private readonly _ask: (paths: readonly string[], all: boolean) => Promise<Comparison>,
    private _how: IHowCompared = {}
  ) {}

  get paths(): readonly string[] {
    return this._paths;
  }

  get how(): IHowCompared {
    return this._how;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get comparison(): Comparison | null {
    return this._comparison;
  }

  get problem(): string | null {
    return this._problem;
  }

  get showsAll(): boolean {
    return this._how.all ?? false;
  }

  showAll(all: boolean): void {
    // The box is ticked at once; the rows follow.
    this._see({ all });
    void this.load();
  }

  /** The card that is chosen to be beside the first, by its path; null when none was. */
  get other(): string | null {
    return this._how.other ?? null;
  }

  pairWith(path: string): void {
    this._see({ other: path });
  }

  get look(): PictureLook {
    return this._how.look ?? 'side';
  }

  lookAs(look: PictureLook): void {
    this._see({ look });
  }

  /** Measures the others against another card. */
  begin(path: string): void {
    this._paths = withFirst(path, this._paths);
    void this.load();
  }

  async load(): Promise<void> {
    const asked = ++this._asked;
    const isLatest = (): boolean => asked === this._asked;
    try {
      const comparison = await this._ask(this._paths, this.showsAll);
      if (isLatest()) {
        this._comparison = comparison;
        this._problem = null;
      }
    } catch (problem) {
      if (isLatest()) {
        this._problem = sentenceOf(problem);
      }
    }
    this._changed.emit();
  }

  plotBy(axes: Pick<IHowCompared, 'across' | 'up'>): void {
    this._see(axes);
  }

  private _see(how: IHowCompared): void {
    this._how = { ...this._how, ...how };
    this._changed.emit();
  }

  private readonly _changed = new Signal<this, void>(this);
  private _comparison: Comparison | null = null;
  private _problem: string | null = null;
  private _asked = 0;
}

/** Paths with one of them, or another, in front: what the others are measured against. */
export function withFirst(first: string, paths: readonly string[]): readonly string[] {
  return [first, ...paths.filter(path => path !== first)];
}

export function groupLabel(name: GroupName, trans: TranslationBundle): string {
  return {
    code: trans.__('Code'),
    data: trans.__('Data'),
    environment: trans.__('Environment'),
    parameters: trans.__('Parameters'),
    metrics: trans.__('Metrics')
  }[name];
}

/** *+0.022, better*; empty where there is no distance. */
export function deltaWord(
  { delta, verdict }: Pick<ComparedValue, 'delta' | 'verdict'>,
  trans: TranslationBundle
): string {
  if (delta === null || verdict === 'same') {
    return '';
  }
  const word = `${delta > 0 ? '+' : ''}${numberWord(Number(delta.toPrecision(3)))}`;
  if (verdict === null || verdict === 'differs') {
    return word;
  }
  const meaning = {
    better: trans.__('better'),
    worse: trans.__('worse'),
    'within noise': trans.__('within noise')
  }[verdict];
  return trans.__('%1, %2', word, meaning);
}
