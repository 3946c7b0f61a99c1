import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';

export interface IDiscardQuestionProps {
  readonly trans: TranslationBundle;
  onDiscard(): void;
  onKeep(): void;
}

/** Asks, in place, before text is thrown away. Escape and Enter keep it. */
export function DiscardQuestion(props: IDiscardQuestionProps): React.JSX.Element {
  const { trans, onDiscard, onKeep } = props;
  return (
    <div
      className="mlc-Composer-actions"
      role="alertdialog"
      aria-label={trans.__('Discard what you wrote?')}
      onKeyDown={event => {
        if (event.key === 'Escape') {
          event.preventDefault();
          event.stopPropagation();
          onKeep();
        }
      }}
    >
      <span className="mlc-Composer-question">{trans.__('Discard what you wrote?')}</span>
      <button type="button" className="mlc-Button mlc-mod-warning" onClick={onDiscard}>
        {trans.__('Discard')}
      </button>
      <button type="button" className="mlc-Button" autoFocus onClick={onKeep}>
        {trans.__('Keep writing')}
      </button>
    </div>
  );
}
