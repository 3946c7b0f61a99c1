import React, { useState } from 'react';
import { revealBidi } from '../ui/bidi';
import { Markdown } from '../ui/Markdown';
import type { ICardSheetProps } from './CardSheet';
import { sectionsOf, type ISection } from './details';
import { Figure } from './Figure';

const MOST_ROWS = 200;

/** Everything else a card holds, closed at first; nothing when it holds no more. */
export function CardDetails(props: ICardSheetProps): React.JSX.Element | null {
  const { card, figure, trans, typesetter } = props;
  const [isOpen, setOpen] = useState(false);
  const sections = sectionsOf(card, trans);
  const figures = card.figures.slice(1);
  if (sections.length === 0 && figures.length === 0 && card.notes.length === 0) {
    return null;
  }
  return (
    <details className="mlc-Card-details" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{trans.__('Details')}</summary>
      {isOpen && (
        <>
          {sections.map(section => (
            <Section key={section.title} section={section} trans={trans} />
          ))}
          {card.notes.length > 0 && (
            <section>
              <h3>{trans.__('Notes')}</h3>
              {card.notes.map((note, index) => (
                <Markdown
                  key={index}
                  source={note}
                  people={[]}
                  typesetter={typesetter}
                  trans={trans}
                />
              ))}
            </section>
          )}
          {figures.length > 0 && (
            <section>
              <h3>{trans.__('More figures')}</h3>
              {figures.map((each, index) => (
                <Figure key={index} figure={each} find={figure} trans={trans} />
              ))}
            </section>
          )}
        </>
      )}
    </details>
  );
}

function Section({
  section,
  trans
}: Pick<ICardSheetProps, 'trans'> & { readonly section: ISection }): React.JSX.Element {
  const { title, head, rows, text } = section;
  const [most, setMost] = useState(MOST_ROWS);
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
              <Row key={index} row={row} />
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

function Row({ row }: { readonly row: readonly string[] }): React.JSX.Element {
  const [name, ...values] = row;
  return (
    <tr>
      <th scope="row">{revealBidi(name ?? '')}</th>
      {values.map((value, index) => (
        <td key={index}>{revealBidi(value)}</td>
      ))}
    </tr>
  );
}
