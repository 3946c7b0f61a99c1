import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';

export interface ISkeletonProps {
  readonly trans: TranslationBundle;

  /** How many rows to hint at. */
  readonly rows?: number;
}

/** Stands for rows that are loading. It appears after a fifth of a second, so that quick answers do not flicker. */
export function Skeleton({ trans, rows = 3 }: ISkeletonProps): React.JSX.Element {
  return (
    <div className="mlc-Skeleton" role="status" aria-label={trans.__('Loading')}>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="mlc-Skeleton-row" />
      ))}
    </div>
  );
}
