import { presentableDiff } from '@codemirror/merge';
import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useMemo, useState } from 'react';
import { sentenceOf } from '../core/errors';
import { revealBidi } from '../ui/bidi';
import { Failure } from '../ui/Failure';
import type { PageFile } from './pagefile';
import type { Conflict, MergedPart, Take } from './parts';

export interface IConflictViewProps {
  readonly file: PageFile;
  readonly trans: TranslationBundle;
}

/** The places of a page where two edits met, each with what can be taken; nothing while there are none. */
export function ConflictView({ file, trans }: IConflictViewProps): React.JSX.Element | null {
  const [problem, setProblem] = useState<string | null>(null);
  const { conflict } = file;
  if (conflict === null) {
    return null;
  }
  const { left, places } = conflict;
  const save = (): void => {
    setProblem(null);
    file.resolve().catch((failure: unknown) => setProblem(sentenceOf(failure)));
  };
  return (
    <section className="mlc-PageConflict" aria-label={trans.__('Conflict')}>
      <p role="alert">
        <strong>{trans.__('Somebody else changed the same lines.')}</strong>{' '}
        {trans.__('Your text is kept, and not saved before you decide.')}
      </p>
      {places.map((place, at) => (
        <Place key={at} at={at} conflict={conflict} file={file} place={place} trans={trans} />
      ))}
      {problem !== null && <Failure message={problem} trans={trans} />}
      <div className="mlc-Conflict-takes">
        <button
          type="button"
          className="mlc-Button mlc-mod-primary"
          disabled={left > 0}
          onClick={save}
        >
          {trans.__('Save')}
        </button>
        <span className="mlc-PageConflict-left" role="status">
          {left > 0 && trans._n('%2 of %1 place left', '%2 of %1 places left', places.length, left)}
        </span>
      </div>
    </section>
  );
}

interface IPlaceProps extends IConflictViewProps {
  readonly at: number;
  readonly conflict: Conflict;
  readonly place: MergedPart;
}

const TAKES: readonly Take[] = ['mine', 'theirs', 'both', 'written'];

function Place({ at, conflict, file, place, trans }: IPlaceProps): React.JSX.Element {
  const taken = conflict.takenAt(place);
  const [mine, theirs] = useMarked(place);
  return (
    <div
      className={`mlc-Conflict${taken === null ? ' mlc-mod-open' : ''}`}
      role="group"
      aria-label={trans.__('Place %1 of %2', at + 1, conflict.places.length)}
    >
      <div className="mlc-Sides">
        <Side name="ours" title={trans.__('Mine')} runs={mine} trans={trans} />
        <Side name="theirs" title={trans.__('Theirs')} runs={theirs} trans={trans} />
      </div>
      <Takes at={at} conflict={conflict} file={file} place={place} trans={trans} />
      {taken === 'written' && (
        <textarea
          className="mlc-PageConflict-written"
          autoFocus
          dir="auto"
          rows={Math.min(12, conflict.writtenAt(place).split('\n').length + 1)}
          value={conflict.writtenAt(place)}
          aria-label={trans.__('Text for this place')}
          onChange={event => {
            conflict.write(place, event.target.value);
            file.decided();
          }}
        />
      )}
    </div>
  );
}

function Takes({ conflict, file, place, trans }: IPlaceProps): React.JSX.Element {
  const words = {
    mine: trans.__('Take mine'),
    theirs: trans.__('Take theirs'),
    both: trans.__('Take both'),
    written: trans.__('Edit')
  };
  return (
    <div className="mlc-Conflict-takes">
      {TAKES.map(take => (
        <button
          key={take}
          type="button"
          className="mlc-Button"
          aria-pressed={conflict.takenAt(place) === take}
          onClick={() => {
            conflict.take(place, take);
            file.decided();
          }}
        >
          {words[take]}
        </button>
      ))}
    </div>
  );
}

interface ISideProps {
  readonly name: 'ours' | 'theirs';
  readonly title: string;
  readonly runs: readonly IRun[];
  readonly trans: TranslationBundle;
}

function Side({ name, runs, title, trans }: ISideProps): React.JSX.Element {
  return (
    <div className={`mlc-Side mlc-mod-${name}`}>
      <h4 className="mlc-Side-title">{title}</h4>
      {runs.length === 0 ? (
        <p className="mlc-Side-value">{trans.__('These lines are deleted.')}</p>
      ) : (
        <pre className="mlc-PageConflict-text" dir="auto">
          {runs.map(({ isMarked, text }, at) =>
            isMarked ? <mark key={at}>{revealBidi(text)}</mark> : revealBidi(text)
          )}
        </pre>
      )}
    </div>
  );
}

interface IRun {
  readonly text: string;

  /** Whether it differs from the other side. */
  readonly isMarked: boolean;
}

/** The two texts of a place, in pieces. */
function useMarked(place: MergedPart): readonly [readonly IRun[], readonly IRun[]] {
  const [mine, theirs] = [place.ours.join('\n'), place.theirs.join('\n')];
  return useMemo(() => {
    const changes = presentableDiff(mine, theirs, { scanLimit: 500, timeout: 100 });
    return [
      runsOf(
        mine,
        changes.map(({ fromA, toA }) => [fromA, toA])
      ),
      runsOf(
        theirs,
        changes.map(({ fromB, toB }) => [fromB, toB])
      )
    ];
  }, [mine, theirs]);
}

function runsOf(text: string, marks: readonly (readonly [number, number])[]): readonly IRun[] {
  const runs: IRun[] = [];
  let at = 0;
  for (const [from, to] of [...marks, [text.length, text.length] as const]) {
    runs.push({ text: text.slice(at, from), isMarked: false });
    runs.push({ text: text.slice(from, to), isMarked: true });
    at = to;
  }
  return runs.filter(run => run.text !== '');
}
