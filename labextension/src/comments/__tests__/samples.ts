import type { Anchor, Placement } from '../../anchors/tokens';
import type { Schemas } from '../../core/tokens';
import type { Comment, InboxItem, IPlacedThread, Look, Thread } from '../tokens';

export function person(name: string, username = name.toLowerCase()): Schemas['Person'] {
  return {
    username,
    displayName: name,
    initials: name.slice(0, 1),
    avatarUrl: null,
    color: null,
    verified: true
  };
}

export function comment(body: string, given: Partial<Comment> = {}): Comment {
  return {
    id: 'comment',
    author: person('Bo'),
    at: '2026-01-02T03:04:05Z',
    body,
    canDelete: false,
    canEdit: false,
    deleted: false,
    editedAt: null,
    erased: false,
    imported: false,
    otherTexts: [],
    role: 'reviewer',
    signedBy: null,
    unread: false,
    viaGit: false,
    ...given
  };
}

export function anchor(given: Partial<Anchor> = {}): Anchor {
  return {
    kind: 'cell',
    cell: {
      cellCount: 20,
      headings: ['Train', 'Split'],
      id: null,
      idTrusted: false,
      index: 3,
      nextHash: null,
      previousHash: null,
      sourceCut: false,
      sourceHash: '0',
      sourceText: 'x = 1',
      type: 'code'
    },
    chosen: false,
    detached: false,
    entry: null,
    passage: null,
    madeOn: null,
    output: null,
    quote: null,
    snapshot: { excerpt: 'x = 1', cut: false },
    version: 1,
    ...given
  };
}

export function thread(id: string, given: Partial<Thread> = {}): Thread {
  return {
    id,
    anchor: anchor(),
    blocking: false,
    canPlace: true,
    canResolve: true,
    comments: [comment('leaks the target?')],
    document: 'document',
    mentionsMe: false,
    mine: false,
    path: 'train.ipynb',
    resolvedAt: null,
    resolvedBy: null,
    seq: 1,
    status: 'open',
    unread: 0,
    updatedAt: '2026-01-02T03:04:05Z',
    version: 'version',
    ...given
  };
}

export function placement(threadId: string, given: Partial<Placement> = {}): Placement {
  return {
    threadId,
    cellId: null,
    cellIndex: 3,
    confidence: 1,
    entryIndex: null,
    quoteEnd: null,
    quoteStart: null,
    reason: 'id',
    state: 'anchored',
    ...given
  };
}

export function placed(
  of: Thread,
  state: Placement['state'] = 'anchored',
  given: Partial<IPlacedThread> = {}
): IPlacedThread {
  const cellIndex = state === 'orphaned' ? null : 3;
  return {
    thread: of,
    placement: placement(of.id, { state, cellIndex }),
    cellIndex,
    resultChanged: false,
    unsent: [],
    ...given
  };
}

export function inboxItem(id: string, seq: number, given: Partial<InboxItem> = {}): InboxItem {
  return {
    id,
    seq,
    kind: 'thread',
    reason: 'reply',
    path: 'train.ipynb',
    excerpt: 'Yes, it does.',
    actor: person('Bo'),
    at: '2026-01-02T03:04:05Z',
    unread: true,
    viaGit: false,
    signedBy: null,
    ...given
  };
}

/** Somebody who was asked, and has not answered unless that is given. */
export function lookAnswer(
  name: string,
  given: Partial<Schemas['LookAnswerShown']> = {}
): Schemas['LookAnswerShown'] {
  return { person: person(name), how: null, at: null, viaGit: false, signedBy: null, ...given };
}

export function look(id: string, given: Partial<Look> = {}): Look {
  return {
    id,
    path: 'train.ipynb',
    asker: person('Ana'),
    line: 'Is the split right?',
    at: '2026-01-02T03:04:05Z',
    answers: [lookAnswer('Bo')],
    mine: false,
    signedBy: null,
    viaGit: false,
    waitingForMe: true,
    ...given
  };
}
