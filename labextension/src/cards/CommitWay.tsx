import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import { revealBidi } from '../ui/bidi';
import { CopyButton } from '../ui/CopyButton';

/** How a published card is committed: the command, to be run by the person. */
export function CommitWay({
  command,
  trans
}: {
  readonly command: string;
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  return (
    <section className="mlc-Publish-commit" aria-label={trans.__('Commit')}>
      <p>{trans.__('Run this in a terminal, in the folder of the project:')}</p>
      <pre tabIndex={0}>{revealBidi(command)}</pre>
      <CopyButton command={command} trans={trans} />
    </section>
  );
}
