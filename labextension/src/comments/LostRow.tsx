import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useState } from 'react';
import { sentenceOf } from '../core/errors';
import type { INotebookThreads, IPlacedThread } from './tokens';

export interface ILostRowProps {
  readonly placed: IPlacedThread;

  /** Null on a file that is no notebook: there is no cell to pick. */
  readonly notebook: INotebookThreads | null;
  readonly trans: TranslationBundle;

  /** Lets the person click the cell the thread belongs to. */
  onPick(notebook: INotebookThreads, placed: IPlacedThread): void;
}

/** What can be done about a thread whose place is gone: see what it was about, put it on a cell, or detach it. */
export function LostRow({ placed, notebook, trans, onPick }: ILostRowProps): React.JSX.Element {
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
          title={trans.__('What stood there when the comment was written')}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? trans.__('Hide text') : trans.__('Show text')}
        </button>
      )}
      {thread.canPlace && notebook !== null && (
        <>
          <button type="button" className="mlc-Link" onClick={() => onPick(notebook, placed)}>
            {trans.__('Pick a cell')}
          </button>
          {!detached && <Detach notebook={notebook} placed={placed} trans={trans} />}
        </>
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

function Detach({
  notebook,
  placed,
  trans
}: Pick<ILostRowProps, 'placed' | 'trans'> & {
  readonly notebook: INotebookThreads;
}): React.JSX.Element {
  const [problem, setProblem] = useState<string | null>(null);
  const detach = async (): Promise<void> => {
    try {
      setProblem(null);
      await notebook.place(placed.thread, null);
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
