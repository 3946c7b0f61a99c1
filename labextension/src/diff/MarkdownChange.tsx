import React from 'react';
import { keyOf } from './keys';
import { RenderedChange } from './RenderedChange';
import { SourceChange, type ISourceChangeProps } from './SourceChange';

/** A Markdown cell, as its source or as it reads: chosen for the cell, else for all. */
export function MarkdownChange(props: ISourceChangeProps): React.JSX.Element {
  const { row, changes, trans } = props;
  const { looks, shown } = changes;
  const thing = `Markdown ${keyOf(row)}`;
  const look = looks.get<'source' | 'rendered'>(thing, shown.isRendered ? 'rendered' : 'source');
  const words = { source: trans.__('Source'), rendered: trans.__('Rendered') };
  return (
    <>
      <div className="mlc-OutputForms mlc-mod-cell" role="group" aria-label={trans.__('Shown as')}>
        {(['source', 'rendered'] as const).map(each => (
          <button
            key={each}
            type="button"
            className="mlc-OutputForms-form"
            aria-pressed={each === look}
            onClick={() => looks.set(thing, each)}
          >
            {words[each]}
          </button>
        ))}
      </div>
      {look === 'source' ? <SourceChange {...props} /> : <RenderedChange {...props} />}
    </>
  );
}
