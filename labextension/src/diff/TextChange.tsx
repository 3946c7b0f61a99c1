import React, { useEffect, useRef } from 'react';
import type { Schemas } from '../core/tokens';
import { revealBidi } from '../ui/bidi';
import { showMerge } from './merge';
import type { IViewServices } from './services';
import type { Layout } from './shown';
import type { Comparison } from './tokens';

export interface ITextChangeProps extends IViewServices {
  readonly comparison: Comparison;
  readonly text: Schemas['TextComparison'];
  readonly layout: Layout;
}

/** Two files as text, where one of them is no notebook that can be read, and why. */
export function TextChange(props: ITextChangeProps): React.JSX.Element {
  const { comparison, text, layout, trans } = props;
  const host = useRef<HTMLDivElement>(null);
  const { old, new: now, lines, ranges } = text;
  useEffect(() => {
    const label = trans.__('File as text');
    return host.current === null
      ? undefined
      : showMerge(host.current, {
          old,
          new: now,
          lines,
          ranges,
          layout,
          language: [],
          label,
          trans,
          control: null
        });
  }, [old, now, lines, ranges, layout, trans]);
  return (
    <div className="mlc-ChangeList mlc-mod-text">
      {[comparison.old, comparison.new].map(
        ({ title, problem }, index) =>
          problem && (
            <p key={index} className="mlc-Notice">
              {revealBidi(title)}: {revealBidi(problem.sentence)}
            </p>
          )
      )}
      {text.cut && (
        <p className="mlc-Notice">
          {trans.__('The files are long: only their beginnings are shown.')}
        </p>
      )}
      <div className="mlc-SourceChange" ref={host} />
    </div>
  );
}
