"""Threads on the parts of a card, on a real journal: put, listed, placed, erased, and found after a rename."""

from __future__ import annotations

import pytest

from jupyter_mlcollab.anchors.documents import move_documents
from jupyter_mlcollab.anchors.schema import EntryTarget, FileEntry, PlacementRequest
from jupyter_mlcollab.comments import service, threads
from jupyter_mlcollab.comments.inbox import inbox
from jupyter_mlcollab.comments.listing import show_threads
from jupyter_mlcollab.comments.schema import NewPlace, NewThread, Reply
from jupyter_mlcollab.core.command import Paint
from jupyter_mlcollab.core.errors import Invalid
from jupyter_mlcollab.core.ids import new_id

CARD = "cards/boosting/card.json"


def auc(value: str) -> FileEntry:
    return FileEntry(section="metric", name=["auc", "test", ""], heading="Metric", label="auc, test", text=value)


@pytest.fixture
def thread(as_):
    new = NewThread(id=new_id(), path=CARD, target=EntryTarget(entry=auc("0.8713")), body="On which fold, @bo?")
    return as_("ana").write(service.open_thread, new, [])


def places(as_, *entries: FileEntry, path: str = CARD) -> dict[str, tuple[str, int | None]]:
    found = as_("bo").read(threads.placements, PlacementRequest(path=path, entries=list(entries)))
    return {p.thread_id: (p.state, p.entry_index) for p in found.placements}


def test_a_thread_on_a_metric_is_found_with_the_card_and_told_to_the_mentioned(as_, thread):
    listed = as_("bo").read(threads.threads, CARD)
    assert [(t.id, t.path, t.anchor.entry.label) for t in listed.threads] == [(thread.id, CARD, "auc, test")]
    assert [(i.reason, i.path) for i in as_("bo").read(inbox).items] == [("mention", CARD)]
    answered = as_("bo").write(service.reply, thread.id, Reply(id=new_id(), body="The last one."))
    assert len(answered.comments) == 2


def test_it_is_outdated_once_the_value_is_another(as_, thread):
    assert places(as_, auc("0.8713")) == {thread.id: ("anchored", 0)}
    assert places(as_, auc("0.8931")) == {thread.id: ("outdated", 0)}
    assert places(as_) == {thread.id: ("orphaned", None)}
    assert thread.anchor.snapshot.excerpt == "0.8713"


def test_it_goes_along_with_the_cards_folder(as_, thread):
    as_("bo").write(move_documents, "cards/boosting", "cards/trees", "renamed")
    assert places(as_, auc("0.8713"), path="cards/trees/card.json") == {thread.id: ("anchored", 0)}
    assert as_("bo").read(threads.thread, thread.id).path == "cards/trees/card.json"


def test_notebooks_and_cards_keep_their_own(as_, thread, new_thread):
    in_notebook = as_("ana").write(service.open_thread, new_thread(), [])
    assert set(places(as_, auc("0.8713"))) == {thread.id}
    assert set(places(as_, path="train.ipynb")) == {in_notebook.id}
    counted = as_("ana").read(threads.notebooks).notebooks
    assert [(n.path, n.open) for n in counted] == [(CARD, 1), ("train.ipynb", 1)]


def test_it_can_be_detached_and_put_on_another_part(as_, thread):
    away = as_("ana").write(service.change_place, thread.id, NewPlace(id=new_id(), seen=thread.version, target=None))
    assert places(as_, auc("0.8713")) == {thread.id: ("orphaned", None)}
    target = EntryTarget(entry=auc("0.8713"))
    back = NewPlace(id=new_id(), seen=away.version, target=target)
    assert as_("ana").write(service.change_place, thread.id, back).anchor.chosen
    assert places(as_, auc("0.8713")) == {thread.id: ("anchored", 0)}


def test_a_comment_on_a_whole_notebook_still_has_no_place_to_take(as_, new_thread):
    from msgspec.structs import replace

    from jupyter_mlcollab.anchors.schema import NotebookTarget

    whole = as_("ana").write(service.open_thread, replace(new_thread(), target=NotebookTarget()), [])
    with pytest.raises(Invalid):
        as_("ana").write(service.change_place, whole.id, NewPlace(id=new_id(), seen=whole.version, target=None))


def test_erasing_it_leaves_no_word_of_the_card_and_keeps_its_place(as_, thread):
    as_("bo").write(service.reply, thread.id, Reply(id=new_id(), body="Kept."))
    erased = as_("ana").write(service.delete, thread.id, thread.id, new_id(), True)
    assert (erased.anchor.entry.label, erased.anchor.snapshot) == ("", None)
    assert places(as_, auc("0.8713")) == {thread.id: ("anchored", 0)}
    assert places(as_, auc("0.9")) == {thread.id: ("outdated", 0)}


def test_the_command_line_says_where_it_is(as_, thread):
    placed = as_("bo").read(threads.placements, PlacementRequest(path=CARD, entries=[auc("0.8713")])).placements[0]
    lines = list(show_threads([(thread, placed)], False, Paint(False)))
    assert lines[0] == CARD
    assert "Metric › auc, test  ·  1 comment" in lines[1]
    assert "auc, test (the card cannot be read)" in list(show_threads([(thread, None)], False, Paint(False)))[1]
