import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import { Failure } from '../ui/Failure';

export interface IFormEndProps {
  readonly label: string;
  readonly isReady: boolean;
  readonly problem: string | null;
  readonly trans: TranslationBundle;
  onCancel(): void;
}

/** The end of a form: what went wrong, and the buttons. */
export function FormEnd({
  isReady,
  label,
  onCancel,
  problem,
  trans
}: IFormEndProps): React.JSX.Element {
  return (
    <>
      {problem !== null && <Failure message={problem} trans={trans} />}
      <footer>
        <button type="button" className="mlc-Button" onClick={onCancel}>
          {trans.__('Cancel')}
        </button>
        <button type="submit" className="mlc-Button mlc-mod-primary" disabled={!isReady}>
          {label}
        </button>
      </footer>
    </>
  );
}
