import { useState } from 'react';
import { sentenceOf } from '../core/errors';
import { excessBytes } from './TextField';
import type { IDraft } from './useDraft';

interface ISendingState {
  readonly busy: boolean;

  /** The sentence of the last failure. */
  readonly problem: string | null;
}

/** Sending what was written. */
export interface ISending extends ISendingState {
  readonly possible: boolean;
  readonly blocking: boolean;
  setBlocking(blocking: boolean): void;
  send(): Promise<void>;
}

/** What a composer begins with, as far as it decides what is worth sending. */
export interface ISendable {
  readonly initialText?: string;
  readonly initialBlocking?: boolean;
  readonly sendUnchanged?: boolean;
}

/** Sends once at a time, and keeps the text until that has succeeded. */
export function useSending(
  draft: IDraft,
  { initialText = '', initialBlocking = false, sendUnchanged = false }: ISendable,
  onSend: (text: string, blocking: boolean) => Promise<void>
): ISending {
  const [state, setState] = useState<ISendingState>({ busy: false, problem: null });
  const [blocking, setBlocking] = useState(initialBlocking);
  const { text } = draft;
  const isNew = sendUnchanged || text !== initialText;
  const worthSending = text.trim() !== '' && isNew && excessBytes(text) === 0;
  const possible = worthSending && !state.busy;
  const send = async (): Promise<void> => {
    if (!possible) {
      return;
    }
    setState({ busy: true, problem: null });
    try {
      await onSend(text, blocking);
      draft.clear();
      setBlocking(false);
      setState({ busy: false, problem: null });
    } catch (problem) {
      setState({ busy: false, problem: sentenceOf(problem) });
    }
  };
  return { ...state, possible, blocking, setBlocking, send };
}

/** Leaving without sending. */
export interface ILeaving {
  /** The question whether to throw the text away is being shown. */
  readonly asking: boolean;

  /** Leaves, or asks first when text would be lost. */
  ask(): void;
  leave(): void;
  stay(): void;
}

/** Asks before text is thrown away. */
export function useLeaving(draft: IDraft, initialText: string, onLeft: () => void): ILeaving {
  const [asking, setAsking] = useState(false);
  const leave = (): void => {
    setAsking(false);
    draft.clear();
    onLeft();
  };
  const ask = (): void => {
    if (draft.text === '' || draft.text === initialText) {
      // What was written before may not have been found yet, and stays.
      onLeft();
    } else if (draft.text.trim() === '') {
      leave();
    } else {
      setAsking(true);
    }
  };
  return { asking, ask, leave, stay: () => setAsking(false) };
}
