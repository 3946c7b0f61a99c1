import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useState } from 'react';
import { PixelDifference } from './PixelDifference';
import { Segments } from './Segments';

export type PictureLook = 'side' | 'swipe' | 'difference';

export interface IPicture {
  readonly label: string;

  /** Null until it is known. */
  readonly address: string | null;
}

export interface IImagePairProps {
  /** One of the two is null where there is no image on that side. */
  readonly before: IPicture | null;
  readonly after: IPicture | null;
  readonly look: PictureLook;
  readonly trans: TranslationBundle;
  onLook(look: PictureLook): void;
}

/** Two images: side by side, one over the other, or which pixels differ. */
export function ImagePair(props: IImagePairProps): React.JSX.Element {
  const { before, after, look, trans } = props;
  if (before === null || after === null) {
    return <SideBySide {...props} />;
  }
  const [one, other] = [before.address, after.address];
  return (
    <>
      <Looks {...props} />
      {look === 'side' && <SideBySide {...props} />}
      {look === 'swipe' && one !== null && other !== null && (
        <Swipe
          trans={trans}
          before={{ ...before, address: one }}
          after={{ ...after, address: other }}
        />
      )}
      {look === 'difference' && one !== null && other !== null && (
        <PixelDifference trans={trans} before={one} after={other} />
      )}
    </>
  );
}

function Looks({ look, onLook, trans }: IImagePairProps): React.JSX.Element {
  const choices = [
    ['side', trans.__('Side by side')],
    ['swipe', trans.__('Swipe')],
    ['difference', trans.__('Difference')]
  ] as const;
  return (
    <Segments label={trans.__('Compare images')} value={look} choices={choices} onChoose={onLook} />
  );
}

function SideBySide({ before, after, trans }: IImagePairProps): React.JSX.Element {
  return (
    <div className="mlc-ImagePair">
      {before && <Picture {...before} trans={trans} />}
      {after && <Picture {...after} trans={trans} />}
    </div>
  );
}

/** An image, once its address is known. */
export function Picture(
  props: IPicture & { readonly trans: TranslationBundle }
): React.JSX.Element {
  const { label, address, trans } = props;
  const [broken, setBroken] = useState<string | null>(null);
  return (
    <figure className="mlc-ImagePair-picture">
      <figcaption>{label}</figcaption>
      {address !== null && address === broken && (
        <p className="mlc-Notice">{trans.__('The image cannot be shown.')}</p>
      )}
      {address !== null && address !== broken && (
        <img src={address} alt={label} onError={() => setBroken(address)} />
      )}
    </figure>
  );
}

type Shown = IPicture & { readonly address: string };

/** The second image over the first, as far as a slider says. */
function Swipe(props: {
  readonly trans: TranslationBundle;
  readonly before: Shown;
  readonly after: Shown;
}): React.JSX.Element {
  const { before, after, trans } = props;
  const [percent, setPercent] = useState(50);
  return (
    <div className="mlc-ImageSwipe">
      <div className="mlc-ImageSwipe-stack">
        <img src={before.address} alt={before.label} />
        <div className="mlc-ImageSwipe-after" style={{ clipPath: `inset(0 0 0 ${percent}%)` }}>
          <img src={after.address} alt={after.label} />
        </div>
        <div className="mlc-ImageSwipe-edge" style={{ insetInlineStart: `${percent}%` }} />
      </div>
      <label className="mlc-ImageSwipe-slider">
        <span>{before.label}</span>
        <input
          type="range"
          min={0}
          max={100}
          value={percent}
          aria-label={trans.__('How much to show of: %1', before.label)}
          aria-valuetext={trans.__('%1 %', percent)}
          onChange={({ target }) => setPercent(Number(target.value))}
        />
        <span>{after.label}</span>
      </label>
    </div>
  );
}
