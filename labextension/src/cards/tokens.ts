import type { Schemas } from '../core/tokens';

/** An experiment card with every field present, and its parts, by the names the server gives them. */
export type Card = Schemas['Card'];
export type CardFigure = Schemas['CardFigure'];
export type CardData = Schemas['CardData'];
export type CardMetric = Schemas['CardMetric'];

/** A metric of a card in a list: one for each name. */
export interface IListedMetric extends Readonly<Schemas['ListedMetric']> {
  readonly value: CardMetric['value'];
}

/** A card in a list. `thumbnail` is a path in the project, and the metric that matters most is the first. */
export interface CardRow extends Readonly<
  Omit<Schemas['ListedCard'], 'metrics' | 'values' | 'thumbnail'>
> {
  readonly metrics: readonly IListedMetric[];
  readonly thumbnail: string | null;
}

export type Standing = Schemas['Standing'];
export type Status = CardRow['status'];
export type Outcome = NonNullable<Card['outcome']>;

/** What a notebook's output holds when code made a card. */
export const CARD_MIME = 'application/vnd.mlcollab.card.v1+json';

/** A card as an output carries it. */
export interface IShownCard {
  readonly card: Card;

  /** Its file, relative to the project; null when it could not be written, which `problem` explains. */
  readonly path: string | null;
  readonly problem: string | null;

  /** Figures by their path in the card's folder, Base64. */
  readonly files: Readonly<Record<string, string>>;
}
