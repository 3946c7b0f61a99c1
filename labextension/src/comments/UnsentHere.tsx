import React from 'react';
import type { IOutboxEntry } from '../core/tokens';
import { Composer } from '../ui/Composer';
import type { IScreenServices } from './screenservices';
import type { IThreads } from './tokens';
import { textOf, UnsentRow } from './UnsentRow';

export interface IUnsentHereProps {
  readonly threads: IThreads;
  readonly entry: IOutboxEntry;
  readonly services: IScreenServices;
}

/** What was not sent, at the place where it belongs; there it can be corrected. It stays until something else is sent. */
export function UnsentHere({ threads, entry, services }: IUnsentHereProps): React.JSX.Element {
  const { outbox, trans } = services;
  if (threads.correcting !== entry.id) {
    const onEdit = (): void => void threads.correct(entry);
    return <UnsentRow entry={entry} outbox={outbox} trans={trans} onEdit={onEdit} />;
  }
  return (
    <div className="mlc-UnsentRow mlc-mod-correcting">
      {entry.problem && <div className="mlc-UnsentRow-problem">{entry.problem}</div>}
      <Composer
        services={services}
        project={threads.project}
        label={trans.__('Edit what was not sent')}
        sendLabel={trans.__('Send')}
        draftKey={`unsent:${entry.id}`}
        initialText={textOf(entry)}
        sendUnchanged={true}
        offerBlocking={entry.operation === 'start-thread'}
        initialBlocking={entry.body.blocking === true}
        autoFocus={true}
        onSend={(body, blocking) =>
          threads.resend(entry, entry.operation === 'start-thread' ? { body, blocking } : { body })
        }
        onCancel={() => void threads.correct(null)}
      />
    </div>
  );
}
