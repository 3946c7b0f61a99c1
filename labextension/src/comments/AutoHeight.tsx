import type { Widget } from '@lumino/widgets';
import React, { useEffect, useRef } from 'react';

/** The most of the window's height that is taken from the notebook. */
const MOST = 0.5;

export interface IAutoHeightProps {
  /** Drawn by React, and laid out by a box layout, which knows no height but the one its style says. */
  readonly widget: Widget;
  readonly children: React.ReactNode;
}

/** Makes a widget above a notebook as high as what is in it, up to half of the window. */
export function AutoHeight({ widget, children }: IAutoHeightProps): React.JSX.Element {
  const content = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = content;
    if (current === null) {
      return undefined;
    }
    const fit = (): void => {
      const height = Math.min(current.offsetHeight, Math.round(window.innerHeight * MOST));
      widget.node.style.minHeight = `${height}px`;
      widget.node.style.maxHeight = `${height}px`;
      widget.parent?.fit();
    };
    const growing = new ResizeObserver(fit);
    growing.observe(current);
    return () => growing.disconnect();
  }, [widget]);
  return (
    <div ref={content} className="mlc-NotebookBar-content">
      {children}
    </div>
  );
}
