import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useState } from 'react';
import { copy } from './clipboard';

/** Copies a command that a person runs in a terminal, and says that it did. */
export function CopyButton({
  command,
  trans
}: {
  readonly command: string;
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  const [isCopied, setCopied] = useState(false);
  return (
    <button
      type="button"
      className="mlc-Button"
      onClick={() => void copy(command).then(() => setCopied(true))}
    >
      {isCopied ? trans.__('Copied') : trans.__('Copy command')}
    </button>
  );
}
