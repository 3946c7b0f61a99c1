import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useContext } from 'react';
import { revealBidi } from '../ui/bidi';
import { When } from '../ui/When';
import { Below, CommentsOnCard, useCommented } from './commented';
import { CardDetails } from './CardDetails';
import { CardFailure } from './CardFailure';
import { CardStory, restOf } from './CardStory';
import { StatusChip } from './Chips';
import type { FindFigure } from './figures';
import { Figure } from './Figure';
import { Metrics } from './Metrics';
import type { Card, CardMetric, Status } from './tokens';
import { headline, kindLabel } from './words';

/** The card that another is measured against. */
export interface IBaseline {
  readonly title: string;
  readonly metrics: readonly CardMetric[];
}

export interface ICardSheetProps {
  readonly card: Card;
  readonly status: Status;
  readonly baseline: IBaseline | null;
  readonly figure: FindFigure;

  /** What people and later runs said of it; empty in an output, where nobody knows. */
  readonly remarks?: readonly string[];

  /** Sets formulas; without it they stay as they were typed. */
  readonly typesetter: IRenderMime.ILatexTypesetter | null;
  readonly trans: TranslationBundle;
}

/** A card: a first page that says what came of it, and *Details*, closed. What nobody filled has no heading. */
export function CardSheet(props: ICardSheetProps): React.JSX.Element {
  const { card, trans } = props;
  const sentence = headline(card, trans);
  const [first] = card.figures;
  const commented = useContext(CommentsOnCard);
  return (
    <article className="mlc-Card" aria-label={revealBidi(card.title)}>
      <Head {...props} />
      {sentence !== null && <Sentence {...props} sentence={sentence} />}
      {card.failure !== null && <CardFailure failure={card.failure} trans={trans} />}
      <Metrics {...props} />
      {first && <Figure figure={first} find={props.figure} trans={trans} />}
      <CardStory {...props} />
      <CardDetails {...props} />
      {commented?.comments.lost()}
      <Foot card={card} remarks={props.remarks ?? []} trans={trans} />
    </article>
  );
}

function Head({ card, status, trans }: ICardSheetProps): React.JSX.Element {
  const { attributes, beside } = useCommented('card');
  return (
    <header className="mlc-Card-head mlc-Entry" {...attributes}>
      {beside}
      <p className="mlc-Card-line">
        <StatusChip status={status} trans={trans} />
        {card.kind !== 'experiment' && <span>{kindLabel(card.kind, trans)}</span>}
        {card.tags.map((tag, index) => (
          <span key={index} className="mlc-Card-tag">
            {revealBidi(tag)}
          </span>
        ))}
      </p>
      <h1 dir="auto">{revealBidi(card.title)}</h1>
      <Below parts={['card']} />
    </header>
  );
}

/** The outcome and the conclusion's first paragraph. Where the whole stands below, its comments stand there. */
function Sentence({
  card,
  sentence
}: Pick<ICardSheetProps, 'card'> & { readonly sentence: string }): React.JSX.Element {
  const { attributes, beside } = useCommented('conclusion');
  return (
    <div className="mlc-Entry" {...attributes}>
      {beside}
      <p className="mlc-Card-sentence">{sentence}</p>
      {restOf(card) === null && <Below parts={['conclusion']} />}
    </div>
  );
}

function Foot({
  card,
  remarks,
  trans
}: Pick<ICardSheetProps, 'card' | 'trans'> & {
  readonly remarks: readonly string[];
}): React.JSX.Element {
  const { code, created, owner } = card;
  return (
    <footer className="mlc-Card-foot">
      {owner !== '' && <span>{revealBidi(owner)}</span>}
      {!Number.isNaN(Date.parse(created)) && <When at={created} trans={trans} />}
      {code?.commit != null && (
        <code title={code.commit}>{revealBidi(code.commit.slice(0, 7))}</code>
      )}
      {code?.dirty === true && <span>{trans.__('with uncommitted changes')}</span>}
      {remarks.map(remark => (
        <span key={remark}>{remark}</span>
      ))}
    </footer>
  );
}
