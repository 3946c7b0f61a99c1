import { Signal, type ISignal } from '@lumino/signaling';
import { sentenceOf } from '../core/errors';
import type { Schemas } from '../core/tokens';
import type { CardMetric, Outcome } from './tokens';

export type Offer = Schemas['CardOffer'];
export type OfferedMetric = Offer['metrics'][number];
export type OfferedFigure = Offer['figures'][number];
type Request = Schemas['DraftRequest'];

/** `done` when the draft is written. */
export type MakingStep = 'reading' | 'asking' | 'saving' | 'done';

/** What making a card reaches. Every method throws a sentence. */
export interface IMaker {
  offer(): Promise<Offer>;

  /** Writes the draft, and shows it. */
  create(chosen: Chosen): Promise<void>;
}

/** What is asked of the server, without the notebook. */
export type Chosen = Omit<Request, 'path' | 'content'>;

/** A value that may go into the card, and what the person says of it. */
export interface IMetricChoice {
  readonly offered: OfferedMetric;
  readonly index: number;
  readonly isKept: boolean;
  readonly name: string;
  readonly split: string;
  readonly goal: CardMetric['goal'];
}

export interface IFigureChoice {
  readonly offered: OfferedFigure;
  readonly isKept: boolean;
  readonly caption: string;
}

/** What people write on the card. */
export interface IWords {
  readonly title: string;
  readonly hypothesis: string;
  readonly outcome: Outcome | null;
  readonly conclusion: string;
}

const NOTHING: IWords = { title: '', hypothesis: '', outcome: null, conclusion: '' };

/** So many figures go into a card unless the person says otherwise. */
const FIGURES = 6;

/** From what a notebook says to the draft of a card: what the person chose so far. */
export class Making {
  constructor(private readonly _maker: IMaker) {}

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get step(): MakingStep {
    return this._step;
  }

  /** Why the last thing failed; what was chosen is kept. */
  get problem(): string | null {
    return this._problem;
  }

  /** Null until the notebook is read. */
  get offer(): Offer | null {
    return this._offer;
  }

  get words(): IWords {
    return this._words;
  }

  get metrics(): readonly IMetricChoice[] {
    return this._metrics;
  }

  get figures(): readonly IFigureChoice[] {
    return this._figures;
  }

  /** Something was written or chosen that would be lost. */
  get isDirty(): boolean {
    return this._isDirty;
  }

  get isReady(): boolean {
    return this._step === 'asking' && this._words.title.trim() !== '' && this.clash === null;
  }

  /** The first name that two values share on one split; null when each has its own. */
  get clash(): string | null {
    const known = new Set<string>();
    for (const { isKept, name, split } of this._metrics) {
      const key = `${oneLine(name)}\n${oneLine(split)}`;
      if (isKept && known.has(key)) {
        return oneLine(name);
      }
      if (isKept) {
        known.add(key);
      }
    }
    return null;
  }

  /** Whether a parameter, by its name, goes into the card. */
  keepsParam(name: string): boolean {
    return !this._left.has(`param ${name}`);
  }

  /** Whether data, by the path of the file, go into the card. */
  keepsData(path: string): boolean {
    return !this._left.has(`data ${path}`);
  }

  /** Reads the notebook. */
  async begin(): Promise<void> {
    this._set('reading', null);
    try {
      const offer = await this._maker.offer();
      this._offer = offer;
      this._fill(offer);
      this._set('asking', null);
    } catch (problem) {
      this._set('reading', sentenceOf(problem));
    }
  }

  write(words: Partial<IWords>): void {
    this._words = { ...this._words, ...words };
    this._touch();
  }

  chooseMetric(index: number, change: Partial<Omit<IMetricChoice, 'offered' | 'index'>>): void {
    this._metrics = this._metrics.map(each =>
      each.index === index ? { ...each, ...change } : each
    );
    this._touch();
  }

  chooseFigure(index: number, change: Partial<Omit<IFigureChoice, 'offered'>>): void {
    this._figures = this._figures.map((each, at) => (at === index ? { ...each, ...change } : each));
    this._touch();
  }

  keepParam(name: string, isKept: boolean): void {
    this._leave(`param ${name}`, !isKept);
  }

  keepData(path: string, isKept: boolean): void {
    this._leave(`data ${path}`, !isKept);
  }

  async create(): Promise<void> {
    if (!this.isReady) {
      return;
    }
    this._set('saving', null);
    try {
      await this._maker.create(this._chosen());
      this._set('done', null);
    } catch (problem) {
      this._set('asking', sentenceOf(problem));
    }
  }

  private _chosen(): Chosen {
    const { title, hypothesis, outcome, conclusion } = this._words;
    const { params, data, draft } = this._offer ?? { params: [], data: [], draft: null };
    return {
      title: oneLine(title),
      hypothesis: hypothesis.trim() || null,
      outcome,
      conclusion: conclusion.trim() || null,
      draftId: draft?.id ?? null,
      metrics: this._metrics
        .filter(({ isKept }) => isKept)
        .map(({ index, name, split, goal }) => ({
          index,
          name: oneLine(name),
          split: oneLine(split) || null,
          goal
        })),
      params: params.map(({ name }) => name).filter(name => this.keepsParam(name)),
      figures: this._figures
        .filter(({ isKept }) => isKept)
        .map(({ offered: { cell, output }, caption }) => ({
          cell,
          output,
          caption: oneLine(caption) || null
        })),
      data: data.map(({ path }) => path).filter(path => this.keepsData(path))
    };
  }

  /** As far as the notebook, and the draft that was made from it before, say it. */
  private _fill({ title, draft, metrics, figures }: Offer): void {
    this._words = draft
      ? {
          title: draft.title,
          hypothesis: draft.hypothesis ?? '',
          outcome: draft.outcome ?? null,
          conclusion: draft.conclusion ?? ''
        }
      : { ...NOTHING, title: title ?? '' };
    this._metrics = metrics.map((offered, index) => metricChoice(offered, index, draft));
    this._figures = figureChoices(figures, draft);
    this._left.clear();
    this._isDirty = false;
  }

  private _leave(key: string, isLeft: boolean): void {
    if (isLeft) {
      this._left.add(key);
    } else {
      this._left.delete(key);
    }
    this._touch();
  }

  private _touch(): void {
    this._isDirty = true;
    this._problem = null;
    this._changed.emit();
  }

  private _set(step: MakingStep, problem: string | null): void {
    this._step = step;
    this._problem = problem;
    this._changed.emit();
  }

  private readonly _changed = new Signal<this, void>(this);
  private readonly _left = new Set<string>();
  private _step: MakingStep = 'reading';
  private _problem: string | null = null;
  private _offer: Offer | null = null;
  private _words = NOTHING;
  private _metrics: readonly IMetricChoice[] = [];
  private _figures: readonly IFigureChoice[] = [];
  private _isDirty = false;
}

/** As it was kept in the draft before, perhaps under another name; else kept when it is sure what it is. */
function metricChoice(offered: OfferedMetric, index: number, draft: Offer['draft']): IMetricChoice {
  const { cellKey, goal, isSure, name, split, value } = offered;
  const known = draft?.metrics ?? [];
  const before =
    known.find(each => each.name === name && (each.split ?? null) === split) ??
    known.find(each => each.cell === cellKey && each.value === value);
  return {
    offered,
    index,
    isKept: draft ? before !== undefined && (isSure || before.value === value) : isSure,
    name: before?.name ?? name,
    split: before?.split ?? split ?? '',
    goal: before ? (before.goal ?? null) : goal
  };
}

/** With the captions that figures of the same cells had, in their order there. */
function figureChoices(figures: readonly OfferedFigure[], draft: Offer['draft']): IFigureChoice[] {
  const before = new Map<string, string[]>();
  for (const { cell, caption } of draft?.figures ?? []) {
    before.set(cell ?? '', [...(before.get(cell ?? '') ?? []), caption ?? '']);
  }
  const isKnown = figures.some(({ cellKey }) => before.has(cellKey));
  return figures.map((offered, index) => {
    const caption = before.get(offered.cellKey)?.shift();
    return {
      offered,
      isKept: isKnown ? caption !== undefined : index < FIGURES,
      caption: caption ?? ''
    };
  });
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
