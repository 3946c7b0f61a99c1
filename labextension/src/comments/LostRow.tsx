import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useState } from 'react';
import { sentenceOf } from '../core/errors';
import type { INotebookThreads, IPlacedThread } from './tokens';

export interface ILostRowProps {
  readonly threads: INotebookThreads;
  readonly placed: IPlacedThread;
  readonly trans: TranslationBundle;

  /** Lets the person click the cell the thread belongs to. */
  onPick(placed: IPlacedThread): void;
}

/** What can be done about a thread whose cell is gone: see what it was about, put it on a cell, or detach it. */
export function LostRow({ threads, placed, trans, onPick }: ILostRowProps): React.JSX.Element {
  const { thread, placement } = placed;
  const [isShown, setShown] = useState(false);
  const snapshot = thread.anchor?.snapshot ?? null;
  const detached = placement?.reason === 'detached';
  return (
    <div className="mlc-LostRow">
      {snapshot && (
        <button
          type="button"
          className="mlc-Link"
          aria-expanded={isShown}
          title={trans.__('What the cell held when the comment was written')}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? trans.__('Hide text') : trans.__('Show text')}
        </button>
      )}
      {thread.canPlace && (
        <button type="button" className="mlc-Link" onClick={() => onPick(placed)}>
          {trans.__('Pick a cell')}
        </button>
      )}
      {thread.canPlace && !detached && <Detach threads={threads} placed={placed} trans={trans} />}
      {isShown && snapshot && (
        <pre className="mlc-LostRow-snapshot" tabIndex={0}>
          {snapshot.excerpt}
          {snapshot.cut && '\n…'}
        </pre>
      )}
    </div>
  );
}

function Detach({ threads, placed, trans }: Omit<ILostRowProps, 'onPick'>): React.JSX.Element {
  const [problem, setProblem] = useState<string | null>(null);
  const detach = async (): Promise<void> => {
    try {
      setProblem(null);
      await threads.place(placed.thread, null);
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  return (
    <>
      <button
        type="button"
        className="mlc-Link"
        title={trans.__('It belongs to no cell any more')}
        onClick={() => void detach()}
      >
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
