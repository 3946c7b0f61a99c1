import type { KeyboardEvent, RefObject } from 'react';
import { useLayoutEffect, useRef, useState } from 'react';
import type { KnownPerson } from '../core/tokens';
import type { IMentionTyped } from './mentions';
import { completed, matching, mentionAt } from './mentions';

/** The list of people under a text in which a mention is being typed. */
export interface IMentions {
  /** Empty while no list is shown. */
  readonly offered: readonly KnownPerson[];
  readonly selected: number;

  /** To be called whenever the text or the caret has changed. */
  follow(): void;
  pick(person: KnownPerson): void;
  close(): void;

  /** Keys that are for the list go no further. */
  onKey(event: KeyboardEvent): void;
}

/** Completes mentions in a text area; up, down, Enter, Tab and Escape are for the list while it is shown. */
export function useMentions(
  area: RefObject<HTMLTextAreaElement>,
  people: readonly KnownPerson[],
  setText: (text: string) => void
): IMentions {
  const [typed, setTyped] = useState<IMentionTyped | null>(null);
  const [selected, setSelected] = useState(0);
  const caret = useRef<number | null>(null);
  const offered = typed === null ? [] : matching(people, typed.query);
  useLayoutEffect(() => {
    if (caret.current !== null) {
      area.current?.setSelectionRange(caret.current, caret.current);
      caret.current = null;
    }
  });
  const follow = (): void => {
    const { value = '', selectionStart = 0, selectionEnd = 0 } = area.current ?? {};
    const now = selectionStart === selectionEnd ? mentionAt(value, selectionStart) : null;
    if (now?.query !== typed?.query || now?.start !== typed?.start) {
      setTyped(now);
      setSelected(0);
    }
  };
  const pick = ({ handle }: KnownPerson): void => {
    if (typed !== null && area.current !== null) {
      const done = completed(area.current.value, typed, handle);
      caret.current = done.caret;
      setText(done.text);
      setTyped(null);
    }
  };
  const close = (): void => setTyped(null);
  const move = (by: number): void => setSelected((selected + by + offered.length) % offered.length);
  const pickSelected = (): void => {
    const person = offered[selected];
    if (person !== undefined) {
      pick(person);
    }
  };
  const onKey = (event: KeyboardEvent): void => {
    if (offered.length > 0) {
      handleKey(event, { move, close, pick: pickSelected });
    }
  };
  return { offered, selected, follow, pick, close, onKey };
}

interface IListActions {
  move(by: number): void;
  close(): void;
  pick(): void;
}

function handleKey(event: KeyboardEvent, list: IListActions): void {
  const modified = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
  const actions: Record<string, () => void> = {
    ArrowDown: () => list.move(1),
    ArrowUp: () => list.move(-1),
    Enter: () => list.pick(),
    Tab: () => list.pick(),
    Escape: () => list.close()
  };
  const action = modified ? undefined : actions[event.key];
  if (action !== undefined) {
    event.preventDefault();
    event.stopPropagation();
    action();
  }
}
