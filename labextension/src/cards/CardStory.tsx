import React, { useLayoutEffect, useRef, useState } from 'react';
import { Markdown } from '../ui/Markdown';
import { Below, useCommented } from './commented';
import type { ICardSheetProps } from './CardSheet';
import type { FieldName } from './fields';
import { firstParagraph } from './sentences';
import type { Card } from './tokens';
import { runSentence } from './words';

type IStoryProps = Pick<ICardSheetProps, 'card' | 'trans' | 'typesetter'>;

/** A part of the story: what it is called, the field it is, and what it says. */
type Told = readonly [title: string, field: FieldName, text: string | null];

/** *Believed, did, found, next*, in three lines each until they are opened, and what limits it. */
export function CardStory(props: IStoryProps): React.JSX.Element | null {
  const { card, trans } = props;
  const parts: Told[] = [
    [trans.__('Believed'), 'hypothesis', card.hypothesis],
    [trans.__('Did'), 'summary', joined(card.summary, runSentence(card, trans))],
    [trans.__('Found'), 'conclusion', restOf(card)],
    [trans.__('Learned'), 'lessons', asList(card.lessons)],
    [trans.__('Next'), 'next', asList(card.next)],
    [trans.__('Limits'), 'limitations', card.limitations],
    [trans.__('Risks'), 'risks', card.risks],
    [trans.__('Intended use'), 'intendedUse', card.intendedUse],
    [trans.__('Not meant for'), 'outOfScope', card.outOfScope]
  ];
  const filled = parts.filter(([, , text]) => (text ?? '').trim() !== '');
  return filled.length === 0 ? null : (
    <div className="mlc-Card-story">
      {filled.map(([title, field, text]) => (
        <Part key={field} {...props} title={title} field={field} text={text ?? ''} />
      ))}
    </div>
  );
}

function Part({
  title,
  field,
  text,
  trans,
  typesetter
}: IStoryProps & {
  readonly title: string;
  readonly field: FieldName;
  readonly text: string;
}): React.JSX.Element {
  const node = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const isCut = useIsCut(node, text);
  const { attributes, beside } = useCommented(field);
  return (
    <section className="mlc-Card-part mlc-Entry" {...attributes}>
      {beside}
      <h2>{title}</h2>
      <div>
        <div ref={node} className={isOpen ? '' : 'mlc-mod-threeLines'}>
          <Markdown source={text} people={[]} typesetter={typesetter} trans={trans} />
        </div>
        {(isCut || isOpen) && (
          <button
            type="button"
            className="mlc-Link"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? trans.__('Show less') : trans.__('Show all')}
          </button>
        )}
        <Below parts={[field]} />
      </div>
    </section>
  );
}

/** Whether a node holds more than it shows. */
function useIsCut(node: React.RefObject<HTMLElement>, text: string): boolean {
  const [isCut, setCut] = useState(false);
  useLayoutEffect(() => {
    const watched = node.current;
    if (watched === null) {
      return undefined;
    }
    const measure = (): void => setCut(watched.scrollHeight > watched.clientHeight + 1);
    const resizes = new ResizeObserver(measure);
    // The text gets its final height when it is formatted, a moment later.
    const contents = new MutationObserver(measure);
    resizes.observe(watched);
    contents.observe(watched, { childList: true, subtree: true });
    return () => {
      resizes.disconnect();
      contents.disconnect();
    };
  }, [node, text]);
  return isCut;
}

/** The conclusion, unless the sentence above says all of it. */
export function restOf({ conclusion }: Card): string | null {
  return conclusion === null || firstParagraph(conclusion).isAll ? null : conclusion;
}

function joined(...texts: (string | null)[]): string {
  return texts.filter(text => text !== null && text.trim() !== '').join('\n\n');
}

function asList(texts: readonly string[]): string | null {
  const filled = texts.filter(text => text.trim() !== '');
  return filled.length > 1
    ? filled.map(text => `- ${text.trim().replace(/\n/g, '\n  ')}`).join('\n')
    : (filled[0] ?? null);
}
