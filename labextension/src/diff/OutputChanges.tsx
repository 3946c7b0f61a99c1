import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useState } from 'react';
import { ImagePair } from './ImagePair';
import type { Changes } from './model';
import { nearChanges, outputLines, outputParts, type OutputPart } from './outputs';
import type { OutputPair } from './tokens';
import { sizeWord } from './words';

export interface IOutputChangesProps {
  readonly pairs: readonly OutputPair[];
  readonly changes: Changes;
  readonly trans: TranslationBundle;
}

const PLAIN = 'text/plain';
const MOST_LINES = 200;

/** Outputs of a cell that differ. Nothing in them is run or drawn but images. */
export function OutputChanges({ pairs, changes, trans }: IOutputChangesProps): React.JSX.Element {
  return (
    <>
      {outputParts(pairs).map((part, index) => (
        <div key={index} className="mlc-OutputChange">
          {part.kind === 'image' && <ImagePair {...part} changes={changes} trans={trans} />}
          {part.kind === 'text' && <Lines part={part} trans={trans} />}
          {part.kind === 'other' && (
            <p className="mlc-ValueChange">
              {trans.__('%1 changed, %2', part.mime, sizeWord(part.bytes, trans))}
            </p>
          )}
        </div>
      ))}
    </>
  );
}

interface ILinesProps {
  readonly part: OutputPart & { kind: 'text' };
  readonly trans: TranslationBundle;
}

function Lines({ part, trans }: ILinesProps): React.JSX.Element {
  const [isWhole, setWhole] = useState(false);
  const lines = outputLines(part);
  const drawn = isWhole ? lines : lines.slice(0, MOST_LINES);
  const runs = nearChanges(drawn);
  return (
    <>
      {part.mime !== PLAIN && <p className="mlc-ValueChange">{part.mime}</p>}
      <pre className="mlc-OutputLines">
        {runs.map((run, index) =>
          typeof run === 'number' ? (
            <div key={index} className="mlc-OutputLines-fold">
              {trans._n('%1 unchanged line', '%1 unchanged lines', run)}
            </div>
          ) : (
            run.map(({ status, text }, at) => (
              <div key={`${index} ${at}`} className={`mlc-OutputLines-line mlc-mod-${status}`}>
                {status === 'same' ? text : <Marked status={status}>{text}</Marked>}
              </div>
            ))
          )
        )}
      </pre>
      {drawn.length < lines.length && (
        <button type="button" className="mlc-Link" onClick={() => setWhole(true)}>
          {trans.__('Show all %1 lines', lines.length)}
        </button>
      )}
    </>
  );
}

function Marked(props: {
  readonly status: 'added' | 'removed';
  readonly children: string;
}): React.JSX.Element {
  return props.status === 'added' ? <ins>{props.children}</ins> : <del>{props.children}</del>;
}
