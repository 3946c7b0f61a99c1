import React from 'react';
import { Segments } from '../ui/Segments';
import { keyOf } from './keys';
import { RenderedChange } from './RenderedChange';
import { SourceChange, type ISourceChangeProps } from './SourceChange';

/** A Markdown cell, as its source or as it reads: chosen for the cell, else for all. */
export function MarkdownChange(props: ISourceChangeProps): React.JSX.Element {
  const { row, changes, trans } = props;
  const { looks, shown } = changes;
  const thing = `Markdown ${keyOf(row)}`;
  const look = looks.get<'source' | 'rendered'>(thing, shown.isRendered ? 'rendered' : 'source');
  const choices = [
    ['source', trans.__('Source')],
    ['rendered', trans.__('Rendered')]
  ] as const;
  return (
    <>
      <Segments
        className="mlc-mod-cell"
        label={trans.__('Shown as')}
        value={look}
        choices={choices}
        onChoose={each => looks.set(thing, each)}
      />
      {look === 'source' ? <SourceChange {...props} /> : <RenderedChange {...props} />}
    </>
  );
}
