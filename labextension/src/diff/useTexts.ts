import { useEffect, useState } from 'react';
import { sentenceOf } from '../core/errors';
import type { Changes } from './model';
import type { Media } from './tokens';

/** The texts of two versions of an output, each null on a side that has none. */
export interface ITexts {
  readonly old: string | null;
  readonly new: string | null;
}

export interface ILoading {
  /** Null until both are here. */
  readonly texts: ITexts | null;
  readonly problem: string | null;
}

/**
 * Texts that the answer held, or that are asked for by their hash.
 *
 * @param isWanted - whether to ask for what is not here
 */
export function useTexts(
  changes: Changes,
  old: Media | null,
  now: Media | null,
  isWanted: boolean
): ILoading {
  const [loaded, setLoaded] = useState<ITexts | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const isHere = [old, now].every(media => media?.text !== null);
  useEffect(() => {
    let isGone = false;
    setLoaded(null);
    setProblem(null);
    if (isHere || !isWanted) {
      return undefined;
    }
    Promise.all([textOf(changes, old), textOf(changes, now)]).then(
      ([before, after]) => !isGone && setLoaded({ old: before, new: after }),
      (error: unknown) => !isGone && setProblem(sentenceOf(error))
    );
    return () => {
      isGone = true;
    };
    // What a medium holds is known by its hash.
  }, [changes, old?.sha256, now?.sha256, isHere, isWanted]);
  return {
    texts: isHere ? { old: old?.text ?? null, new: now?.text ?? null } : loaded,
    problem
  };
}

async function textOf(changes: Changes, media: Media | null): Promise<string | null> {
  return media === null ? null : (media.text ?? (await changes.payload(media.sha256)).data);
}
