import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import type { Outcome, Status } from './tokens';
import { outcomeLabel, statusLabel } from './words';

/** Where a card stands. */
export function StatusChip({
  status,
  trans
}: {
  readonly status: Status;
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  return (
    <span className="mlc-CardChip" data-mlc-status={status}>
      {statusLabel(status, trans)}
    </span>
  );
}

/** How an experiment ended. */
export function OutcomeChip({
  outcome,
  trans
}: {
  readonly outcome: Outcome;
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  return (
    <span className="mlc-CardOutcome" data-mlc-outcome={outcome}>
      {outcomeLabel(outcome, trans)}
    </span>
  );
}
