"""Documents: their paths and fingerprints."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from jupyter_mlcollab.anchors.document import (
    Document,
    DocumentMoved,
    DocumentOpened,
    fingerprint,
    fold_document,
    moved_path,
    similarity,
)
from jupyter_mlcollab.core.notebook import Cell
from jupyter_mlcollab.core.wire import encode
from jupyter_mlcollab.journal.event import Event


def event(kind: str, payload: bytes | None) -> Event:
    return Event(
        project="p",
        seq=1,
        id="e",
        v=1,
        clock=1,
        entity_kind="document",
        entity="d",
        kind=kind,
        actor="ana",
        role="reviewer",
        verified=True,
        origin=None,
        at=datetime(2026, 1, 1, tzinfo=UTC),
        payload=payload,
        salt=b"",
        payload_sha256=b"",
        prev_sha256=b"",
    )


def opened(path: str) -> Event:
    return event("document.opened", encode(DocumentOpened(path=path, fingerprint=["aa"])))


def moved(path: str) -> Event:
    return event("document.moved", encode(DocumentMoved(path=path, reason="renamed")))


def test_a_document_is_at_its_last_path() -> None:
    view = fold_document("d", [opened("a.ipynb"), moved("b.ipynb"), moved("c.ipynb"), moved("a.ipynb")])
    assert view is not None
    assert (view.kind, view.id, view.subject, view.status) == ("document", "d", "a.ipynb", "active")
    document = msgspec.json.decode(view.body, type=Document)
    assert document == Document(id="d", path="a.ipynb", previous_paths=["b.ipynb", "c.ipynb"], fingerprint=["aa"])


def test_what_cannot_be_read_is_read_over() -> None:
    strange = [event("document.painted", b"{}"), event("document.moved", None), event("document.moved", b"[]")]
    assert fold_document("d", strange) is None
    view = fold_document("d", [opened("a.ipynb"), *strange])
    assert view is not None
    assert view.subject == "a.ipynb"


def test_folders_move_what_is_below_them() -> None:
    assert moved_path("a/b/c.ipynb", "a/b", "d") == "d/c.ipynb"
    assert moved_path("a/bc.ipynb", "a/b", "d") is None
    assert moved_path("a.ipynb", "a.ipynb", "b.ipynb") == "b.ipynb"
    assert moved_path("x/a/b.ipynb", "a", "d") is None


def cells(*sources: str) -> list[Cell]:
    return [Cell(id=None, cell_type="code", source=source) for source in sources]


@given(st.sets(st.text(min_size=1, max_size=5)), st.sets(st.text(min_size=1, max_size=5)))
def test_similarity_is_a_share(one: set[str], other: set[str]) -> None:
    first, second = fingerprint(cells(*one)), fingerprint(cells(*other))
    assert 0 <= similarity(first, second) == similarity(second, first) <= 1
    assert similarity(first, first) == (1 if first else 0)


def test_similarity_counts_small_notebooks_exactly() -> None:
    assert similarity(fingerprint(cells("a", "b", "c", "")), fingerprint(cells("b", "c", "d", "b"))) == 0.5


def test_similarity_of_large_notebooks_is_estimated() -> None:
    first = fingerprint(cells(*(f"cell {i}" for i in range(1_000))))
    second = fingerprint(cells(*(f"cell {i}" for i in range(500, 1_500))))
    assert len(first) == 64
    assert abs(similarity(first, second) - 1 / 3) < 0.15
