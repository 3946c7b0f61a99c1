import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import type { IOutbox, IOutboxEntry } from '../core/tokens';
import { revealBidi } from '../ui/bidi';
import { excerpt } from './label';

export interface IUnsentRowProps {
  readonly entry: IOutboxEntry;
  readonly outbox: IOutbox;
  readonly trans: TranslationBundle;

  /** Shows the whole text: there is no place to open it at. */
  readonly isWhole?: boolean;
  onEdit?(): void;
}

/** Something written here that the server has not confirmed, why, and what can be done. */
export function UnsentRow(props: IUnsentRowProps): React.JSX.Element {
  const { entry, outbox, trans, isWhole = false, onEdit } = props;
  const isSending = entry.state === 'sending';
  return (
    <div className="mlc-UnsentRow">
      <div className="mlc-UnsentRow-text">
        {isWhole ? revealBidi(textOf(entry)) : excerpt(textOf(entry))}
      </div>
      {entry.problem && <div className="mlc-UnsentRow-problem">{entry.problem}</div>}
      <div className="mlc-UnsentRow-actions">
        <span className="mlc-UnsentRow-state">
          {isSending ? trans.__('Sending…') : trans.__('Not sent yet')}
        </span>
        {onEdit && (
          <button type="button" className="mlc-Link" disabled={isSending} onClick={onEdit}>
            {trans.__('Edit')}
          </button>
        )}
        <button
          type="button"
          className="mlc-Link"
          disabled={isSending}
          onClick={() => outbox.retry(entry.id)}
        >
          {trans.__('Retry')}
        </button>
        <button
          type="button"
          className="mlc-Link"
          disabled={isSending}
          onClick={() => void outbox.discard(entry.id)}
        >
          {trans.__('Discard')}
        </button>
      </div>
    </div>
  );
}

/** What was written: a comment's text, or the line of a request to look. */
export function textOf(entry: IOutboxEntry): string {
  const { body, line } = entry.body;
  const text = typeof body === 'string' ? body : line;
  return typeof text === 'string' ? text : '';
}
