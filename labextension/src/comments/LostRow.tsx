import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useState } from 'react';
import { sentenceOf } from '../core/errors';
import { placeWords } from './placewords';
import type { IListedThreads, INotebookThreads, IPlacedThread } from './tokens';

export interface ILostRowProps {
  readonly placed: IPlacedThread;

  readonly threads: IListedThreads;
  readonly trans: TranslationBundle;

  /** Lets the person click the cell the thread belongs to. */
  onPick(notebook: INotebookThreads, placed: IPlacedThread): void;
}

/** What can be done about a thread whose place is gone: see what it was about, put it on a cell, or detach it. */
export function LostRow({ placed, threads, trans, onPick }: ILostRowProps): React.JSX.Element {
  const { thread } = placed;
  const [isShown, setShown] = useState(false);
  const snapshot = thread.anchor?.snapshot ?? null;
  return (
    <div className="mlc-LostRow">
      {snapshot && (
        <button
          type="button"
          className="mlc-Link"
          aria-expanded={isShown}
          title={trans.__('What stood there when the comment was written')}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? trans.__('Hide text') : trans.__('Show text')}
        </button>
      )}
      {thread.canPlace && (
        <Choices placed={placed} threads={threads} trans={trans} onPick={onPick} />
      )}
      {isShown && snapshot && (
        <pre className="mlc-LostRow-snapshot" tabIndex={0}>
          {snapshot.excerpt}
          {snapshot.cut && '\n…'}
        </pre>
      )}
    </div>
  );
}

function Choices({ placed, threads, trans, onPick }: ILostRowProps): React.JSX.Element | null {
  const { thread, placement } = placed;
  const { notebook, picks } = threads;
  const words = placeWords(threads, trans);
  return words === null ? null : (
    <>
      <button
        type="button"
        className="mlc-Link"
        onClick={() => (notebook === null ? picks?.pick(thread) : onPick(notebook, placed))}
      >
        {words.pickOne}
      </button>
      {placement?.reason !== 'detached' && (
        <Detach
          why={words.isNoneAnyMore}
          detach={() =>
            picks === null ? threads.place(thread, null) : picks.settle(thread, false)
          }
          trans={trans}
        />
      )}
    </>
  );
}

function Detach({
  why,
  detach,
  trans
}: Pick<ILostRowProps, 'trans'> & {
  readonly why: string;
  detach(): Promise<void>;
}): React.JSX.Element {
  const [problem, setProblem] = useState<string | null>(null);
  const run = async (): Promise<void> => {
    try {
      setProblem(null);
      await detach();
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  return (
    <>
      <button type="button" className="mlc-Link" title={why} onClick={() => void run()}>
        {trans.__('Detach')}
      </button>
      {problem && (
        <span className="mlc-LostRow-problem" role="alert">
          {problem}
        </span>
      )}
    </>
  );
}
