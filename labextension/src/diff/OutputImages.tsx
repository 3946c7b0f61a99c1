import React, { useEffect, useState } from 'react';
import { sentenceOf } from '../core/errors';
import { Failure } from '../ui/Failure';
import { ImagePair, type PictureLook } from '../ui/ImagePair';
import type { IViewServices } from './services';
import type { Media } from './tokens';

export interface IOutputImagesProps extends Pick<IViewServices, 'changes' | 'trans'> {
  readonly old: Media | null;
  readonly new: Media | null;
}

/** An image before and after. How the two are shown is chosen for the whole view. */
export function OutputImages(props: IOutputImagesProps): React.JSX.Element {
  const { old, new: now, changes, trans } = props;
  const before = useAddress(old, changes);
  const after = useAddress(now, changes);
  const problem = before.problem ?? after.problem;
  if (problem !== null) {
    return <Failure message={problem} trans={trans} />;
  }
  return (
    <ImagePair
      before={old && { label: trans.__('Before'), address: before.address }}
      after={now && { label: trans.__('After'), address: after.address }}
      look={changes.looks.get<PictureLook>('picture', 'side')}
      trans={trans}
      onLook={look => changes.looks.set('picture', look)}
    />
  );
}

export interface IAddress {
  readonly address: string | null;
  readonly problem: string | null;
}

/** The image as an address that needs no server. */
export function useAddress(
  media: Media | null,
  changes: Pick<IOutputImagesProps['changes'], 'payload'>
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
