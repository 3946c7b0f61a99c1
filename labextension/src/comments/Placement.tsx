import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useState } from 'react';
import { sentenceOf } from '../core/errors';
import { revealBidi } from '../ui/bidi';
import { Failure } from '../ui/Failure';
import { placeWords, type IPlaceWords } from './placewords';
import type { IScreenServices } from './screenservices';
import type { IPlacedThread, IThreads } from './tokens';

export interface IPlacementProps {
  readonly threads: IThreads;
  readonly placed: IPlacedThread;
  readonly services: IScreenServices;

  /** The person asked for it, where nothing is uncertain. */
  readonly isAsking: boolean;
  onDone(): void;
}

/** What a part of a card said is shown at once up to so many characters. */
const MOST_SHORT = 160;

/** Asks where a thread belongs, when that is uncertain or a person says that it is wrong. */
export function PlaceQuestion(props: IPlacementProps): React.JSX.Element | null {
  const { threads, placed, services, isAsking, onDone } = props;
  const { thread, placement, cellIndex } = placed;
  const { trans } = services;
  const [problem, setProblem] = useState<string | null>(null);
  const { notebook, picks } = threads;
  const words = placeWords(threads, trans);
  const isUncertain = placement?.state === 'needs_confirmation';
  if (words === null) {
    return null;
  }
  if (!thread.canPlace || (!isUncertain && !isAsking && placement?.state !== 'orphaned')) {
    return null;
  }
  const settle = async (isHere: boolean): Promise<void> => {
    try {
      setProblem(null);
      await (picks === null
        ? threads.place(thread, isHere ? cellIndex : null)
        : picks.settle(thread, isHere));
      onDone();
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  return (
    <div className="mlc-Question" role="group" aria-label={trans.__('Where does it belong?')}>
      <span className="mlc-Question-text">{question(placed, words)}</span>
      <div className="mlc-Question-actions">
        {isUncertain && <Choice label={trans.__('Yes')} run={() => void settle(true)} />}
        <Choice
          label={words.pick}
          run={() => {
            onDone();
            if (notebook !== null) {
              services.pickPlace(notebook, thread);
            }
            picks?.pick(thread);
          }}
        />
        {placement?.reason !== 'detached' && (
          <Choice label={trans.__('Detach')} run={() => void settle(false)} />
        )}
        {isAsking && <Choice label={trans.__('Cancel')} run={onDone} />}
      </div>
      {problem !== null && <Failure message={problem} trans={trans} />}
    </div>
  );
}

function question({ placement }: IPlacedThread, words: IPlaceWords): string {
  if (placement?.state === 'needs_confirmation') {
    return words.isItHere;
  }
  if (placement?.state === 'orphaned') {
    return placement.reason === 'detached' ? words.isNone : words.isGone;
  }
  return words.which;
}

function Choice({ label, run }: { readonly label: string; run(): void }): React.JSX.Element {
  return (
    <button type="button" className="mlc-Button" onClick={run}>
      {label}
    </button>
  );
}

export interface ISnapshotProps {
  readonly threads: IThreads;
  readonly placed: IPlacedThread;
  readonly trans: TranslationBundle;
}

/** What a thread was about and what stands there now, one click away where the two differ. */
export function Snapshot({ threads, placed, trans }: ISnapshotProps): React.JSX.Element | null {
  const [isShown, setShown] = useState(false);
  const { anchor } = placed.thread;
  const state = placed.placement?.state;
  const differs = state === 'outdated' || state === 'needs_confirmation' || state === 'orphaned';
  const before = anchor?.quote?.exact ?? anchor?.snapshot?.excerpt ?? '';
  if (!differs || before === '') {
    return null;
  }
  const now = textNow(threads, placed);
  if (anchor?.entry && isShort(before) && isShort(now ?? '')) {
    return before === now ? null : <Change before={before} now={now} trans={trans} />;
  }
  return (
    <div className="mlc-Snapshot">
      <button
        type="button"
        className="mlc-Link"
        aria-expanded={isShown}
        onClick={() => setShown(!isShown)}
      >
        {isShown ? trans.__('Hide what it was about') : trans.__('Show what it was about')}
      </button>
      {isShown && (
        <div className="mlc-Snapshot-sides">
          <Side title={trans.__('Then')} text={before} />
          {now !== null && <Side title={trans.__('Now')} text={now} />}
        </div>
      )}
    </div>
  );
}

/** *Then 0.871, now 0.893*: a value needs no click. */
function Change({
  before,
  now,
  trans
}: Pick<ISnapshotProps, 'trans'> & {
  readonly before: string;
  readonly now: string | null;
}): React.JSX.Element {
  return (
    <p className="mlc-Snapshot-change">
      {trans.__('Then')} <b>{revealBidi(before)}</b>
      {now !== null && (
        <>
          , {trans.__('now')} <b>{revealBidi(now)}</b>
        </>
      )}
    </p>
  );
}

function isShort(text: string): boolean {
  return text.length <= MOST_SHORT && !text.includes('\n');
}

function Side({
  title,
  text
}: {
  readonly title: string;
  readonly text: string;
}): React.JSX.Element {
  return (
    <figure className="mlc-Snapshot-side">
      <figcaption>{title}</figcaption>
      <pre tabIndex={0}>{text}</pre>
    </figure>
  );
}

function textNow(threads: IThreads, placed: IPlacedThread): string | null {
  const source = threads.sourceOf(placed);
  const { quoteStart = null, quoteEnd = null } = placed.placement ?? {};
  return quoteStart === null || quoteEnd === null
    ? source
    : (source?.slice(quoteStart, quoteEnd) ?? null);
}
