"""Reading threads: one, those of a notebook, those of the project, and where they stand. Journal only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from ..access.people import people_by_name
from ..access.work import Reading
from ..anchors.documents import documents_at, path_of, paths_of
from ..anchors.entries import place_entries
from ..anchors.passages import place_passages
from ..anchors.place import place
from ..anchors.schema import PlacementRequest
from ..core.errors import NotFound
from ..core.people import Person
from ..journal.event import came_through_git
from ..journal.fold import StoredView
from ..journal.signers import signers
from . import policy
from .marks import read_up_to
from .schema import (
    Comment,
    FoldedComment,
    FoldedThread,
    Notebooks,
    NotebookSummary,
    Placements,
    Shelf,
    Thread,
    ThreadList,
)

if TYPE_CHECKING:
    from ..journal.journal import Reader

PAGE = 500


def thread(work: Reading, thread_id: str) -> Thread:
    """One thread with all its comments.

    Raises:
        NotFound: there is no such thread, or all of it was deleted.
    """
    return show(work, thread_id)


def threads(
    work: Reading,
    path: str | None = None,
    shelf: Shelf | None = None,
    search: str | None = None,
    limit: int = PAGE,
    after: str | None = None,
) -> ThreadList:
    """The threads of the notebook at `path`, or of the whole project; newest change first.

    `shelf` keeps one kind: open, resolved, those I wrote in (mine), those that mention me. `search` keeps those whose
    comments hold all its words, best match first. At most `limit` of up to 500; `more` says that there are others
    behind the last one, whose id as `after` gives the next page. A thread that changes between two pages may stand on
    both, and none is left out.

    Raises:
        NotFound: there never was a thread `after`.
    """
    head = work.journal.head()
    documents = documents_at(work, path) if path else []
    if path and not documents:
        return ThreadList(documents=[], threads=[], head=head, more=False)
    limit = max(1, min(limit, PAGE))
    status = shelf if shelf in ("open", "resolved") else None
    searched: list[str] | list[None] = documents or [None]
    found = (
        [one for document in searched for one in work.journal.search("thread", search, PAGE, document, status)]
        if search and search.strip()
        else None
    )
    views = [v for d in searched for v in work.journal.views("thread", subject=d, status=status, ids=found)]
    shown = _Shown(work)
    ordered = _behind(work, _sorted(views, found), found, after)
    listed = (t for v in ordered if v.status != "deleted" and _on(t := shown.thread(v), shelf))
    kept = list(islice(listed, limit + 1))  # What is not shown is not looked into: a project may hold very many.
    return ThreadList(documents=documents, threads=kept[:limit], head=head, more=len(kept) > limit)


def notebooks(work: Reading) -> Notebooks:
    """Every notebook of the project that has threads, with how many are open, resolved and unread."""
    counts: dict[str, Counter[str]] = {}
    for document, status, count in work.journal.counts("thread"):
        if document is not None and status in ("open", "resolved"):
            counts.setdefault(document, Counter())[status] += count
    for document, unread in _unread_by_document(work).items():
        counts.setdefault(document, Counter())["unread"] += unread
    by_path: dict[str, Counter[str]] = {}
    for document, path in paths_of(work, counts).items():
        by_path.setdefault(path, Counter()).update(counts[document])
    listed = [
        NotebookSummary(path=path, open=c["open"], resolved=c["resolved"], unread=c["unread"])
        for path, c in by_path.items()
        if c["open"] or c["resolved"]
    ]
    return Notebooks(notebooks=sorted(listed, key=lambda n: n.path))


def open_threads(work: Reading) -> dict[str, int]:
    """How many threads are open on each notebook and card that has any, by path."""
    counts = {d: count for d, status, count in work.journal.counts("thread") if d is not None and status == "open"}
    by_path = Counter[str]()
    for document, path in paths_of(work, counts).items() if counts else ():
        by_path[path] += counts[document]
    return dict(by_path)


def placements(work: Reading, placement_request: PlacementRequest) -> Placements:
    """Where every thread of the document at `path` stands among the given cells, saved or not, or entries,
    or in the given text.

    Nothing is stored: a placement is computed whenever it is shown.
    """
    documents = documents_at(work, placement_request.path)
    views = [v for d in documents for v in work.journal.views("thread", subject=d) if v.status != "deleted"]
    folded = [msgspec.json.decode(view.body, type=FoldedThread) for view in views]
    anchors = {t.id: t.anchor for t in folded if t.anchor is not None}
    on_entries = {thread: anchor for thread, anchor in anchors.items() if anchor.kind == "entry"}
    in_text = {thread: anchor for thread, anchor in anchors.items() if anchor.kind in ("text", "file")}
    on_cells = {thread: anchor for thread, anchor in anchors.items() if thread not in on_entries | in_text}
    placed = place(on_cells, placement_request.cells) | place_entries(on_entries, placement_request.entries)
    placed |= place_passages(in_text, placement_request.text or "")
    return Placements(placements=list(placed.values()))


def load(journal: Reader, thread_id: str, deleted_too: bool = False) -> FoldedThread:
    """The folded thread.

    Raises:
        NotFound: there is no such thread, or all of it was deleted and `deleted_too` is false.
    """
    view = journal.view("thread", thread_id)
    folded = msgspec.json.decode(view.body, type=FoldedThread) if view else None
    if folded is None or (folded.status == "deleted" and not deleted_too):
        raise NotFound("This thread does not exist any more.")
    return folded


def show(work: Reading, thread_id: str) -> Thread:
    """The thread as the person asking sees it.

    Raises:
        NotFound: there is no such thread, or all of it was deleted.
    """
    load(work.journal, thread_id)
    view = work.journal.view("thread", thread_id)
    assert view is not None
    return _Shown(work).thread(view)


class _Shown:
    """Turns folded threads into answers, looking up people and paths once."""

    def __init__(self, work: Reading) -> None:
        self.work = work
        self.me = work.person.username
        self.people = people_by_name(work)
        self._paths: dict[str, str] = {}
        self._signers = signers(work.journal)

    def thread(self, view: StoredView) -> Thread:
        folded = msgspec.json.decode(view.body, type=FoldedThread)
        actor = self.work.context.actor
        # One by one: a person may have read very many threads, of which few are shown.
        read = read_up_to(self.work, folded.id)
        comments = [self._comment(comment, read) for comment in folded.comments]
        return Thread(
            id=folded.id,
            document=folded.document,
            path=self._path(folded.document),
            anchor=folded.anchor,
            status="resolved" if folded.status == "resolved" else "open",
            blocking=folded.blocking,
            comments=comments,
            resolved_by=self.people(folded.resolved_by) if folded.resolved_by else None,
            resolved_at=folded.resolved_at,
            version=folded.version,
            seq=view.seq,
            updated_at=folded.updated_at,
            unread=sum(c.unread for c in comments),
            mentions_me=any(self.me in c.mentions for c in folded.comments),
            mine=any(c.author == self.me for c in folded.comments),
            can_resolve=policy.may_resolve(actor, folded),
            can_place=policy.may_place(actor, folded),
        )

    def _comment(self, comment: FoldedComment, read: int) -> Comment:
        actor = self.work.context.actor
        unread = comment.author != self.me and not comment.deleted and comment.seq > read
        return Comment(
            id=comment.id,
            author=self._author(comment),
            role=comment.role,
            at=comment.at,
            body=comment.body,
            edited_at=comment.edited_at,
            other_texts=[text.body for text in comment.texts[:-1]],
            deleted=comment.deleted,
            erased=comment.erased,
            imported=comment.origin is not None,
            via_git=came_through_git(comment.origin),
            signed_by=self._signers.of_others(comment.origin, comment.seq),
            unread=unread,
            can_edit=policy.may_edit(actor, comment),
            can_delete=policy.may_delete(actor, comment),
        )

    def _author(self, comment: FoldedComment) -> Person:
        """The author, verified only if they were when they wrote: a later sign-in proves nothing about earlier."""
        person = self.people(comment.author)
        return msgspec.structs.replace(person, verified=comment.verified)

    def _path(self, document: str) -> str:
        if document not in self._paths:
            self._paths[document] = path_of(self.work, document) or ""
        return self._paths[document]


def _on(thread: Thread, shelf: Shelf | None) -> bool:
    if shelf == "mine":
        return thread.mine
    return shelf != "mentions" or thread.mentions_me


def _sorted(views: Iterable[StoredView], found: list[str] | None) -> list[StoredView]:
    if found is None:
        return sorted(views, key=lambda view: (view.updated_at, view.id), reverse=True)
    rank = {thread_id: place for place, thread_id in enumerate(found)}
    return sorted(views, key=lambda view: rank[view.id])


def _behind(work: Reading, views: list[StoredView], found: list[str] | None, after: str | None) -> list[StoredView]:
    """Those of the sorted views that come behind the thread `after`, which need not be among them any more."""
    if after is None:
        return views
    last = work.journal.view("thread", after)
    if last is None:
        raise NotFound("This thread does not exist any more.")
    if found is None:
        return [view for view in views if (view.updated_at, view.id) < (last.updated_at, last.id)]
    behind = set(found[found.index(after) + 1 :] if after in found else found)
    return [view for view in views if view.id in behind]


def _unread_by_document(work: Reading) -> Counter[str]:
    """How many threads that concern the person hold something unread, by document."""
    shown, counts = _Shown(work), Counter[str]()
    ids = {notice.entity for notice in work.journal.notices(work.person.username) if notice.entity_kind == "thread"}
    for view in work.journal.views("thread", ids=sorted(ids)) if ids else []:
        counts[view.subject or ""] += view.status != "deleted" and shown.thread(view).unread > 0
    return counts
