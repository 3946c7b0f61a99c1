import React, { useMemo } from 'react';
import { compareMarkdown } from './markdownblocks';
import type { IFormProps } from './OutputChange';
import { OutputLines } from './OutputLines';
import { RenderedBlocks } from './RenderedBlocks';
import { SourceChange, type ISourceChangeProps } from './SourceChange';
import type { CellDetail } from './tokens';

const NONE: CellDetail['attachments'] = [];

/** A Markdown cell as it reads, before and after; as its source where it is too long. */
export function RenderedChange(props: ISourceChangeProps): React.JSX.Element {
  const { oldSource, newSource, attachments } = props.detail;
  const blocks = useMemo(() => compareMarkdown(oldSource, newSource), [oldSource, newSource]);
  return blocks === null ? (
    <>
      <TooLong {...props} />
      <SourceChange {...props} />
    </>
  ) : (
    <RenderedBlocks {...props} blocks={blocks} attachments={attachments} />
  );
}

/** An output that is Markdown, in the same way. */
export function RenderedOutput(props: IFormProps): React.JSX.Element {
  const { old, new: now } = props.texts;
  const blocks = useMemo(() => compareMarkdown(old, now), [old, now]);
  return blocks === null ? (
    <>
      <TooLong {...props} />
      <OutputLines {...props} />
    </>
  ) : (
    <RenderedBlocks {...props} blocks={blocks} attachments={NONE} />
  );
}

function TooLong({ trans }: Pick<IFormProps, 'trans'>): React.JSX.Element {
  return <p className="mlc-Notice">{trans.__('Too long or too deeply nested to be formatted.')}</p>;
}
