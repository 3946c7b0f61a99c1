import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useState } from 'react';
import { revealBidi } from '../ui/bidi';
import { copy } from '../ui/clipboard';

/** How a published card is committed: the command, to be run by the person. */
export function CommitWay({
  command,
  trans
}: {
  readonly command: string;
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  const [isCopied, setCopied] = useState(false);
  return (
    <section className="mlc-Publish-commit" aria-label={trans.__('Commit')}>
      <p>{trans.__('Run this in a terminal, in the folder of the project:')}</p>
      <pre tabIndex={0}>{revealBidi(command)}</pre>
      <button
        type="button"
        className="mlc-Button"
        onClick={() => void copy(command).then(() => setCopied(true))}
      >
        {isCopied ? trans.__('Copied') : trans.__('Copy command')}
      </button>
    </section>
  );
}
