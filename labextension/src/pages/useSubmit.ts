import { useState } from 'react';
import { sentenceOf } from '../core/errors';

export interface ISubmit {
  readonly isBusy: boolean;

  /** Why it failed last. */
  readonly problem: string | null;
  run(act: () => Promise<void>): void;
  fail(problem: unknown): void;
}

/** Does what a form is for, once at a time; what was typed stays where it fails. */
export function useSubmit(onDone: () => void): ISubmit {
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const fail = (error: unknown): void => {
    setProblem(sentenceOf(error));
    setBusy(false);
  };
  const run = (act: () => Promise<void>): void => {
    setBusy(true);
    setProblem(null);
    act().then(onDone, fail);
  };
  return { isBusy, problem, run, fail };
}
