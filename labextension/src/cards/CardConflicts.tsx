import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useState } from 'react';
import { sentenceOf } from '../core/errors';
import { Failure } from '../ui/Failure';
import { revealBidi } from '../ui/bidi';
import type { OpenCard } from './opencard';
import type { CardFile, Side } from './requests';

export interface ICardConflictsProps {
  readonly file: CardFile;
  readonly open: OpenCard;
  readonly trans: TranslationBundle;
}

/** Where a merge left two values, and which to keep; nothing when it left none. */
export function CardConflicts({ file, open, trans }: ICardConflictsProps): React.JSX.Element {
  const [problem, setProblem] = useState<string | null>(null);
  const { conflicts } = file;
  if (conflicts.length === 0) {
    return <></>;
  }
  const decide = (fields: readonly string[], take: Side): void => {
    setProblem(null);
    open.decide(fields, take).catch((error: unknown) => setProblem(sentenceOf(error)));
  };
  return (
    <section className="mlc-CardConflicts" aria-label={trans.__('Left by a merge')}>
      <p>{trans.__('A merge left two values. Choose which to keep before you publish.')}</p>
      <ul>
        {conflicts.map(({ field, ours, theirs }, index) => (
          <li key={index}>
            <strong>{revealBidi(field)}</strong>
            <Value value={ours} label={trans.__('Ours')} trans={trans} />
            <button type="button" className="mlc-Button" onClick={() => decide([field], 'ours')}>
              {trans.__('Keep ours')}
            </button>
            <Value value={theirs} label={trans.__('Theirs')} trans={trans} />
            <button type="button" className="mlc-Button" onClick={() => decide([field], 'theirs')}>
              {trans.__('Take theirs')}
            </button>
          </li>
        ))}
      </ul>
      {conflicts.length > 1 && (
        <div className="mlc-CardConflicts-all">
          <button type="button" className="mlc-Button" onClick={() => decide([], 'ours')}>
            {trans.__('Keep ours everywhere')}
          </button>
          <button type="button" className="mlc-Button" onClick={() => decide([], 'theirs')}>
            {trans.__('Take theirs everywhere')}
          </button>
        </div>
      )}
      {problem !== null && <Failure message={problem} trans={trans} />}
    </section>
  );
}

function Value({
  value,
  label,
  trans
}: Pick<ICardConflictsProps, 'trans'> & {
  readonly value: unknown;
  readonly label: string;
}): React.JSX.Element {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 1);
  return (
    <>
      <span className="mlc-CardConflicts-side">{label}</span>
      <span className="mlc-CardConflicts-value" dir="auto">
        {value === null ? trans.__('nothing') : revealBidi(text)}
      </span>
    </>
  );
}
