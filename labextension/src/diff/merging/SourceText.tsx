import React, { useEffect, useRef } from 'react';
import { compareLines } from '../linediff';
import { showMerge, showText } from '../merge';
import { useLanguage } from '../SourceChange';
import { countLines } from '../wordmarks';
import type { ICompared } from '../textlines';
import type { IMergeViewProps } from './services';

export interface ISourceTextProps extends Pick<
  IMergeViewProps,
  'languages' | 'layout' | 'merging' | 'trans'
> {
  readonly cellType: string;
  readonly label: string;
  readonly text: string;

  /** A text to compare with, on the left. */
  readonly beside?: string;
}

/** A source, read-only, by itself or beside another. */
export function SourceText(props: ISourceTextProps): React.JSX.Element {
  const { beside, cellType, label, languages, layout, merging, text, trans } = props;
  const host = useRef<HTMLDivElement>(null);
  const language = useLanguage(languages, cellType, languageOf(merging));
  useEffect(() => {
    const parent = host.current;
    if (parent === null || language === null) {
      return undefined;
    }
    const options = { language, label, layout, trans };
    return beside === undefined || beside === text
      ? showText(parent, text, options)
      : showMerge(parent, {
          ...options,
          ...(compareLines(beside, text) ?? allOf(beside, text)),
          old: beside,
          new: text,
          control: null
        });
  }, [beside, text, label, language, layout, trans]);
  return <div className="mlc-SourceChange mlc-SourceText" ref={host} />;
}

/** Marks of texts too long to be compared here: all lines differ. */
function allOf(old: string, now: string): ICompared {
  return { lines: [[0, countLines(old), 0, countLines(now)]], ranges: [] };
}

/** The notebook's language, as far as one of the sides names it. */
export function languageOf({ answer }: IMergeViewProps['merging']): string | null {
  return answer?.ours.language ?? answer?.theirs.language ?? null;
}
