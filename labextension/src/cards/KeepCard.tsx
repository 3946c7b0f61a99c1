import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useState } from 'react';
import { sentenceOf } from '../core/errors';
import { Failure } from '../ui/Failure';

export interface IKeepCardProps {
  /** Why the code could not write the card. */
  readonly problem: string | null;
  readonly trans: TranslationBundle;

  /** Writes the card as a draft; resolves with its path in the project. Throws a sentence. */
  keep(): Promise<string>;

  /** Shows a card by its path in the project. */
  open(path: string): void;
}

/** Above a card that only its output holds: why, and the way into the project. */
export function KeepCard({ problem, trans, keep, open }: IKeepCardProps): React.JSX.Element {
  const [kept, setKept] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      setKept(await keep());
    } catch (error) {
      setFailure(sentenceOf(error));
    }
    setBusy(false);
  };
  return (
    <div className="mlc-CardOutput-problem">
      {kept !== null ? (
        <p role="status">
          {trans.__('Kept as a draft.')}{' '}
          <button type="button" className="mlc-Link" title={kept} onClick={() => open(kept)}>
            {trans.__('Open card')}
          </button>
        </p>
      ) : (
        <>
          <p>{problem ?? trans.__('This card is in this output only.')}</p>
          <button
            type="button"
            className="mlc-Button"
            disabled={isBusy}
            title={trans.__('Write it into the project as a draft')}
            onClick={() => void run()}
          >
            {isBusy ? trans.__('Writing…') : trans.__('Keep this card')}
          </button>
        </>
      )}
      {failure !== null && <Failure title={trans.__('Not kept')} message={failure} trans={trans} />}
    </div>
  );
}
