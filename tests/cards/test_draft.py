"""A new run of a draft, and what people wrote in it meanwhile."""

from __future__ import annotations

from cards_made_up import made
from jupyter_mlcollab.cards.draft import continued


def test_notes_and_captions_stay_where_the_code_has_none():
    figures = [{"path": f"figures/{name}.png", "sha256": "0" * 64, "caption": name} for name in "ab"]
    before = made(notes=["By hand"], figures=figures)
    fresh = made(figures=[figures[0] | {"caption": None}, figures[1] | {"caption": "By code"}])
    after = continued(fresh, before, {"title"})
    assert (after.notes, [figure.caption for figure in after.figures]) == (["By hand"], ["a", "By code"])
    said = continued(made(notes=["By code"]), before, {"title"})
    assert (said.notes, said.figures) == (["By code"], [])
