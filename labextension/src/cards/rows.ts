import type { Schemas } from '../core/tokens';
import type { CardRow } from './tokens';

/** The cards of a list as the server sends them, each with its own metrics by name. */
export function rowsOf({ cards, metrics }: Schemas['ListedCards']): CardRow[] {
  return cards.map(({ metrics: places, values, ...card }) => ({
    ...card,
    metrics: places.flatMap((place, index) => {
      const [metric, value] = [metrics[place], values[index]];
      return metric === undefined || value === undefined ? [] : { ...metric, value };
    }),
    thumbnail:
      card.thumbnail && `${card.path.slice(0, card.path.lastIndexOf('/') + 1)}${card.thumbnail}`
  }));
}
