import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useEffect, useState } from 'react';
import { DiscardQuestion } from '../ui/DiscardQuestion';
import { Failure } from '../ui/Failure';
import { Skeleton } from '../ui/Skeleton';
import { MakeForm } from './MakeForm';
import type { Making, OfferedFigure } from './making';

export interface IMakeDialogProps {
  readonly making: Making;
  readonly trans: TranslationBundle;

  /** Where the browser finds a figure of the notebook; null when it cannot be shown. */
  picture(figure: OfferedFigure): string | null;
  onClose(): void;
}

/** Making a card from a notebook: what it says is filled in, and the person chooses what of it to keep. */
export function MakeDialog(props: IMakeDialogProps): React.JSX.Element {
  const { making, trans, onClose } = props;
  const { offer, problem, step } = making;
  const [isAsking, setAsking] = useState(false);
  useEffect(() => void making.begin(), [making]);
  useEffect(() => {
    if (step === 'done') {
      onClose();
    }
  }, [step, onClose]);
  const leave = (): void => (making.isDirty ? setAsking(true) : onClose());
  return (
    <form
      className="mlc-Publish mlc-Make"
      onSubmit={event => {
        event.preventDefault();
        void making.create();
      }}
      onKeyDown={event => onKey(event, making, leave)}
    >
      <header>
        <h2>{trans.__('Make a card from this notebook')}</h2>
      </header>
      {offer === null ? <Reading {...props} /> : <MakeForm {...props} offer={offer} />}
      <footer>
        {offer !== null && problem !== null && (
          <Failure title={trans.__('Not created')} message={problem} trans={trans} />
        )}
        {isAsking ? (
          <DiscardQuestion trans={trans} onDiscard={onClose} onKeep={() => setAsking(false)} />
        ) : (
          <Buttons {...props} leave={leave} />
        )}
      </footer>
    </form>
  );
}

function onKey(event: React.KeyboardEvent, making: Making, leave: () => void): void {
  if (event.key === 'Escape' && making.step !== 'saving') {
    event.preventDefault();
    leave();
  } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    void making.create();
  } else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
    // Enter in a line of a long form is a slip.
    event.preventDefault();
  }
}

function Reading({ making, trans }: IMakeDialogProps): React.JSX.Element {
  return (
    <div className="mlc-Publish-body">
      {making.problem === null ? (
        <Skeleton trans={trans} rows={6} />
      ) : (
        <Failure
          title={trans.__('The notebook could not be read')}
          message={making.problem}
          trans={trans}
          onRetry={() => void making.begin()}
        />
      )}
    </div>
  );
}

function Buttons({
  making,
  trans,
  leave
}: IMakeDialogProps & { leave(): void }): React.JSX.Element {
  const { clash, isReady, offer, step, words } = making;
  const lacking =
    offer === null || step !== 'asking'
      ? ''
      : words.title.trim() === ''
        ? trans.__('Give the card a title.')
        : clash !== null
          ? trans.__('Two metrics are called “%1”. Give one another name or split.', clash)
          : trans.__('Writes a draft into the project. Nothing is committed.');
  return (
    <>
      <p className="mlc-Notice" role="status">
        {lacking}
      </p>
      <button type="button" className="mlc-Button" disabled={step === 'saving'} onClick={leave}>
        {trans.__('Cancel')}
      </button>
      <button type="submit" className="mlc-Button mlc-mod-primary" disabled={!isReady}>
        {step === 'saving'
          ? trans.__('Writing…')
          : offer?.draft
            ? trans.__('Update draft')
            : trans.__('Create draft')}
      </button>
    </>
  );
}
