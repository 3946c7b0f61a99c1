import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useState } from 'react';
import { revealBidi } from '../ui/bidi';
import { Below, useCommented } from './commented';
import type { FindFigure } from './figures';
import type { CardFigure } from './tokens';

export interface IFigureProps {
  readonly figure: CardFigure;
  readonly find: FindFigure;
  readonly trans: TranslationBundle;
}

/** A figure with its caption, or which file it would be where that cannot be shown. */
export function Figure({ figure, find, trans }: IFigureProps): React.JSX.Element {
  const address = find(figure);
  const [broken, setBroken] = useState<string | null>(null);
  const { alt, caption, path } = figure;
  const { attributes, beside } = useCommented(figure);
  return (
    <figure className="mlc-Card-figure mlc-Entry" {...attributes}>
      {beside}
      {address !== null && address !== broken ? (
        <img
          src={address}
          alt={alt ?? caption ?? ''}
          loading="lazy"
          decoding="async"
          onError={() => setBroken(address)}
        />
      ) : (
        <p className="mlc-Card-nofigure">
          {trans.__('%1 cannot be shown here.', revealBidi(path))}
        </p>
      )}
      {caption !== null && <figcaption dir="auto">{revealBidi(caption)}</figcaption>}
      <Below parts={[figure]} />
    </figure>
  );
}
