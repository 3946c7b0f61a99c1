import React from 'react';
import { revealBidi } from '../../ui/bidi';
import { Failure } from '../../ui/Failure';
import { Picture } from '../../ui/ImagePair';
import { useAddress } from '../OutputImages';
import { IMAGES } from '../outputs';
import type { Media } from '../tokens';
import { sizeWord } from '../../ui/size';
import type { IMergeViewProps } from './services';
import type { MergeCell } from './tokens';

const MOST_LINES = 12;
const PLAIN = 'text/plain';

export interface IOutputFormsProps extends Pick<IMergeViewProps, 'merging' | 'trans'> {
  readonly outputs: MergeCell['outputs'];
}

/** Outputs of one version in short: beginnings of texts, and images. Nothing in them is run. */
export function OutputForms({ outputs, merging, trans }: IOutputFormsProps): React.JSX.Element {
  if (outputs.length === 0) {
    return <p className="mlc-Notice">{trans.__('No outputs')}</p>;
  }
  return (
    <>
      {outputs.map(output => (
        <OutputForm key={output.index} output={output} merging={merging} trans={trans} />
      ))}
    </>
  );
}

function OutputForm({
  output,
  merging,
  trans
}: Omit<IOutputFormsProps, 'outputs'> & {
  readonly output: MergeCell['outputs'][number];
}): React.JSX.Element {
  if (output.errorName !== null) {
    const sentence = `${output.errorName}: ${output.errorValue ?? ''}`;
    return <pre className="mlc-OutputForm">{revealBidi(sentence)}</pre>;
  }
  const { media } = output;
  const image = media.find(({ mime }) => IMAGES.includes(mime));
  if (image !== undefined) {
    return <Thumbnail media={image} merging={merging} trans={trans} />;
  }
  const text = media.find(each => each.mime === PLAIN && each.text !== null);
  const [shown = null] = text === undefined ? media : [text];
  if (shown?.text == null) {
    const size = sizeWord(shown?.bytes ?? 0, trans);
    return <p className="mlc-Notice">{trans.__('%1, %2', shown?.mime ?? '', size)}</p>;
  }
  const lines = shown.text.split('\n');
  const cut = lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES), '…'] : lines;
  return <pre className="mlc-OutputForm">{cut.join('\n')}</pre>;
}

function Thumbnail({
  media,
  merging,
  trans
}: Omit<IOutputFormsProps, 'outputs'> & { readonly media: Media }): React.JSX.Element {
  const { address, problem } = useAddress(media, merging);
  return problem === null ? (
    <Picture label={media.mime} address={address} trans={trans} />
  ) : (
    <Failure message={problem} trans={trans} />
  );
}
