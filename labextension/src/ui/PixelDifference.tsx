import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useEffect, useRef, useState } from 'react';
import { comparePixels, percentOf } from './pixels';

const MOST_PIXELS = 16_000_000;

export interface IPixelDifferenceProps {
  /** Addresses of the images. */
  readonly before: string;
  readonly after: string;
  readonly trans: TranslationBundle;
}

/** Which pixels of two images differ, and how many. */
export function PixelDifference(props: IPixelDifferenceProps): React.JSX.Element {
  const { before, after, trans } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [sentence, setSentence] = useState('');
  useEffect(() => {
    let isGone = false;
    void draw(before, after, canvas.current, trans).then(said => {
      if (!isGone) {
        setSentence(said);
      }
    });
    return () => {
      isGone = true;
    };
  }, [before, after, trans]);
  return (
    <figure className="mlc-ImagePair-picture mlc-mod-difference">
      <figcaption role="status">{sentence}</figcaption>
      <canvas ref={canvas} width={0} height={0} role="img" aria-label={trans.__('Difference')} />
    </figure>
  );
}

/** Draws the difference, and says how large it is, or why it cannot be told. */
async function draw(
  before: string,
  after: string,
  canvas: HTMLCanvasElement | null,
  trans: TranslationBundle
): Promise<string> {
  try {
    const [old, now] = await Promise.all([loaded(before), loaded(after)]);
    const width = Math.max(old.naturalWidth, now.naturalWidth);
    const height = Math.max(old.naturalHeight, now.naturalHeight);
    if (canvas === null || width * height > MOST_PIXELS) {
      return trans.__('The images are too large to compare their pixels.');
    }
    const [one, other] = [old, now].map(image => pixelsOf(image, width, height));
    if (one === undefined || other === undefined) {
      return '';
    }
    const { pixels, share } = comparePixels(one, other);
    canvas.width = width;
    canvas.height = height;
    canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
    return sentenceOn(old, now, share, trans);
  } catch {
    return trans.__('An image cannot be read.');
  }
}

function sentenceOn(
  old: HTMLImageElement,
  now: HTMLImageElement,
  share: number,
  trans: TranslationBundle
): string {
  const [before, after] = [old, now].map(each => `${each.naturalWidth} × ${each.naturalHeight}`);
  const said =
    share === 0
      ? trans.__('The pixels are the same.')
      : trans.__('%1 % of the pixels differ.', percentOf(share));
  return before === after || before === undefined || after === undefined
    ? said
    : trans.__('%1 The size was %2 and is %3.', said, before, after);
}

async function loaded(address: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = address;
  await image.decode();
  return image;
}

/** The image's pixels on white paper of a size. */
function pixelsOf(image: HTMLImageElement, width: number, height: number): Uint8ClampedArray {
  const paper = document.createElement('canvas');
  paper.width = width;
  paper.height = height;
  const context = paper.getContext('2d', { willReadFrequently: true });
  if (context === null) {
    throw new Error('A browser without canvas.');
  }
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, width, height).data;
}
