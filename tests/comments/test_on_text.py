"""Threads on words of a page and on the page as a whole, on a real journal: put, placed, put elsewhere, erased, and
found after the page was renamed."""

from __future__ import annotations

import pytest

from jupyter_mlcollab.anchors.documents import move_documents
from jupyter_mlcollab.anchors.schema import FileTarget, PlacementRequest
from jupyter_mlcollab.anchors.selecting import select_words
from jupyter_mlcollab.comments import service, threads
from jupyter_mlcollab.comments.schema import NewPlace, NewThread
from jupyter_mlcollab.core.errors import Invalid
from jupyter_mlcollab.core.ids import new_id

PAGE = "pages/plan.md"
TEXT = "# Plan\n\nWe predict who leaves. The AUC has to be above 0.87.\n\nThen we ask the sales team.\n"
QUOTE = "The AUC has to be above 0.87."


def open_thread(as_, target):
    return as_("ana").write(service.open_thread, NewThread(id=new_id(), path=PAGE, target=target, body="Why?"), [])


@pytest.fixture
def thread(as_):
    return open_thread(as_, select_words(TEXT, QUOTE))


def places(as_, text: str | None, path: str = PAGE) -> dict[str, tuple[str, int | None]]:
    found = as_("bo").read(threads.placements, PlacementRequest(path=path, text=text))
    return {p.thread_id: (p.state, p.quote_start) for p in found.placements}


def test_it_follows_its_words_through_the_page(as_, thread):
    assert thread.anchor.snapshot.excerpt == QUOTE
    assert places(as_, TEXT) == {thread.id: ("anchored", TEXT.index(QUOTE))}
    assert places(as_, "Above.\n" + TEXT) == {thread.id: ("anchored", TEXT.index(QUOTE) + 7)}
    assert places(as_, TEXT.replace("0.87", "0.90")) == {thread.id: ("outdated", TEXT.index(QUOTE))}
    assert places(as_, TEXT.replace(QUOTE, "")) == {thread.id: ("orphaned", None)}


def test_a_revision_that_is_checked_out_shows_what_stands_there(as_, thread):
    """Nothing is stored of a placement: another text gives another, and the first one again gives the first."""
    assert places(as_, "# Plan\n\nNothing yet.\n") == {thread.id: ("orphaned", None)}
    assert places(as_, TEXT) == {thread.id: ("anchored", TEXT.index(QUOTE))}


def test_it_goes_along_when_the_page_is_renamed(as_, thread):
    as_("bo").write(move_documents, PAGE, "pages/churn/plan.md", "renamed")
    assert places(as_, TEXT, path="pages/churn/plan.md") == {thread.id: ("anchored", TEXT.index(QUOTE))}
    assert places(as_, TEXT) == {}


def test_the_whole_page_is_always_there_and_has_no_place_to_take(as_):
    whole = open_thread(as_, FileTarget())
    assert places(as_, "") == {whole.id: ("anchored", None)}
    with pytest.raises(Invalid):
        as_("ana").write(service.change_place, whole.id, NewPlace(id=new_id(), seen=whole.version, target=None))


def test_a_person_puts_it_on_other_words_or_nowhere(as_, thread):
    other = "Then we ask the sales team."
    target = select_words(TEXT, other)
    moved = as_("bo").write(service.change_place, thread.id, NewPlace(id=new_id(), seen=thread.version, target=target))
    assert moved.anchor.chosen
    assert places(as_, TEXT) == {thread.id: ("anchored", TEXT.index(other))}
    as_("bo").write(service.change_place, thread.id, NewPlace(id=new_id(), seen=moved.version, target=None))
    assert places(as_, TEXT) == {thread.id: ("orphaned", None)}


def test_erasing_it_leaves_no_word_of_the_page(as_, journal, thread):
    from jupyter_mlcollab.comments.schema import Reply

    as_("bo").write(service.reply, thread.id, Reply(id=new_id(), body="Kept."))
    as_("ana").write(service.delete, thread.id, thread.id, new_id(), True)
    stored = b"".join(event.payload or b"" for event in journal.read(lambda r: r.events("thread", thread.id)))
    assert b"AUC" not in stored
    assert places(as_, TEXT) == {thread.id: ("anchored", TEXT.index(QUOTE))}
