import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';

export interface IFailureProps {
  /** The server's sentence. */
  readonly message: string;

  /** What failed, where the control beside does not say it. */
  readonly title?: string;
  readonly trans: TranslationBundle;
  onRetry?(): void;
}

/** A failure, beside the control that failed. */
export function Failure({ message, title, trans, onRetry }: IFailureProps): React.JSX.Element {
  return (
    <div className="mlc-Failure" role="alert">
      <span className="mlc-Failure-text">
        {title !== undefined && <strong>{title}. </strong>}
        {message}
      </span>
      {onRetry && (
        <button type="button" className="mlc-Link" onClick={onRetry}>
          {trans.__('Retry')}
        </button>
      )}
    </div>
  );
}
