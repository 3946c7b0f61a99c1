import React from 'react';
import { CommentingAs } from './CommentingAs';
import type { IComposerProps } from './Composer';
import { DiscardQuestion } from './DiscardQuestion';
import type { ILeaving, ISending } from './useWriting';

export interface IComposerActionsProps {
  readonly composer: IComposerProps;
  readonly sending: ISending;
  readonly leaving: ILeaving;
  focusText(): void;
}

/** The row under a composer: who writes, and what to do with the text. */
export function ComposerActions(props: IComposerActionsProps): React.JSX.Element {
  const { composer, sending, leaving, focusText } = props;
  const { trans, people } = composer.services;
  if (leaving.asking) {
    const stay = (): void => {
      leaving.stay();
      focusText();
    };
    return <DiscardQuestion trans={trans} onDiscard={leaving.leave} onKeep={stay} />;
  }
  return (
    <div className="mlc-Composer-actions">
      <CommentingAs people={people} project={composer.project} trans={trans} />
      {composer.offerBlocking && (
        <label className="mlc-Composer-blocking">
          <input
            type="checkbox"
            checked={sending.blocking}
            onChange={event => sending.setBlocking(event.target.checked)}
          />
          {trans.__('Blocking')}
        </label>
      )}
      <button type="button" className="mlc-Button" onClick={leaving.ask}>
        {trans.__('Cancel')}
      </button>
      <button
        type="button"
        className="mlc-Button mlc-mod-primary"
        disabled={!sending.possible}
        onClick={() => void sending.send()}
      >
        {sending.busy ? trans.__('Sending…') : composer.sendLabel}
      </button>
    </div>
  );
}
