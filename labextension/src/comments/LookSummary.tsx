import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import type { Schemas } from '../core/tokens';
import { revealBidi } from '../ui/bidi';
import { cameBy } from '../ui/viagit';
import { When } from '../ui/When';
import type { IPanelServices } from './panelservices';
import type { INotebookThreads, Look } from './tokens';

/** Answered requests are history after a while; the waiting ones stay. */
const ANSWERED_SHOWN_MILLISECONDS = 7 * 24 * 3600 * 1000;

export interface ILookSummaryProps {
  readonly threads: INotebookThreads;
  readonly services: IPanelServices;
}

/** Whom the person asked to look at the notebook, and who has. */
export function LookSummary({ threads, services }: ILookSummaryProps): React.JSX.Element | null {
  const asked = threads.looks.filter(look => look.mine && isCurrent(look, Date.now()));
  return asked.length === 0 ? null : (
    <ul className="mlc-LookSummary" aria-label={services.trans.__('Looks you asked for')}>
      {asked.map(look => (
        <AskedLook key={look.id} look={look} trans={services.trans} />
      ))}
    </ul>
  );
}

/** Whether the person who asked still wants to see it: somebody has not answered, or the last did of late. */
export function isCurrent(look: Look, now: number): boolean {
  return look.answers.some(
    ({ how, at }) =>
      how === null || (at !== null && now - Date.parse(at) < ANSWERED_SHOWN_MILLISECONDS)
  );
}

interface ILookProps {
  readonly look: Look;
  readonly trans: TranslationBundle;
}

function AskedLook({ look, trans }: ILookProps): React.JSX.Element {
  return (
    <li className="mlc-LookSummary-look">
      <div className="mlc-LookSummary-line">
        {look.line === ''
          ? trans.__('You asked for a look')
          : trans.__('You asked: %1', revealBidi(look.line))}
      </div>
      <ul className="mlc-LookSummary-answers">
        {look.answers.map(answer => (
          <Answer key={answer.person.username} answer={answer} trans={trans} />
        ))}
      </ul>
    </li>
  );
}

function Answer({
  answer,
  trans
}: {
  readonly answer: Schemas['LookAnswerShown'];
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  const { person, how, at } = answer;
  const name = revealBidi(person.displayName);
  const came = cameBy(answer, trans);
  if (how === null) {
    return <li className="mlc-mod-waiting">{trans.__('%1: waiting', name)}</li>;
  }
  return (
    <li>
      {how === 'fine' ? trans.__('%1 looked, fine', name) : trans.__('%1 commented', name)}
      {at && (
        <>
          {' · '}
          <When at={at} trans={trans} />
        </>
      )}
      {came !== null && (
        <>
          {' · '}
          <span className="mlc-LookSummary-came">{came}</span>
        </>
      )}
    </li>
  );
}
