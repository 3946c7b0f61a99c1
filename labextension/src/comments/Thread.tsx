import React, { useEffect, useRef, useState } from 'react';
import { sentenceOf } from '../core/errors';
import type { IOutboxEntry } from '../core/tokens';
import { Composer } from '../ui/Composer';
import { Failure } from '../ui/Failure';
import { usePeople } from '../ui/usePeople';
import { CommentView } from './CommentView';
import { PlaceQuestion, Snapshot } from './Placement';
import type { IScreenServices } from './screenservices';
import { ThreadHeader } from './ThreadHeader';
import type { IPlacedThread, IThreads, Thread } from './tokens';
import { UnsentHere } from './UnsentHere';
import { useInView } from './useInView';

/** With more replies than this the middle ones are folded. */
const MOST_REPLIES = 5;

/** How many of the last replies stay when others are folded. */
const LAST_REPLIES = 2;

const TEXT = /^(textarea|input)$/;

export interface IThreadProps {
  readonly threads: IThreads;
  readonly placed: IPlacedThread;
  readonly services: IScreenServices;

  /** It was open before, left the page and came back: nobody asked for it now. */
  readonly isBack?: boolean;
}

/** A whole thread beneath its cell. */
export function ThreadView(props: IThreadProps): React.JSX.Element {
  const { threads, placed, services, isBack = false } = props;
  const { thread, unsent } = placed;
  const { trans } = services;
  const [problem, setProblem] = useState<string | null>(null);
  const [isPlacing, setPlacing] = useState(false);
  const node = useRef<HTMLElement>(null);
  const wasUnread = useReading(threads, thread);
  useInView(node, !isBack);
  useEffect(() => (isBack ? undefined : arrive(node.current)), [thread.id]);
  const attempt = async (action: () => Promise<void>): Promise<void> => {
    try {
      setProblem(null);
      await action();
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  return (
    <article
      ref={node}
      className={`mlc-Thread${thread.status === 'resolved' ? ' mlc-mod-resolved' : ''}`}
      tabIndex={-1}
      aria-label={trans.__('Thread')}
      data-mlc-thread-view={thread.id}
    >
      <ThreadHeader {...props} attempt={attempt} onWrongPlace={() => setPlacing(true)} />
      {problem !== null && <Failure message={problem} trans={trans} />}
      <PlaceQuestion {...props} isAsking={isPlacing} onDone={() => setPlacing(false)} />
      <Snapshot threads={threads} placed={placed} trans={trans} />
      <Comments {...props} wasUnread={wasUnread} />
      {unsent
        .filter(entry => commentOf(entry, thread) === null)
        .map(entry => (
          <UnsentHere key={entry.id} threads={threads} entry={entry} services={services} />
        ))}
      <ReplyField {...props} onDone={() => node.current?.focus({ preventScroll: true })} />
    </article>
  );
}

/** One line that grows into a composer, and is one line again after each reply. */
function ReplyField({
  threads,
  placed,
  services,
  onDone
}: IThreadProps & { onDone(): void }): React.JSX.Element {
  const { trans } = services;
  const { id } = placed.thread;
  const [sent, setSent] = useState(0);
  return (
    <div className="mlc-Thread-reply">
      <Composer
        key={sent}
        services={services}
        project={threads.project}
        label={trans.__('Reply')}
        placeholder={trans.__('Reply…')}
        sendLabel={trans.__('Reply')}
        draftKey={`reply:${id}`}
        compact={true}
        onSend={async text => {
          await threads.reply(id, text);
          setSent(sent + 1);
          onDone();
        }}
        onCancel={onDone}
      />
    </div>
  );
}

interface ICommentsProps extends IThreadProps {
  readonly wasUnread: ReadonlySet<string>;
}

function Comments(props: ICommentsProps): React.JSX.Element {
  const { threads, placed, services, wasUnread } = props;
  const { thread, unsent } = placed;
  const people = usePeople(services.people, threads.project);
  const [isUnfolded, setUnfolded] = useState(false);
  const edited = unsent.flatMap(entry => commentOf(entry, thread) ?? []);
  const kept = new Set([...wasUnread, ...edited]);
  const folded = isUnfolded ? new Set<string>() : foldedReplies(thread, kept);
  const firstFolded = thread.comments.find(({ id }) => folded.has(id));
  return (
    <div className="mlc-Thread-comments" role="log">
      {thread.comments.map(comment => {
        if (comment === firstFolded) {
          return (
            <button
              key="fold"
              type="button"
              className="mlc-Link mlc-Thread-fold"
              onClick={() => setUnfolded(true)}
            >
              {services.trans._n('Show %1 more reply', 'Show %1 more replies', folded.size)}
            </button>
          );
        }
        return folded.has(comment.id) ? null : (
          <React.Fragment key={comment.id}>
            <CommentView
              {...{ threads, thread, comment, people, services }}
              isNew={wasUnread.has(comment.id)}
            />
            {unsent
              .filter(entry => commentOf(entry, thread) === comment.id)
              .map(entry => (
                <UnsentHere key={entry.id} {...{ threads, entry, services }} />
              ))}
          </React.Fragment>
        );
      })}
    </div>
  );
}

/** The comment an edit is about, which shows what the text is now; null for replies and where it is gone. */
function commentOf({ operation, parameters }: IOutboxEntry, thread: Thread): string | null {
  const { commentId = '' } = parameters;
  const isHere = operation === 'edit' && thread.comments.some(({ id }) => id === commentId);
  return isHere ? commentId : null;
}

/** The replies in the middle of a long thread, save those that are new to the person. */
export function foldedReplies(thread: Thread, wasUnread: ReadonlySet<string>): Set<string> {
  const replies = thread.comments.slice(1);
  const middle = replies.length > MOST_REPLIES ? replies.slice(0, -LAST_REPLIES) : [];
  return new Set(middle.map(({ id }) => id).filter(id => !wasUnread.has(id)));
}

/** Marks the thread as read once it is seen; returns which comments were not when it was opened, or came since. */
function useReading(threads: IThreads, thread: Thread): ReadonlySet<string> {
  const wasUnread = useRef(new Set<string>());
  thread.comments.filter(({ unread }) => unread).forEach(({ id }) => wasUnread.current.add(id));
  useEffect(() => {
    const read = (): void => {
      if (thread.unread > 0 && document.visibilityState === 'visible' && threads.isVisible) {
        // Left unread it is only shown as new again.
        threads.markRead(thread).catch(() => undefined);
      }
    };
    read();
    document.addEventListener('visibilitychange', read);
    return () => document.removeEventListener('visibilitychange', read);
  }, [threads, thread]);
  return wasUnread.current;
}

/** Brings the keyboard to a thread that was just opened, unless the person writes elsewhere. */
function arrive(node: HTMLElement | null): void {
  const active = document.activeElement;
  const isWriting =
    active instanceof HTMLElement && (active.isContentEditable || TEXT.test(active.localName));
  if (!isWriting) {
    node?.focus({ preventScroll: true });
  }
}
