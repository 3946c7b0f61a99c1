import { useEffect, useMemo, useState, type KeyboardEvent } from 'react';
import { sentenceOf } from '../core/errors';
import { isSame } from './choice';
import { sectionsOf, type IKnown, type IOffer, type ISection } from './offers';
import type { ISidePickerProps } from './SidePicker';

/** Enough to choose from while the rest is looked up. */
const NOTHING_YET: IKnown = {
  isOpen: false,
  versions: null,
  gitProblem: null,
  commits: [],
  notebooks: []
};

export interface IPicking {
  readonly typed: string;

  /** Null until loaded. */
  readonly known: IKnown | null;
  readonly sections: readonly ISection[];

  /** The one that Enter chooses. */
  readonly active: IOffer | undefined;

  /** Why the last choice was none. */
  readonly problem: string | null;
  readonly isBusy: boolean;
  type(text: string): void;
  choose(offer: IOffer): Promise<void>;
  onKeyDown(event: KeyboardEvent): void;
}

/** What is typed and chosen in a picker of sides. */
export function usePicking(props: ISidePickerProps): IPicking {
  const { current, trans, onClose } = props;
  const [typed, setTyped] = useState('');
  const [walked, setWalked] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const known = useKnown(props);
  const sections = useMemo(
    () => sectionsOf(known ?? NOTHING_YET, typed, trans),
    [known, typed, trans]
  );
  const offers = sections.flatMap(section => section.offers);
  const here = offers.findIndex(({ choice, label }) =>
    typed === '' ? isSame(choice, current) : label === typed.trim()
  );
  const at = Math.min(walked ?? Math.max(0, here), offers.length - 1);
  const active = offers[at];
  const type = (text: string): void => {
    setTyped(text);
    setWalked(null);
    setProblem(null);
  };
  const choose = async (offer: IOffer): Promise<void> => {
    setBusy(true);
    const sentence = await chosen(props, offer, typed);
    setBusy(false);
    setProblem(sentence);
    if (sentence === null) {
      onClose();
    }
  };
  const keys: Readonly<Record<string, (() => void) | undefined>> = {
    ArrowDown: () => setWalked(Math.min(at + 1, offers.length - 1)),
    ArrowUp: () => setWalked(Math.max(at - 1, 0)),
    Enter: active && !isBusy ? () => void choose(active) : undefined,
    Escape: onClose
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const act = keys[event.key];
    if (act && !event.nativeEvent.isComposing) {
      event.preventDefault();
      event.stopPropagation();
      act();
    }
  };
  return { typed, known, sections, active, problem, isBusy, type, choose, onKeyDown };
}

/** The sentence why an offer cannot be a side; null once it is one. */
async function chosen(
  { finder, onChoose }: ISidePickerProps,
  { choice }: IOffer,
  typed: string
): Promise<string | null> {
  try {
    return await onChoose(choice ?? (await finder.notebookAt(typed.trim())));
  } catch (problem) {
    return sentenceOf(problem);
  }
}

function useKnown({ finder }: ISidePickerProps): IKnown | null {
  const [known, setKnown] = useState<IKnown | null>(null);
  useEffect(() => {
    let isHere = true;
    void finder.known().then(found => isHere && setKnown(found));
    return () => {
      isHere = false;
    };
  }, [finder]);
  return known;
}
