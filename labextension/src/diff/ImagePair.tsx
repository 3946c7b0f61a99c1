import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useEffect, useState } from 'react';
import { sentenceOf } from '../core/errors';
import { Failure } from '../ui/Failure';
import type { Changes } from './model';
import type { Media } from './tokens';

export interface IImagePairProps {
  readonly old: Media | null;
  readonly new: Media | null;
  readonly changes: Changes;
  readonly trans: TranslationBundle;
}

/** An image before and after, side by side. */
export function ImagePair({ old, new: now, changes, trans }: IImagePairProps): React.JSX.Element {
  return (
    <div className="mlc-ImagePair">
      {old && <Picture media={old} label={trans.__('Before')} changes={changes} trans={trans} />}
      {now && <Picture media={now} label={trans.__('After')} changes={changes} trans={trans} />}
    </div>
  );
}

interface IPictureProps extends Pick<IImagePairProps, 'changes' | 'trans'> {
  readonly media: Media;
  readonly label: string;
}

function Picture({ media, label, changes, trans }: IPictureProps): React.JSX.Element {
  const [address, setAddress] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { sha256, mime } = media;
  useEffect(() => {
    let isGone = false;
    const show = ({ data }: { data: string }): void => {
      if (!isGone) {
        setAddress(`data:${mime};base64,${data.replace(/\s/g, '')}`);
      }
    };
    changes.payload(sha256).then(show, (error: unknown) => setProblem(sentenceOf(error)));
    return () => {
      isGone = true;
    };
  }, [changes, sha256, mime]);
  return (
    <figure className="mlc-ImagePair-picture">
      <figcaption>{label}</figcaption>
      {problem !== null && <Failure message={problem} trans={trans} />}
      {address !== null && <img src={address} alt={label} />}
    </figure>
  );
}
