import React, { useEffect, useState } from 'react';
import { sentenceOf } from '../core/errors';
import { Failure } from '../ui/Failure';
import { PixelDifference } from './PixelDifference';
import type { IViewServices } from './services';
import type { Media } from './tokens';

type PictureLook = 'side' | 'swipe' | 'difference';
const LOOKS: readonly PictureLook[] = ['side', 'swipe', 'difference'];

export interface IImagePairProps extends Pick<IViewServices, 'changes' | 'trans'> {
  readonly old: Media | null;
  readonly new: Media | null;
}

/** An image before and after: side by side, one over the other, or which pixels differ. Chosen for the whole view. */
export function ImagePair(props: IImagePairProps): React.JSX.Element {
  const { old, new: now, changes, trans } = props;
  const before = useAddress(old, changes);
  const after = useAddress(now, changes);
  const problem = before.problem ?? after.problem;
  if (problem !== null) {
    return <Failure message={problem} trans={trans} />;
  }
  if (old === null || now === null) {
    return <SideBySide {...props} before={before.address} after={after.address} />;
  }
  const look = changes.looks.get<PictureLook>('picture', 'side');
  const [one, other] = [before.address, after.address];
  return (
    <>
      <Looks {...props} look={look} />
      {look === 'side' && <SideBySide {...props} before={one} after={other} />}
      {look === 'swipe' && one && other && <Swipe trans={trans} before={one} after={other} />}
      {look === 'difference' && one && other && (
        <PixelDifference trans={trans} before={one} after={other} />
      )}
    </>
  );
}

function Looks(props: IImagePairProps & { readonly look: PictureLook }): React.JSX.Element {
  const { look, changes, trans } = props;
  const words = {
    side: trans.__('Side by side'),
    swipe: trans.__('Swipe'),
    difference: trans.__('Difference')
  };
  return (
    <div className="mlc-OutputForms" role="group" aria-label={trans.__('Compare images')}>
      {LOOKS.map(each => (
        <button
          key={each}
          type="button"
          className="mlc-OutputForms-form"
          aria-pressed={each === look}
          onClick={() => changes.looks.set('picture', each)}
        >
          {words[each]}
        </button>
      ))}
    </div>
  );
}

interface ISideBySideProps extends IImagePairProps {
  readonly before: string | null;
  readonly after: string | null;
}

function SideBySide(props: ISideBySideProps): React.JSX.Element {
  const { old, new: now, before, after, trans } = props;
  return (
    <div className="mlc-ImagePair">
      {old && <Picture label={trans.__('Before')} address={before} />}
      {now && <Picture label={trans.__('After')} address={after} />}
    </div>
  );
}

/** An image, once its address is known. */
export function Picture(props: {
  readonly label: string;
  readonly address: string | null;
}): React.JSX.Element {
  const { label, address } = props;
  return (
    <figure className="mlc-ImagePair-picture">
      <figcaption>{label}</figcaption>
      {address !== null && <img src={address} alt={label} />}
    </figure>
  );
}

/** The image after over the one before, as far as a slider says. */
function Swipe(props: {
  readonly trans: IImagePairProps['trans'];
  readonly before: string;
  readonly after: string;
}): React.JSX.Element {
  const { before, after, trans } = props;
  const [percent, setPercent] = useState(50);
  return (
    <div className="mlc-ImageSwipe">
      <div className="mlc-ImageSwipe-stack">
        <img src={before} alt={trans.__('Before')} />
        <div className="mlc-ImageSwipe-after" style={{ clipPath: `inset(0 0 0 ${percent}%)` }}>
          <img src={after} alt={trans.__('After')} />
        </div>
        <div className="mlc-ImageSwipe-edge" style={{ insetInlineStart: `${percent}%` }} />
      </div>
      <label className="mlc-ImageSwipe-slider">
        {trans.__('Before')}
        <input
          type="range"
          min={0}
          max={100}
          value={percent}
          aria-label={trans.__('How much is from before')}
          aria-valuetext={trans.__('%1 %', percent)}
          onChange={({ target }) => setPercent(Number(target.value))}
        />
        {trans.__('After')}
      </label>
    </div>
  );
}

export interface IAddress {
  readonly address: string | null;
  readonly problem: string | null;
}

/** The image as an address that needs no server. */
export function useAddress(
  media: Media | null,
  changes: Pick<IImagePairProps['changes'], 'payload'>
): IAddress {
  const [found, setFound] = useState<IAddress>({ address: null, problem: null });
  const { sha256, mime } = media ?? {};
  useEffect(() => {
    let isGone = false;
    if (sha256 === undefined) {
      return undefined;
    }
    changes.payload(sha256).then(
      ({ data }) => {
        const address = `data:${mime};base64,${data.replace(/\s/g, '')}`;
        if (!isGone) {
          setFound({ address, problem: null });
        }
      },
      (error: unknown) => !isGone && setFound({ address: null, problem: sentenceOf(error) })
    );
    return () => {
      isGone = true;
    };
  }, [changes, sha256, mime]);
  return found;
}
