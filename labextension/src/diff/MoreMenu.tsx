import React, { useState } from 'react';
import { moreIcon } from '../ui/icons';
import { closeOnEscape, closeOnLeaving } from './dropdown';
import type { IViewServices } from './services';

/** What is rarely done with a comparison. */
export function MoreMenu({ tab, trans }: IViewServices): React.JSX.Element {
  const [isCopied, setCopied] = useState(false);
  const copy = (): void => void tab.copyLink().then(() => setCopied(true));
  return (
    <details
      className="mlc-ShowMenu mlc-MoreMenu"
      onKeyDown={closeOnEscape}
      onBlur={closeOnLeaving}
      onToggle={() => setCopied(false)}
    >
      <summary
        className="mlc-Button mlc-mod-icon"
        title={trans.__('More about this comparison')}
        aria-label={trans.__('More about this comparison')}
      >
        <moreIcon.react tag="span" width="16px" />
      </summary>
      <div className="mlc-ShowMenu-items" role="group" aria-label={trans.__('More')}>
        <button type="button" className="mlc-ExportMenu-item" onClick={copy}>
          {isCopied ? trans.__('Link copied') : trans.__('Copy link to this comparison')}
        </button>
        <button type="button" className="mlc-ExportMenu-item" onClick={() => tab.openMerge()}>
          {trans.__('Merge these versions …')}
        </button>
      </div>
    </details>
  );
}
