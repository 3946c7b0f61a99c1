import { useCallback, useEffect, useRef, useState } from 'react';
import type { IDrafts } from '../core/tokens';

/** The text of a composer: what was typed before, or `initial`; kept in the browser while it is being written. */
export interface IDraft {
  readonly text: string;
  setText(text: string): void;

  /** Empties it here and in the browser. */
  clear(): void;
}

/**
 * @param key - where the draft is kept; null keeps none
 * @param alias - see `IDrafts.get`
 * @param initial - what stands there when there is no draft, such as the text that is edited
 */
export function useDraft(
  drafts: IDrafts,
  key: string | null,
  initial: string,
  alias?: string
): IDraft {
  const [text, show] = useState(initial);
  const touched = useRef(false);
  useEffect(() => {
    let wanted = true;
    if (key !== null) {
      void drafts.get(key, alias).then(kept => {
        // Whoever types before the draft is found keeps what they typed.
        if (wanted && !touched.current && kept !== '') {
          show(kept);
        }
      });
    }
    return () => {
      wanted = false;
    };
  }, [drafts, key, alias]);
  const setText = useCallback(
    (changed: string) => {
      touched.current = true;
      show(changed);
      if (key !== null) {
        void drafts.set(key, changed === initial ? '' : changed, alias);
      }
    },
    [drafts, key, initial, alias]
  );
  return { text, setText, clear: () => setText('') };
}
