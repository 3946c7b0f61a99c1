import React, { useLayoutEffect, useRef, useState } from 'react';
import { Markdown } from '../ui/Markdown';
import type { ICardSheetProps } from './CardSheet';
import { firstParagraph } from './sentences';
import type { Card } from './tokens';
import { runSentence } from './words';

type IStoryProps = Pick<ICardSheetProps, 'card' | 'trans' | 'typesetter'>;

/** *Believed, did, found, next*, in three lines each until they are opened, and what limits it. */
export function CardStory(props: IStoryProps): React.JSX.Element | null {
  const { card, trans } = props;
  const parts: [string, string | null][] = [
    [trans.__('Believed'), card.hypothesis],
    [trans.__('Did'), joined(card.summary, runSentence(card, trans))],
    [trans.__('Found'), joined(found(card), asList(card.lessons))],
    [trans.__('Next'), asList(card.next)],
    [trans.__('Limits'), card.limitations],
    [trans.__('Risks'), card.risks],
    [trans.__('Intended use'), card.intendedUse],
    [trans.__('Not meant for'), card.outOfScope]
  ];
  const filled = parts.filter((part): part is [string, string] => (part[1] ?? '').trim() !== '');
  return filled.length === 0 ? null : (
    <div className="mlc-Card-story">
      {filled.map(([title, text]) => (
        <Part key={title} {...props} title={title} text={text} />
      ))}
    </div>
  );
}

function Part({
  title,
  text,
  trans,
  typesetter
}: IStoryProps & { readonly title: string; readonly text: string }): React.JSX.Element {
  const node = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const isCut = useIsCut(node, text);
  return (
    <section className="mlc-Card-part">
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
function found({ conclusion }: Card): string | null {
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
