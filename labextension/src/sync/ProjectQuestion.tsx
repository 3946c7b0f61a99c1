import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import { revealBidi } from '../ui/bidi';
import type { Sharing } from './sharing';

export interface IProjectQuestionProps {
  readonly sharing: Sharing;
  readonly trans: TranslationBundle;
}

/** Asks whether what is at the remote is of this project, where nobody but a person can tell. */
export function ProjectQuestion(props: IProjectQuestionProps): React.JSX.Element | null {
  const { sharing, trans } = props;
  const { otherProject, state } = sharing;
  if (otherProject === null) {
    return null;
  }
  return (
    <div className="mlc-Sharing-question" role="alert">
      <p>
        {trans.__(
          'The comments at %1 are of a project with another id. That is so in a shallow clone, and in a fork or a copy made from a template. Is it the same project?',
          revealBidi(state?.remote ?? '')
        )}
      </p>
      <p>
        {trans.__('To settle it for everybody, write this in mlcollab.toml, under [project]:')}{' '}
        <code>{`id = "${revealBidi(otherProject)}"`}</code>
      </p>
    </div>
  );
}
