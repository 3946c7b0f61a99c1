import React, { useEffect, useLayoutEffect, useRef } from 'react';
import { sentenceOf } from '../core/errors';
import type { IBlockChange } from './markdownblocks';
import type { IViewServices } from './services';
import type { Layout } from './shown';
import type { CellDetail, Media } from './tokens';

const DRAWN = /^data:image\/(?:png|jpeg|gif|webp);base64,[a-z0-9+/=\s]+$/i;
const ATTACHMENT = 'attachment:';

export interface IRenderedBlocksProps extends Pick<
  IViewServices,
  'changes' | 'trans' | 'typesetter'
> {
  readonly blocks: readonly IBlockChange[];
  readonly layout: Layout;

  /** Pictures that the text may show by their name. */
  readonly attachments: CellDetail['attachments'];
}

/** Markdown as it reads: two versions side by side where they differ and there is room, else one below the other. */
export function RenderedBlocks(props: IRenderedBlocksProps): React.JSX.Element {
  const { blocks, layout } = props;
  const isSplit =
    layout === 'split' &&
    blocks.some(({ old }) => old !== null) &&
    blocks.some(({ new: now }) => now !== null) &&
    blocks.some(({ status }) => status !== 'same');
  return (
    <div className={`mlc-Rendered ${isSplit ? 'mlc-mod-split' : ''}`}>
      {blocks.map((block, index) => (
        <Pair key={index} {...props} block={block} isSplit={isSplit} />
      ))}
    </div>
  );
}

interface IPairProps extends Omit<IRenderedBlocksProps, 'blocks' | 'layout'> {
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
  readonly attachments: CellDetail['attachments'];
  readonly content: DocumentFragment | null;
  readonly side: 'old' | 'new';
  readonly isMarked: boolean;

  /** Whether its place stays empty where there is nothing. */
  readonly isHolding: boolean;
}

function Block(props: IBlockProps): React.JSX.Element | null {
  const { content, side, attachments, changes, trans, typesetter, isMarked, isHolding } = props;
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const node = host.current;
    node?.replaceChildren(content?.cloneNode(true) ?? '');
    node?.querySelectorAll('img').forEach(image => {
      const media = attachment(attachments, side, image.title);
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
  }, [content, attachments, side, changes, trans]);
  useEffect(() => {
    const formulas = host.current?.querySelectorAll<HTMLElement>('span:not([class])') ?? [];
    formulas.forEach(formula => void typesetter?.typeset(formula));
  }, [content, attachments, side, changes, trans, typesetter]);
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
function attachment(
  attachments: CellDetail['attachments'],
  side: 'old' | 'new',
  address: string
): Media | null {
  if (!address.startsWith(ATTACHMENT)) {
    return null;
  }
  const name = decoded(address.slice(ATTACHMENT.length));
  const found = attachments.find(each => each.name === name);
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
