import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useState } from 'react';
import { sentenceOf } from '../core/errors';
import { revealBidi } from '../ui/bidi';
import { cameBy } from '../ui/viagit';
import type { INotebookThreads, Look } from './tokens';
import { useEmission } from './useEmission';

export interface ILookBannerProps {
  readonly threads: INotebookThreads;
  readonly trans: TranslationBundle;

  /** Opens the composer for a comment on the whole notebook: commenting answers a look as well. */
  onComment(): void;
}

/** Under the notebook's toolbar: who asks the person to look at it, and the ways to answer. */
export function LookBanner({
  threads,
  trans,
  onComment
}: ILookBannerProps): React.JSX.Element | null {
  useEmission(threads.changed);
  const waiting = threads.looks.filter(look => look.waitingForMe);
  const [look] = waiting;
  if (!look) {
    return null;
  }
  const came = cameBy(look, trans);
  return (
    <div className="mlc-LookBanner" role="region" aria-label={trans.__('Asked to look')}>
      <span className="mlc-LookBanner-text" title={look.line}>
        <b>{trans.__('%1 asks you to look', revealBidi(look.asker.displayName))}</b>
        {look.line !== '' && `: ${revealBidi(look.line)}`}
      </span>
      {came !== null && (
        <span className="mlc-LookBanner-came" title={came}>
          {came}
        </span>
      )}
      {waiting.length > 1 && (
        <span className="mlc-LookBanner-more">{trans.__('%1 more', waiting.length - 1)}</span>
      )}
      <Answers key={look.id} threads={threads} look={look} trans={trans} onComment={onComment} />
    </div>
  );
}

function Answers({
  threads,
  look,
  trans,
  onComment
}: ILookBannerProps & { readonly look: Look }): React.JSX.Element {
  const [state, setState] = useState<{ busy: boolean; problem: string | null }>({
    busy: false,
    problem: null
  });
  const answer = async (): Promise<void> => {
    setState({ busy: true, problem: null });
    try {
      await threads.answerLook(look);
    } catch (error) {
      setState({ busy: false, problem: sentenceOf(error) });
    }
  };
  return (
    <>
      {state.problem && (
        <span className="mlc-LookBanner-problem" role="alert" title={state.problem}>
          {state.problem}
        </span>
      )}
      <button
        type="button"
        className="mlc-Button"
        disabled={state.busy}
        onClick={() => void answer()}
      >
        {trans.__('Looked, fine')}
      </button>
      <button
        type="button"
        className="mlc-Button"
        disabled={!threads.mayComment}
        onClick={onComment}
      >
        {trans.__('Comment')}
      </button>
    </>
  );
}
