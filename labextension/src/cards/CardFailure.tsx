import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import { revealBidi } from '../ui/bidi';
import type { Card } from './tokens';

/** How a run ended that did not end well. */
export function CardFailure({
  failure,
  trans
}: {
  readonly failure: NonNullable<Card['failure']>;
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  return (
    <div className="mlc-Card-failure">
      <p>
        <strong>{revealBidi(failure.error)}</strong> {revealBidi(failure.message)}
      </p>
      {failure.frames.length > 0 && (
        <details>
          <summary>{trans.__('Where it happened')}</summary>
          <pre>{revealBidi(failure.frames.join('\n'))}</pre>
        </details>
      )}
    </div>
  );
}
