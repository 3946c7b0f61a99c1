import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';

/** What nobody checks while pages are written live. */
export function CoEditingNote({ trans }: { readonly trans: TranslationBundle }): React.JSX.Element {
  return (
    <details className="mlc-CoEditing">
      <summary>{trans.__('Live co-editing is on: whoever can open a page can change it.')}</summary>
      <p>
        {trans.__(
          'All who have a page open write in one text, and the server saves it. It does not ask who may write.'
        )}
      </p>
      <p>
        {trans.__(
          'When git or another program changes the file, its text replaces what was typed in the second before. Nothing is merged, and nobody is asked.'
        )}
      </p>
    </details>
  );
}
