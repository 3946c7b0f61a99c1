import React, { useEffect, useState } from 'react';
import { revealBidi } from '../ui/bidi';
import { Markdown } from '../ui/Markdown';
import { Below, useCommented, useFolded } from './commented';
import type { ICardSheetProps } from './CardSheet';
import { sectionsOf, type ISection } from './details';
import type { CardPart } from './entries';
import { Figure } from './Figure';
import type { Card } from './tokens';

const MOST_ROWS = 200;

/** Everything else a card holds, closed at first; nothing when it holds no more. */
export function CardDetails(props: ICardSheetProps): React.JSX.Element | null {
  const { card, trans } = props;
  const [isOpen, setOpen] = useState(false);
  const sections = sectionsOf(card, trans);
  const figures = card.figures.slice(1);
  const parts = [...sections.flatMap(section => section.parts ?? []), ...figures];
  const folded = useFolded(parts.filter(part => part !== null));
  useEffect(() => {
    if (folded.isNeeded) {
      setOpen(true);
    }
  }, [folded.isNeeded]);
  if (sections.length === 0 && figures.length === 0 && card.notes.length === 0) {
    return null;
  }
  return (
    <details
      className="mlc-Card-details"
      open={isOpen}
      onToggle={event => setOpen(event.currentTarget.open)}
    >
      <summary>
        {trans.__('Details')}
        {folded.count > 0 && (
          <span className="mlc-Card-folded">
            {trans._n('%1 comment', '%1 comments', folded.count)}
          </span>
        )}
      </summary>
      {isOpen && (
        <>
          {sections.map(section => (
            <Section key={section.title} section={section} trans={trans} />
          ))}
          <Notes {...props} />
          <MoreFigures {...props} figures={figures} />
        </>
      )}
    </details>
  );
}

function Notes({ card, trans, typesetter }: ICardSheetProps): React.JSX.Element | null {
  return card.notes.length === 0 ? null : (
    <section>
      <h3>{trans.__('Notes')}</h3>
      {card.notes.map((note, index) => (
        <Markdown key={index} source={note} people={[]} typesetter={typesetter} trans={trans} />
      ))}
    </section>
  );
}

function MoreFigures({
  figures,
  figure: find,
  trans
}: ICardSheetProps & { readonly figures: Card['figures'] }): React.JSX.Element | null {
  return figures.length === 0 ? null : (
    <section>
      <h3>{trans.__('More figures')}</h3>
      {figures.map((each, index) => (
        <Figure key={index} figure={each} find={find} trans={trans} />
      ))}
    </section>
  );
}

function Section({
  section,
  trans
}: Pick<ICardSheetProps, 'trans'> & { readonly section: ISection }): React.JSX.Element {
  const { title, head, rows, parts = [], text } = section;
  const [most, setMost] = useState(MOST_ROWS);
  const behind = parts.slice(most).filter(part => part !== null);
  const { isNeeded } = useFolded(behind);
  useEffect(() => {
    if (isNeeded) {
      setMost(rows.length);
    }
  }, [isNeeded, rows.length]);
  return (
    <section>
      <h3>{title}</h3>
      {rows.length > 0 && (
        <table className={head === null ? 'mlc-mod-pairs' : ''}>
          {head !== null && (
            <thead>
              <tr>
                {head.map(word => (
                  <th key={word} scope="col">
                    {word}
                  </th>
                ))}
              </tr>
            </thead>
          )}
          <tbody>
            {rows.slice(0, most).map((row, index) => (
              <Row key={index} row={row} part={parts[index] ?? null} />
            ))}
          </tbody>
        </table>
      )}
      {rows.length > most && (
        <button type="button" className="mlc-Link" onClick={() => setMost(rows.length)}>
          {trans._n('Show %1 more', 'Show %1 more', rows.length - most)}
        </button>
      )}
      {text !== null && (
        <details>
          <summary>{text.title}</summary>
          <pre>{revealBidi(text.content)}</pre>
        </details>
      )}
    </section>
  );
}

interface IRowProps {
  readonly row: readonly string[];

  /** What of the card it shows; null for what cannot be commented here. */
  readonly part: CardPart | null;
}

function Row({ row, part }: IRowProps): React.JSX.Element {
  return part === null ? (
    <tr>
      <Cells row={row} />
    </tr>
  ) : (
    <CommentedRow row={row} part={part} />
  );
}

function CommentedRow({ row, part }: IRowProps & { readonly part: CardPart }): React.JSX.Element {
  const { attributes, beside } = useCommented(part);
  const { isOpen } = useFolded([part]);
  return (
    <>
      <tr className="mlc-Entry" {...attributes}>
        <Cells row={row} />
        {beside !== null && <td className="mlc-Entry-cell">{beside}</td>}
      </tr>
      {isOpen && (
        <tr className="mlc-Entry-below">
          <td colSpan={row.length + 1}>
            <Below parts={[part]} />
          </td>
        </tr>
      )}
    </>
  );
}

function Cells({ row }: Pick<IRowProps, 'row'>): React.JSX.Element {
  const [name, ...values] = row;
  return (
    <>
      <th scope="row">{revealBidi(name ?? '')}</th>
      {values.map((value, index) => (
        <td key={index}>{revealBidi(value)}</td>
      ))}
    </>
  );
}
