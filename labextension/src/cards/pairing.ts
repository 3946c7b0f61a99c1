import type { TranslationBundle } from '@jupyterlab/translation';
import { revealBidi } from '../ui/bidi';
import type { ComparedCard, ComparedFigure } from './compared';

const HASH = /^[0-9a-f]{7,64}$/;
const SHORT = 7;

/** A figure of one card and the one of another that shows the same; null where the other has none. */
export interface IFigurePair {
  readonly name: string;
  readonly before: ComparedFigure | null;
  readonly after: ComparedFigure | null;
}

/** Figures of two cards, in pairs by their path, else by their caption. Those that both have come first. */
export function figurePairs(
  before: readonly ComparedFigure[],
  after: readonly ComparedFigure[]
): readonly IFigurePair[] {
  const left = new Set(after);
  const pairs = before.map((figure): IFigurePair => {
    const other =
      after.find(each => left.has(each) && each.path === figure.path) ??
      after.find(
        each => left.has(each) && each.caption !== null && each.caption === figure.caption
      ) ??
      null;
    if (other !== null) {
      left.delete(other);
    }
    return { name: nameOf(figure), before: figure, after: other };
  });
  const alone = [...left].map((figure): IFigurePair => ({
    name: nameOf(figure),
    before: null,
    after: figure
  }));
  const isBoth = ({ before: one, after: other }: IFigurePair): boolean =>
    one !== null && other !== null;
  const all = [...pairs, ...alone];
  return [...all.filter(isBoth), ...all.filter(pair => !isBoth(pair))];
}

/** What is known of the notebooks that two cards came from. */
export interface INotebooks {
  readonly sentence: string;

  /** Whether there are two versions, which can be compared. */
  readonly areTwo: boolean;
}

/** *train.ipynb, a1b2c3d → b2c3d4e*, or why there is nothing to compare. */
export function notebooksOf(
  before: ComparedCard,
  after: ComparedCard,
  trans: TranslationBundle
): INotebooks {
  const none = (sentence: string): INotebooks => ({ sentence, areTwo: false });
  const unnamed = [before, after].filter(({ notebook }) => notebook === null);
  if (unnamed.length > 0) {
    return none(trans.__('No notebook is recorded for %1.', titles(unnamed, trans)));
  }
  const uncommitted = [before, after].filter(({ commit }) => !HASH.test(commit ?? ''));
  if (uncommitted.length > 0) {
    return none(trans.__('No commit is recorded for %1.', titles(uncommitted, trans)));
  }
  const [one, other] = [before.notebook ?? '', after.notebook ?? ''].map(revealBidi);
  const [old, now] = [before.commit ?? '', after.commit ?? ''].map(hash => hash.slice(0, SHORT));
  const dirty = [before, after].filter(card => card.dirty);
  const warning =
    dirty.length === 0
      ? ''
      : trans.__('Not committed in full when it ran: %1.', titles(dirty, trans));
  const said = (sentence: string, areTwo: boolean): INotebooks => ({
    sentence: `${sentence} ${warning}`.trim(),
    areTwo
  });
  if (before.notebook !== after.notebook) {
    return said(trans.__('Two notebooks: %1 at %2, and %3 at %4.', one, old, other, now), true);
  }
  return before.commit === after.commit
    ? said(trans.__('Both ran %1 at %2.', one, old), false)
    : said(trans.__('%1, %2 → %3.', one, old, now), true);
}

function titles(cards: readonly ComparedCard[], trans: TranslationBundle): string {
  return cards.map(({ title }) => trans.__('“%1”', revealBidi(title))).join(', ');
}

function nameOf({ caption, path }: ComparedFigure): string {
  return revealBidi(caption ?? path.slice(path.lastIndexOf('/') + 1));
}
