import React from 'react';
import { revealBidi } from '../ui/bidi';
import { ImagePair, type IPicture } from '../ui/ImagePair';
import type { ICardComparisonProps } from './CardComparison';
import type { ComparedCard, ComparedFigure, Comparison } from './compared';
import { figurePairs, notebooksOf } from './pairing';

export interface ICardPairProps extends ICardComparisonProps {
  readonly comparison: Comparison;
}

/** The first card beside another: what changed in the notebook from one to the other, and their figures in pairs. */
export function CardPair(props: ICardPairProps): React.JSX.Element | null {
  const { compared, comparison, trans } = props;
  const [first, ...others] = comparison.cards;
  const other = others.find(({ path }) => path === compared.other) ?? others[0];
  if (first === undefined || other === undefined) {
    return null;
  }
  return (
    <section className="mlc-CardPair" aria-label={trans.__('In pairs')}>
      <h3>{trans.__('In pairs')}</h3>
      {others.length > 1 && (
        <label className="mlc-CardPair-other">
          <span>{trans.__('%1 beside', revealBidi(first.title))}</span>
          <select
            className="jp-mod-styled"
            value={other.path}
            onChange={({ target }) => compared.pairWith(target.value)}
          >
            {others.map(({ path, title }) => (
              <option key={path} value={path}>
                {revealBidi(title)}
              </option>
            ))}
          </select>
        </label>
      )}
      <Notebooks {...props} first={first} other={other} />
      <Figures {...props} first={first} other={other} />
    </section>
  );
}

interface ITwoProps extends ICardPairProps {
  readonly first: ComparedCard;
  readonly other: ComparedCard;
}

function Notebooks({ first, other, showNotebooks, trans }: ITwoProps): React.JSX.Element {
  const { sentence, areTwo } = notebooksOf(first, other, trans);
  return (
    <p className="mlc-CardPair-notebooks">
      {sentence}{' '}
      {areTwo && showNotebooks !== null && (
        <button
          type="button"
          className="mlc-Button"
          onClick={() => void showNotebooks(first, other)}
        >
          {trans.__('Show what changed')}
        </button>
      )}
    </p>
  );
}

function Figures(props: ITwoProps): React.JSX.Element {
  const { compared, first, other, pictureOf, trans } = props;
  const pairs = figurePairs(first.figures, other.figures);
  const picture = (card: ComparedCard, figure: ComparedFigure | null): IPicture | null => {
    const address = figure && pictureOf(card, figure);
    return address === null ? null : { label: revealBidi(card.title), address };
  };
  return pairs.length === 0 ? (
    <p className="mlc-Notice">{trans.__('Neither card has figures.')}</p>
  ) : (
    <>
      {pairs.map(({ name, before, after }, index) => (
        <section key={index} className="mlc-CardPair-figures" aria-label={name}>
          <h4>{name}</h4>
          <ImagePair
            before={picture(first, before)}
            after={picture(other, after)}
            look={compared.look}
            trans={trans}
            onLook={look => compared.lookAs(look)}
          />
          <Lacking card={first} figure={before} {...props} />
          <Lacking card={other} figure={after} {...props} />
        </section>
      ))}
    </>
  );
}

/** Why a card has no picture on its side. */
function Lacking({
  card,
  figure,
  pictureOf,
  trans
}: Pick<ICardPairProps, 'pictureOf' | 'trans'> & {
  readonly card: ComparedCard;
  readonly figure: ComparedFigure | null;
}): React.JSX.Element | null {
  const title = revealBidi(card.title);
  if (figure === null) {
    return <p className="mlc-Notice">{trans.__('“%1” has no such figure.', title)}</p>;
  }
  return pictureOf(card, figure) === null ? (
    <p className="mlc-Notice">{trans.__('The figure of “%1” cannot be shown.', title)}</p>
  ) : null;
}
