import React, { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { sentenceOf } from '../core/errors';
import { compareMarkdown, type IBlockChange } from './markdownblocks';
import type { IViewServices } from './services';
import { SourceChange, type ISourceChangeProps } from './SourceChange';
import type { CellDetail, Media } from './tokens';

const DRAWN = /^data:image\/(?:png|jpeg|gif|webp);base64,[a-z0-9+/=\s]+$/i;
const ATTACHMENT = 'attachment:';

/** Markdown as it reads, before and after, with the blocks that differ marked; as its source where it is too long. */
export function RenderedChange(props: ISourceChangeProps): React.JSX.Element {
  const { detail, layout, trans } = props;
  const { oldSource, newSource } = detail;
  const blocks = useMemo(() => compareMarkdown(oldSource, newSource), [oldSource, newSource]);
  if (blocks === null) {
    return (
      <>
        <p className="mlc-Notice">{trans.__('Too long or too deeply nested to be formatted.')}</p>
        <SourceChange {...props} />
      </>
    );
  }
  const isSplit = layout === 'split' && blocks.some(({ status }) => status !== 'same');
  const isBoth = oldSource !== null && newSource !== null;
  return (
    <div className={`mlc-Rendered ${isSplit && isBoth ? 'mlc-mod-split' : ''}`}>
      {blocks.map((block, index) => (
        <Pair key={index} {...props} block={block} isSplit={isSplit && isBoth} />
      ))}
    </div>
  );
}

interface IPairProps extends ISourceChangeProps {
  readonly block: IBlockChange;
  readonly isSplit: boolean;
}

function Pair({ block, isSplit, ...props }: IPairProps): React.JSX.Element {
  const { old, new: now, status } = block;
  const isSame = status === 'same';
  return (
    <>
      {(isSplit || !isSame) && (
        <Block {...props} content={old} side="old" isMarked={!isSame} isHolding={isSplit} />
      )}
      <Block {...props} content={now} side="new" isMarked={!isSame} isHolding={isSplit} />
    </>
  );
}

interface IBlockProps extends Pick<IViewServices, 'changes' | 'trans' | 'typesetter'> {
  readonly detail: CellDetail;
  readonly content: DocumentFragment | null;
  readonly side: 'old' | 'new';
  readonly isMarked: boolean;

  /** Whether its place stays empty where there is nothing. */
  readonly isHolding: boolean;
}

function Block(props: IBlockProps): React.JSX.Element | null {
  const { content, side, detail, changes, trans, typesetter, isMarked, isHolding } = props;
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const node = host.current;
    if (node === null || content === null) {
      return;
    }
    node.replaceChildren(content.cloneNode(true));
    node.querySelectorAll('img').forEach(image => {
      const media = attachment(detail, side, image.title);
      const words = trans.__('[image: %1]', image.alt || image.title.slice(0, 200));
      draw(image, media, changes).then(
        isDrawn => {
          if (!isDrawn) {
            image.replaceWith(words);
          }
        },
        (problem: unknown) => image.replaceWith(`${words} ${sentenceOf(problem)}`)
      );
    });
  }, [content, detail, side, changes, trans]);
  useEffect(() => {
    const formulas = host.current?.querySelectorAll<HTMLElement>('span:not([class])') ?? [];
    formulas.forEach(formula => void typesetter?.typeset(formula));
  }, [content, detail, side, changes, trans, typesetter]);
  if (content === null && !isHolding) {
    return null;
  }
  const state =
    content === null ? 'none' : isMarked ? (side === 'old' ? 'removed' : 'added') : 'same';
  return (
    <div ref={host} className={`mlc-Rendered-block mlc-Markdown mlc-mod-${state}`} dir="auto" />
  );
}

/** The picture that a cell keeps under that address; null when the address is another. */
function attachment(detail: CellDetail, side: 'old' | 'new', address: string): Media | null {
  if (!address.startsWith(ATTACHMENT)) {
    return null;
  }
  const name = decoded(address.slice(ATTACHMENT.length));
  const found = detail.attachments.find(each => each.name === name);
  return (found?.[side] ?? []).find(({ mime }) => DRAWN.test(`data:${mime};base64,A`)) ?? null;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Draws what the cell itself holds, and nothing from elsewhere: false where that is nothing. */
async function draw(
  image: HTMLImageElement,
  media: Media | null,
  changes: IViewServices['changes']
): Promise<boolean> {
  const address =
    media === null
      ? image.title
      : `data:${media.mime};base64,${(await changes.payload(media.sha256)).data}`;
  if (!DRAWN.test(address)) {
    return false;
  }
  image.removeAttribute('title');
  image.src = address.replace(/\s/g, '');
  return true;
}
