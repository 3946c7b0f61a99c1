import React from 'react';
import { CopyButton } from '../../ui/CopyButton';
import { Failure } from '../../ui/Failure';
import type { Question } from './saving';
import { addCommand } from './shell';
import type { IMergeServices } from './services';
import { editedSentence, questionSentence } from './words';

/** How saving went, or what is asked before. Until then, whether somebody's edits would be replaced. */
export function SaveNotice(services: IMergeServices): React.JSX.Element | null {
  const { merging, saving, trans } = services;
  const { state } = saving;
  switch (state.kind) {
    case 'asking':
      return <Asking {...services} question={state.question} />;
    case 'failed':
      return <Failure title={trans.__('Could not save')} message={state.sentence} trans={trans} />;
    case 'saved':
      return <Saved {...services} problem={state.problem} />;
    default:
      return merging.answer?.fileEdited ? (
        <p className="mlc-Notice mlc-MergeHeader-edited">
          {editedSentence(merging.isOfConflict, trans)}{' '}
          {trans.__('You are asked before it is replaced.')}
        </p>
      ) : null;
  }
}

/** Escape, and Enter at first, keep the file. */
function Asking({
  merging,
  question,
  saving,
  trans
}: IMergeServices & { readonly question: Question }): React.JSX.Element {
  return (
    <div
      className="mlc-SaveNotice mlc-mod-question"
      role="alertdialog"
      aria-label={trans.__('Replace the file?')}
      onKeyDown={event => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          saving.cancel();
        }
      }}
    >
      <span className="mlc-SaveNotice-text">
        {questionSentence(question, merging.isOfConflict, trans)}
      </span>
      <button
        type="button"
        className="mlc-Button mlc-mod-warning"
        onClick={() => void saving.agree()}
      >
        {trans.__('Save anyway')}
      </button>
      <button type="button" className="mlc-Button" autoFocus onClick={() => saving.cancel()}>
        {trans.__('Do not save')}
      </button>
    </div>
  );
}

function Saved({
  merging,
  openNotebook,
  problem,
  trans
}: IMergeServices & { readonly problem: string | null }): React.JSX.Element {
  const command = addCommand(merging.answer?.path ?? '');
  return (
    <div className="mlc-SaveNotice mlc-mod-saved" role="status">
      <span className="mlc-SaveNotice-text">
        {merging.isOfConflict ? (
          <>
            {trans.__('Saved. To tell git that the conflict is resolved, run')}{' '}
            <code>{command}</code>
          </>
        ) : (
          trans.__('Saved.')
        )}
        {problem !== null && <span className="mlc-Notice"> {problem}</span>}
      </span>
      {merging.isOfConflict && <CopyButton command={command} trans={trans} />}
      <button type="button" className="mlc-Button" onClick={openNotebook}>
        {trans.__('Open notebook')}
      </button>
    </div>
  );
}
