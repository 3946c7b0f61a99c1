import React, { createContext, useContext } from 'react';
import type { IFileComments } from '../comments/tokens';
import type { CardPart, ICardEntries } from './entries';

/** Comments on a card, and which of its parts they are on. */
export interface ICardComments {
  readonly entries: ICardEntries;
  readonly comments: IFileComments;
}

/** Null where a card cannot be commented: in an output, and before it is published. */
export const CommentsOnCard = createContext<ICardComments | null>(null);

export interface ICommentedPart {
  /** What the node of the part carries. */
  readonly attributes: Readonly<Record<string, string>>;

  /** The count of its comments and the button that begins one. */
  readonly beside: React.ReactNode;
}

const NOTHING: ICommentedPart = { attributes: {}, beside: null };

/** What goes onto and into the node of a part, which is to have the class `mlc-Entry`. */
export function useCommented(part: CardPart): ICommentedPart {
  const found = useContext(CommentsOnCard);
  const entry = found?.entries.of(part) ?? null;
  return found === null || entry === null
    ? NOTHING
    : { attributes: found.comments.attributes(entry), beside: found.comments.beside(entry) };
}

/** What is open on some parts of a card, beneath them. */
export function Below({ parts }: { readonly parts: readonly CardPart[] }): React.JSX.Element {
  const found = useContext(CommentsOnCard);
  return (
    <>
      {parts.map((part, index) => {
        const entry = found?.entries.of(part) ?? null;
        return <React.Fragment key={index}>{entry && found?.comments.below(entry)}</React.Fragment>;
      })}
    </>
  );
}

export interface IFolded {
  /** Something is open on them. */
  readonly isOpen: boolean;

  /** They have to be seen: something is open on them, or one of them is to be picked. */
  readonly isNeeded: boolean;

  /** How many comments they have. */
  readonly count: number;
}

/** What is known of parts that may be folded away. */
export function useFolded(parts: readonly CardPart[]): IFolded {
  const found = useContext(CommentsOnCard);
  if (found === null) {
    return { isOpen: false, isNeeded: false, count: 0 };
  }
  const { comments } = found;
  const entries = parts.flatMap(part => found.entries.of(part) ?? []);
  const isOpen = comments.isOpen(entries);
  const isNeeded = isOpen || (comments.isPicking && entries.length > 0);
  return { isOpen, isNeeded, count: comments.count(entries) };
}
