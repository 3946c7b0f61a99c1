import React, { useMemo } from 'react';
import { revealBidi } from '../ui/bidi';
import { framesOf, groupFrames, type IFrameGroup } from './frames';
import { compareLines } from './linediff';
import type { IFormProps } from './OutputChange';
import { Line, OutputLines } from './OutputLines';
import type { IError } from './outputs';
import { lineRuns, withoutColours } from './textlines';

const MOST_FRAMES = 500;
const MOST_LINES = 500;

/** What an error says, and where it came from: frames that are the same on both sides are folded. */
export function ErrorChange(props: IFormProps): React.JSX.Element {
  const { form, texts, trans } = props;
  const { old, new: now } = texts;
  const before = useMemo(() => framesOf(old ?? '', form.errors?.old?.name ?? ''), [old, form]);
  const after = useMemo(() => framesOf(now ?? '', form.errors?.new?.name ?? ''), [now, form]);
  const count = before.length + after.length;
  return (
    <div className="mlc-ErrorChange">
      <Names old={form.errors?.old ?? null} now={form.errors?.new ?? null} />
      {count === 0 || count > MOST_FRAMES ? (
        <OutputLines {...props} />
      ) : (
        groupFrames(before, after).map((group, index) => (
          <Frames key={index} group={group} trans={trans} />
        ))
      )}
    </div>
  );
}

function Names(props: {
  readonly old: IError | null;
  readonly now: IError | null;
}): React.JSX.Element {
  const [before, after] = [sentenceOf(props.old), sentenceOf(props.now)];
  if (before === after) {
    return <p className="mlc-ErrorChange-name">{after}</p>;
  }
  return (
    <>
      {before !== null && (
        <p className="mlc-ErrorChange-name">
          <del>{before}</del>
        </p>
      )}
      {after !== null && (
        <p className="mlc-ErrorChange-name">
          <ins>{after}</ins>
        </p>
      )}
    </>
  );
}

/** *ValueError: unknown label* */
function sentenceOf(error: IError | null): string | null {
  return error && revealBidi(withoutColours(`${error.name}: ${error.value}`));
}

interface IFramesProps extends Pick<IFormProps, 'trans'> {
  readonly group: IFrameGroup;
}

function Frames({ group, trans }: IFramesProps): React.JSX.Element {
  const { isFolded, old, new: now } = group;
  if (!isFolded) {
    return <FrameLines old={textOf(old)} now={textOf(now)} />;
  }
  const frames = now ?? old ?? [];
  const isSame = old !== null && now !== null;
  return (
    <details className="mlc-ErrorChange-fold">
      <summary>
        {isSame
          ? trans._n('%1 unchanged frame', '%1 unchanged frames', frames.length)
          : trans._n('%1 more frame', '%1 more frames', frames.length)}
      </summary>
      <FrameLines old={textOf(old)} now={textOf(now)} />
    </details>
  );
}

function textOf(frames: IFrameGroup['old']): string | null {
  return frames?.map(({ text }) => text).join('\n\n') ?? null;
}

function FrameLines(props: {
  readonly old: string | null;
  readonly now: string | null;
}): React.JSX.Element {
  const { old, now } = props;
  const lines = useMemo(() => {
    if (old === now) {
      const status = 'same' as const;
      const all = (now ?? '').split('\n');
      return all.map(text => ({ status, segments: [{ text, isMarked: false }] }));
    }
    const compared = old === null || now === null ? null : compareLines(old, now);
    // A frame is short: all of it is shown, and nothing folded.
    return lineRuns(old, now, compared, MOST_LINES, Infinity).runs.flatMap(run =>
      'start' in run ? [] : run
    );
  }, [old, now]);
  return (
    <pre className="mlc-OutputLines">
      {lines.map((line, index) => (
        <Line key={index} line={line} />
      ))}
    </pre>
  );
}
