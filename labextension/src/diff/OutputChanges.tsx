import React from 'react';
import { OutputChange } from './OutputChange';
import { formsOf } from './outputs';
import type { IViewServices } from './services';
import type { Layout } from './shown';
import type { OutputPair } from './tokens';

export interface IOutputChangesProps extends Pick<
  IViewServices,
  'changes' | 'trans' | 'typesetter'
> {
  readonly pairs: readonly OutputPair[];
  readonly layout: Layout;

  /** What stands below an output. */
  after?(pair: OutputPair): React.ReactNode[];
}

/** Outputs of a cell that differ. Nothing in them is run, but what a person asks to see in the sandbox. */
export function OutputChanges({ pairs, after, ...props }: IOutputChangesProps): React.JSX.Element {
  const { trans } = props;
  return (
    <>
      {pairs
        .filter(({ status }) => status !== 'same')
        .map(pair => {
          const [old, now] = [pair.old?.index, pair.new?.index];
          const key = ['output', old, hashOf(pair.old), now, hashOf(pair.new)].join(' ');
          return (
            <div
              key={key}
              className={`mlc-OutputChange mlc-mod-${pair.status}`}
              data-old-output={old}
              data-new-output={now}
            >
              {isOnlyMetadata(pair) ? (
                <p className="mlc-ValueChange">
                  {trans.__('Only the metadata of the output changed.')}
                </p>
              ) : (
                <OutputChange {...props} forms={formsOf(pair)} place={key} />
              )}
              {after?.(pair)}
            </div>
          );
        })}
    </>
  );
}

/** Whether both sides hold the same data, and something beside it differs. */
function isOnlyMetadata({ old, new: now, mimes, textMime }: OutputPair): boolean {
  const isData = [old, now].every(side => side !== null && side.kind !== 'error');
  return isData && mimes.length === 0 && textMime === null && hashOf(old) === hashOf(now);
}

/** What a person chose for an output holds as long as it is that output, and for no other in its place. */
function hashOf(side: OutputPair['old']): string {
  return side?.media.map(({ sha256 }) => sha256).join(' ') ?? '';
}
