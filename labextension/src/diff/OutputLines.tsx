import React, { useMemo } from 'react';
import { revealBidi } from '../ui/bidi';
import { compareLines } from './linediff';
import type { IFormProps } from './OutputChange';
import { foldedLines, lineRuns, type ILineFold, type IOutputLine } from './textlines';

const PLAIN = 'text/plain';
const MOST_LINES = 200;
const MORE_LINES = 1_000;

/** Text by line: what differs, and what stands around it. */
export function OutputLines({ form, texts, place, changes, trans }: IFormProps): React.JSX.Element {
  const { looks } = changes;
  const most = Number(looks.get(`${place} lines`, `${MOST_LINES}`));
  const { old, new: now } = texts;
  const compared = useMemo(
    () => form.compared ?? (old === null || now === null ? null : compareLines(old, now)),
    [old, now, form.compared]
  );
  const { runs, left } = useMemo(
    () => lineRuns(old, now, compared, most),
    [old, now, compared, most]
  );
  return (
    <>
      {form.mime !== PLAIN && <p className="mlc-ValueChange">{form.mime}</p>}
      <pre className="mlc-OutputLines">
        {runs.map((run, index) =>
          'start' in run ? (
            <Fold
              key={index}
              fold={run}
              text={now ?? ''}
              shown={Number(looks.get(`${place} fold ${run.start}`, '0'))}
              onMore={shown => looks.set(`${place} fold ${run.start}`, `${shown}`)}
              trans={trans}
            />
          ) : (
            run.map((line, at) => <Line key={`${index} ${at}`} line={line} />)
          )
        )}
      </pre>
      {left > 0 && (
        <button
          type="button"
          className="mlc-Link"
          onClick={() => looks.set(`${place} lines`, `${most + MORE_LINES}`)}
        >
          {trans._n('Show 1 more line', 'Show more of %1 lines', left)}
        </button>
      )}
    </>
  );
}

interface IFoldProps extends Pick<IFormProps, 'trans'> {
  readonly fold: ILineFold;
  readonly text: string;

  /** How many of its lines the person asked to see. */
  readonly shown: number;
  onMore(shown: number): void;
}

/** Lines that are the same: how many, and by steps which. */
function Fold({ fold, text, shown, onMore, trans }: IFoldProps): React.JSX.Element {
  const left = Math.max(0, fold.count - shown);
  return (
    <>
      {foldedLines(text, fold, shown).map((line, index) => (
        <Line key={index} line={line} />
      ))}
      {left > 0 && (
        <button
          type="button"
          className="mlc-OutputLines-fold"
          onClick={() => onMore(shown + MOST_LINES)}
        >
          {trans._n('%1 unchanged line', '%1 unchanged lines', left)}
        </button>
      )}
    </>
  );
}

/** One line, with what differs in it marked. */
export function Line({ line }: { readonly line: IOutputLine }): React.JSX.Element {
  const { status, segments } = line;
  const inside = segments.map(({ text, isMarked }, index) =>
    isMarked ? (
      <span key={index} className="mlc-OutputLines-word">
        {revealBidi(text)}
      </span>
    ) : (
      revealBidi(text)
    )
  );
  return (
    <div className={`mlc-OutputLines-line mlc-mod-${status}`}>
      {status === 'same' ? inside : <Marked status={status}>{inside}</Marked>}
    </div>
  );
}

function Marked(props: {
  readonly status: 'added' | 'removed';
  readonly children: React.ReactNode;
}): React.JSX.Element {
  return props.status === 'added' ? <ins>{props.children}</ins> : <del>{props.children}</del>;
}
