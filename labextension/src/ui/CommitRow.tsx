import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import type { Commit } from '../core/commitlist';
import { revealBidi } from './bidi';
import { When } from './When';

export interface ICommitRowProps {
  readonly commit: Commit;

  /** Whether it is what is shown. */
  readonly isCurrent: boolean;

  /** What a press on it does. */
  readonly title: string;

  /** What is said of it beside its hash. */
  readonly words: string;
  readonly node?: React.Ref<HTMLLIElement>;
  readonly children?: React.ReactNode;
  readonly trans: TranslationBundle;
  onOpen(): void;
}

/** A commit in a list: what it says, by whom, when. */
export function CommitRow(props: ICommitRowProps): React.JSX.Element {
  const { children, commit, isCurrent, node, onOpen, title, trans, words } = props;
  return (
    <li className="mlc-Commit" ref={node} aria-current={isCurrent ? 'true' : undefined}>
      <button type="button" className="mlc-Commit-open" title={title} onClick={onOpen}>
        <span className="mlc-Commit-subject">{revealBidi(commit.subject)}</span>
        <span className="mlc-Commit-line">
          {revealBidi(commit.author)}, <When at={commit.at} trans={trans} />
        </span>
        <span className="mlc-Commit-line">
          <code>{commit.shortHash}</code> {words}
        </span>
      </button>
      {children}
    </li>
  );
}

/** Arrow keys go from row to row of a list. */
export function walkRows(event: React.KeyboardEvent<HTMLOListElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) {
    return;
  }
  const rows = [...event.currentTarget.children];
  const at = rows.findIndex(row => row.contains(document.activeElement));
  const next = rows[at + step]?.querySelector('button');
  if (next) {
    event.preventDefault();
    next.focus();
  }
}
