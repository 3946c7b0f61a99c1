import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useState } from 'react';
import { sentenceOf } from '../core/errors';
import type { IPeople, Project } from '../core/tokens';
import { revealBidi } from './bidi';
import { useMe } from './usePeople';

export interface ICommentingAsProps {
  readonly people: IPeople;
  readonly project: Project | null;
  readonly trans: TranslationBundle;
}

/** Under which name is written, where the sign-in does not settle it. */
export function CommentingAs(props: ICommentingAsProps): React.JSX.Element {
  const { people, project, trans } = props;
  const me = useMe(people, project);
  const [problem, setProblem] = useState<string | null>(null);
  if (project === null || me === null || me.person.verified || !me.declared) {
    return <span className="mlc-Composer-as" />;
  }
  const name = revealBidi(me.person.displayName);
  const change = (): void => {
    setProblem(null);
    people.declareAgain(project).catch((error: unknown) => setProblem(sentenceOf(error)));
  };
  return (
    <span className="mlc-Composer-as">
      <span className="mlc-Composer-name" title={trans.__('Commenting as %1', name)}>
        {trans.__('Commenting as %1', name)}
      </span>
      <button type="button" className="mlc-Link" onClick={change}>
        {trans.__('Change')}
      </button>
      <span className="mlc-Composer-asProblem" role="alert">
        {problem}
      </span>
    </span>
  );
}
