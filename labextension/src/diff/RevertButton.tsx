import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useState } from 'react';
import { sentenceOf } from '../core/errors';

export interface IAttempt {
  /** Why the last attempt failed; null while none has. */
  readonly problem: string | null;
  readonly isBusy: boolean;

  /** Does something that may fail, unless something else is still being done. */
  attempt(work: () => Promise<void>): void;
}

/** Keeps the sentence of what failed, to be shown beside the control. */
export function useAttempt(): IAttempt {
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const attempt = (work: () => Promise<void>): void => {
    if (!isBusy) {
      setBusy(true);
      setProblem(null);
      void work()
        .catch((reason: unknown) => setProblem(sentenceOf(reason)))
        .finally(() => setBusy(false));
    }
  };
  return { problem, isBusy, attempt };
}

export interface IRevertButtonProps {
  readonly isBusy: boolean;
  readonly trans: TranslationBundle;
  onRevert(): void;
}

/** Puts a cell back as it is on the other side. */
export function RevertButton({ isBusy, trans, onRevert }: IRevertButtonProps): React.JSX.Element {
  return (
    <button
      type="button"
      className="mlc-Link mlc-CellChange-revert"
      disabled={isBusy}
      title={trans.__('Make this cell in the open notebook as it is on the other side')}
      onClick={event => {
        keepKeyboard(event.currentTarget);
        onRevert();
      }}
    >
      {trans.__('Revert cell')}
    </button>
  );
}

/** Gives the list the keyboard: the control goes as soon as there is nothing to revert. */
export function keepKeyboard(control: HTMLElement): void {
  control.closest<HTMLElement>('.mlc-ChangeList')?.focus({ preventScroll: true });
}
