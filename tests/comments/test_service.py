"""Threads from opening to erasing, on a real journal."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec.structs import replace as replace_fields

from jupyter_mlcollab.anchors.schema import NotebookTarget, Placement, PlacementRequest, SourceTarget
from jupyter_mlcollab.comments import looks, service, threads
from jupyter_mlcollab.comments.inbox import inbox
from jupyter_mlcollab.comments.schema import (
    BlockingChange,
    CommentDeleted,
    Edit,
    LookAnswer,
    NewLook,
    NewPlace,
    Nothing,
    ReadMark,
    Reply,
    StatusChange,
)
from jupyter_mlcollab.core.errors import Conflict, Forbidden, Invalid, NotFound
from jupyter_mlcollab.core.ids import new_id
from jupyter_mlcollab.core.notebook import Cell
from jupyter_mlcollab.journal.check import verify


@pytest.fixture
def thread(as_, new_thread):
    return as_("ana").write(service.open_thread, new_thread(), [])


def reply_of(body: str) -> Reply:
    return Reply(id=new_id(), body=body)


def test_opening_twice_with_one_id_is_one_thread(as_, new_thread):
    new = new_thread()
    first = as_("ana").write(service.open_thread, new, [])
    again = as_("ana").write(service.open_thread, new, [])
    assert first.comments == again.comments
    assert len(as_("ana").read(threads.threads, "train.ipynb").threads) == 1


def test_an_id_that_stands_for_something_else_is_refused_and_changes_nothing(as_, new_thread, thread):
    taken = new_thread("Other words")
    with pytest.raises(Conflict):
        as_("ana").write(service.reply, thread.id, Reply(id=thread.id, body="Other words"))
    with pytest.raises(Conflict):
        # Somebody else's retry of Ana's very request is not Ana's.
        as_("bo").write(
            service.open_thread,
            new_thread().__class__(id=thread.id, path=taken.path, target=taken.target, body=thread.comments[0].body),
            [],
        )
    assert len(as_("ana").read(threads.thread, thread.id).comments) == 1


def test_who_has_not_said_who_they_are_cannot_write_but_can_read(as_, new_thread, thread):
    with pytest.raises(Forbidden) as refused:
        as_("cy", declared=False).write(service.open_thread, new_thread(), [])
    assert refused.value.details == {"declare": True}
    assert as_("cy", declared=False).read(threads.thread, thread.id).id == thread.id


def test_edits_are_marked_and_only_the_authors_own(as_, thread):
    edit = Edit(id=new_id(), seen=thread.version, body="Does it still leak?")
    for other in ("bo", "mona"):
        with pytest.raises(Forbidden):
            as_(other).write(service.edit, thread.id, thread.id, edit)
    edited = as_("ana").write(service.edit, thread.id, thread.id, edit)
    assert edited.comments[0].body == "Does it still leak?"
    assert edited.comments[0].edited_at is not None
    assert as_("ana").write(service.edit, thread.id, thread.id, edit) == edited


def test_a_stale_resolve_is_refused_with_the_thread_as_it_is(as_, thread):
    resolved = StatusChange(id=new_id(), seen=thread.version, status="resolved")
    as_("ana").write(service.change_status, thread.id, resolved)
    stale = StatusChange(id=new_id(), seen=thread.version, status="open")
    with pytest.raises(Conflict) as refused:
        as_("bo").write(service.change_status, thread.id, stale)
    assert refused.value.details["current"].status == "resolved"


def test_a_blocking_thread_is_resolved_by_its_opener_a_reviewer_or_a_maintainer_only(as_, thread):
    blocked = as_("ana").write(
        service.change_blocking, thread.id, BlockingChange(id=new_id(), seen=thread.version, blocking=True)
    )
    assert blocked.blocking
    resolve = StatusChange(id=new_id(), seen=blocked.version, status="resolved")
    with pytest.raises(Forbidden):
        as_("cy").write(service.change_status, thread.id, resolve)
    assert as_("cy").read(threads.thread, thread.id).can_resolve is False
    assert as_("bo").write(service.change_status, thread.id, resolve).status == "resolved"


def test_deleting_leaves_a_tombstone_and_the_last_comment_takes_the_thread(as_, thread):
    replied = as_("bo").write(service.reply, thread.id, reply_of("Yes"))
    first = as_("ana").write(service.delete, thread.id, thread.id, new_id())
    assert [(c.body, c.deleted, c.erased) for c in first.comments] == [(None, True, False), ("Yes", False, False)]
    assert as_("bo").write(service.delete, thread.id, replied.comments[1].id, new_id()) is None
    assert as_("ana").read(threads.threads, "train.ipynb").threads == []
    with pytest.raises(NotFound):
        as_("ana").write(service.reply, thread.id, reply_of("Too late"))


def test_a_deleted_comment_can_still_be_erased(as_, thread, journal):
    as_("bo").write(service.reply, thread.id, reply_of("Stays"))
    as_("ana").write(service.delete, thread.id, thread.id, new_id(), False)
    shown = as_("ana").write(service.delete, thread.id, thread.id, new_id(), True)
    assert shown.comments[0].erased
    assert shown.anchor is not None
    assert shown.anchor.snapshot is None
    assert verify(journal) == []


def test_erasing_takes_every_version_of_the_text_from_the_file(as_, thread, journal):
    as_("bo").write(service.reply, thread.id, reply_of("Stays"))
    edited = as_("ana").write(
        service.edit, thread.id, thread.id, Edit(id=new_id(), seen=thread.version, body="zanzibar secret")
    )
    assert edited.comments[0].body == "zanzibar secret"
    as_("ana").write(service.delete, thread.id, thread.id, new_id(), True)
    journal.close()
    kept = b"".join(f.read_bytes() for f in journal.path.parent.iterdir())
    assert b"zanzibar" not in kept
    assert b"Does the split leak" not in kept


def test_a_place_a_person_picked_and_one_they_took_away(as_, thread, new_thread):
    detached = as_("bo").write(service.change_place, thread.id, NewPlace(id=new_id(), seen=thread.version, target=None))
    assert detached.anchor.detached
    target = new_thread().target
    picked = as_("bo").write(
        service.change_place, thread.id, NewPlace(id=new_id(), seen=detached.version, target=target)
    )
    assert (picked.anchor.chosen, picked.anchor.detached) == (True, False)


def test_unread_is_each_persons_own(as_, thread):
    replied = as_("bo").write(service.reply, thread.id, reply_of("Yes"))
    assert replied.unread == 0, "who answers has read what they answer"
    assert as_("ana").read(threads.thread, thread.id).unread == 1
    as_("ana").write(service.mark_read, thread.id, ReadMark(seq=replied.seq))
    assert as_("ana").read(threads.thread, thread.id).unread == 0
    assert as_("vera").read(threads.thread, thread.id).unread == 2


def test_a_late_message_makes_nothing_unread_again_but_a_person_can(as_, thread):
    replied = as_("bo").write(service.reply, thread.id, reply_of("Yes"))
    as_("ana").write(service.mark_read, thread.id, ReadMark(seq=replied.seq))
    assert as_("ana").write(service.mark_read, thread.id, ReadMark(seq=1)).unread == 0
    assert as_("ana").write(service.mark_read, thread.id, ReadMark(seq=0)).unread == 1


def test_shelves_and_search(as_, new_thread):
    mine = as_("ana").write(service.open_thread, new_thread("Leakage in the split?"), [])
    other = as_("bo").write(service.open_thread, new_thread("Seeds, @ana?"), [])
    as_("bo").write(service.change_status, other.id, StatusChange(id=new_id(), seen=other.version, status="resolved"))

    def ids(**query):
        return {t.id for t in as_("ana").journal.read(lambda r: threads.threads(_reading(as_, r), **query)).threads}

    assert ids(shelf="open") == {mine.id}
    assert ids(shelf="resolved") == {other.id}
    assert ids(shelf="mine") == {mine.id}
    assert ids(shelf="mentions") == {other.id}
    assert ids(search="leak") == {mine.id}
    assert ids(search='seeds "') == {other.id}
    assert ids(search="split seeds") == set()


def test_a_long_list_comes_in_pages_without_a_gap(as_, new_thread):
    opened = [as_("ana").write(service.open_thread, new_thread(f"split {number}"), []) for number in range(5)]
    expected = [thread.id for thread in reversed(opened)]

    def page(after=None, **query):
        found = as_("ana").journal.read(lambda r: threads.threads(_reading(as_, r), limit=2, after=after, **query))
        return [thread.id for thread in found.threads], found.more

    assert page() == (expected[:2], True)
    assert page(expected[1]) == (expected[2:4], True)
    assert page(expected[3]) == (expected[4:], False)

    # Behind one that has changed since, or was deleted, everything comes once more: nothing is left out.
    as_("bo").write(service.reply, expected[1], reply_of("Why?"))
    assert page(expected[1])[0] == [expected[0], expected[2]]
    as_("ana").write(service.delete, expected[2], expected[2], new_id(), False)
    assert page(expected[2])[0] == expected[1::-1]
    with pytest.raises(NotFound):
        page("nothing")

    best, more = page(search="split")
    assert more
    assert set(best + page(best[-1], search="split")[0]) == {*expected} - {expected[2]}


def _reading(as_, reader):
    from jupyter_mlcollab.access.work import Reading

    return Reading(as_("ana").context, reader)


def test_notebooks_are_counted(as_, new_thread):
    as_("ana").write(service.open_thread, new_thread(), [])
    second = as_("ana").write(service.open_thread, new_thread(path="b/eval.ipynb"), [])
    as_("bo").write(service.reply, second.id, reply_of("Hm"))
    counted = as_("ana").read(threads.notebooks).notebooks
    assert [(n.path, n.open, n.resolved, n.unread) for n in counted] == [
        ("b/eval.ipynb", 1, 0, 1),
        ("train.ipynb", 1, 0, 0),
    ]


def test_mentions_outside_code_reach_the_inbox_once_and_oneself_never(as_, new_thread):
    as_("ana").write(service.open_thread, new_thread("@bo @bo see `@mona` and @ana and @nobody"), [])
    assert [(i.reason, i.actor.username) for i in as_("bo").read(inbox).items] == [("mention", "ana")]
    assert as_("mona").read(inbox).items == []
    assert as_("ana").read(inbox).items == []


def test_a_mention_edited_away_leaves_the_inbox(as_, new_thread):
    thread = as_("ana").write(service.open_thread, new_thread("@bo look"), [])
    as_("ana").write(service.edit, thread.id, thread.id, Edit(id=new_id(), seen=thread.version, body="Look"))
    assert as_("bo").read(inbox).items == []


def test_a_look_is_answered_once_by_who_was_asked(as_):
    look = NewLook(id=new_id(), path="train.ipynb", people=["bo", "cy", "bo", "ana"], line="Is the\nsplit right?")
    asked = as_("ana").write(looks.ask_for_look, look, [])
    assert asked.line == "Is the split right?"
    assert [a.person.username for a in asked.answers] == ["bo", "cy"]
    with pytest.raises(Forbidden):
        as_("mona").write(looks.answer_look, look.id, LookAnswer(id=new_id()))
    as_("bo").write(looks.answer_look, look.id, LookAnswer(id=new_id()))
    as_("bo").write(looks.answer_look, look.id, LookAnswer(id=new_id()))
    items = as_("ana").read(inbox).items
    assert [(i.kind, i.reason, i.actor.username) for i in items] == [("look", "answer", "bo")]


def test_asking_nobody_but_oneself_is_refused(as_):
    with pytest.raises(Invalid):
        as_("ana").write(looks.ask_for_look, NewLook(id=new_id(), path="train.ipynb", people=["ana"], line=""), [])


def test_the_log_still_verifies_after_all_that(as_, thread, journal):
    as_("bo").write(service.reply, thread.id, reply_of("One"))
    as_("ana").write(service.delete, thread.id, thread.id, new_id(), True)
    assert verify(journal) == []


def test_a_retry_is_the_same_words_whoever_became_known_meanwhile(as_, new_thread):
    new, ana = new_thread("Bo, @dora, please look"), as_("ana")
    first = ana.write(service.open_thread, new, [])
    answer = reply_of("and @dora again")
    ana.write(service.reply, first.id, answer)
    known = ana.context.known_people()
    dora = replace_fields(known[0], person=replace_fields(known[0].person, username="dora"), handle="dora")
    later = replace(ana, context=replace(ana.context, known_people=lambda: [*known, dora]))
    assert later.write(service.open_thread, new, []).id == first.id
    assert len(later.write(service.reply, first.id, answer).comments) == 2


def test_a_kind_of_event_that_only_a_later_version_knows_makes_no_change_stale(as_, thread):
    ana = as_("ana")
    ana.write(lambda work: work.append(work.event("thread.pinned", thread.id, Nothing())))
    change = StatusChange(id=new_id(), seen=ana.read(threads.thread, thread.id).version, status="resolved")
    assert ana.write(service.change_status, thread.id, change).status == "resolved"


def test_a_thread_on_the_whole_notebook_has_no_place_to_be_taken_from(as_, new_thread):
    opened = as_("ana").write(service.open_thread, replace_fields(new_thread(), target=NotebookTarget()), [])
    with pytest.raises(Invalid):
        as_("ana").write(service.change_place, opened.id, NewPlace(id=new_id(), seen=opened.version, target=None))


def test_what_was_erased_elsewhere_is_not_called_erased_while_its_text_is_here(as_, thread):
    """A deletion can come from another replica, whose erasing reaches its own copy only."""
    ana = as_("ana")
    ana.write(service.reply, thread.id, reply_of("stays"))
    said = CommentDeleted(comment=thread.id, erased=True)
    ana.write(lambda work: work.append(work.event("comment.deleted", thread.id, said, None, entity_kind="thread")))
    shown = ana.read(threads.thread, thread.id).comments[0]
    assert (shown.deleted, shown.erased, shown.can_delete) == (True, False, True)
    again = ana.write(service.delete, thread.id, thread.id, new_id(), True)
    assert again.comments[0].erased


def test_a_search_in_one_notebook_finds_its_threads_behind_a_crowd_elsewhere(as_, new_thread, monkeypatch):
    monkeypatch.setattr(threads, "PAGE", 3)
    for _ in range(5):
        as_("ana").write(service.open_thread, new_thread("leak leak leak", path="crowd.ipynb"), [])
    hidden = as_("ana").write(service.open_thread, new_thread("somewhere in many words there is a leak too"), [])
    found = as_("ana").read(threads.threads, "train.ipynb", None, "leak")
    assert [t.id for t in found.threads] == [hidden.id]


def test_a_thread_on_an_old_line_names_its_version_and_finds_its_place_today(as_, new_thread):
    target = new_thread().target
    old = replace_fields(target.surroundings, source="half = 2\nfit(half)", made_on="a1b2c3d")
    line = SourceTarget(surroundings=old, start=0, end=len("half = 2"))
    opened = as_("ana").write(service.open_thread, replace_fields(new_thread(), target=line), [])
    assert (opened.anchor.made_on, opened.anchor.quote.exact) == ("a1b2c3d", "half = 2")

    def place(source: str) -> Placement:
        cells = [Cell(id="split", cell_type="code", source=source)]
        request = PlacementRequest(path="train.ipynb", cells=cells)
        (found,) = as_("vera").read(threads.placements, request).placements
        return found

    assert place("half = 2\nfit(half)").state == "anchored"
    edited = place("half = 3\nfit(half)")
    assert (edited.state, edited.quote_start, edited.quote_end) == ("outdated", 0, len("half = 3"))
