"""The list of cards: read once, again after a change, and honest about what cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cards_made_up import full, made
from jupyter_mlcollab.cards.listing import ReadCards
from jupyter_mlcollab.cards.text import LIMIT_BYTES, card_text, digest
from jupyter_mlcollab.core.errors import NotFound
from jupyter_mlcollab.git.files import ProjectFiles
from jupyter_mlcollab.git.project import find_project


@pytest.fixture
def files(folder: Path) -> ProjectFiles:
    return ProjectFiles(find_project(folder, folder))


def test_a_row_says_of_a_card_what_the_card_says(put, files: ProjectFiles):
    path = put(full())
    (row,) = ReadCards().rows(files, "cards")
    card = full()
    assert (row.path, row.id, row.title, row.kind, row.owner) == (path, card.id, card.title, card.kind, card.owner)
    assert (row.created, row.published, row.status, row.outcome) == (card.created, None, "draft", "supported")
    assert (row.conclusion, row.tags, row.metrics) == (card.conclusion, card.tags, card.metrics)
    assert (row.notebook, row.commit) == (card.code.notebook, card.code.commit)
    assert (row.thumbnail, row.problem) == ("cards/boosting/figures/roc.png", None)


def test_the_digest_is_there_for_cards_with_a_history_only(put, files: ProjectFiles):
    put(full(), "one")
    put(made(), "two")
    kept = ReadCards()
    assert [row.digest for row in kept.rows(files, "cards")] == ["", ""]
    assert {row.digest for row in kept.rows(files, "cards", {full().id})} == {"", digest(full())}
    assert {row.digest for row in kept.rows(files, "cards")} == {"", digest(full())}


def test_a_change_is_seen_and_a_card_that_went_is_gone(put, files: ProjectFiles, folder: Path):
    path = put(full())
    kept = ReadCards()
    assert kept.rows(files, "cards", {full().id})[0].digest == digest(full())
    edited = full(title="Other")
    (folder / path).write_text(card_text(edited))
    row = kept.rows(files, "cards", {full().id})[0]
    assert (row.title, row.digest) == ("Other", digest(edited))
    (folder / path).unlink()
    assert kept.rows(files, "cards") == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{", "is not JSON"),
        ('{"schema":"mlcollab.card/2"}', "newer version"),
        ("{}", "not an experiment card"),
        (card_text(full()).replace('"Ana"', "7"), "“owner” is not as the format says"),
        ("<<<<<<< ours\n{}", "conflict markers"),
        (" " * (LIMIT_BYTES + 1), "over the limit of 4 MB"),
    ],
)
def test_what_cannot_be_read_is_last_with_the_reason(
    put, files: ProjectFiles, content: str, sentence: str, folder: Path
):
    put(full(), "good")
    (folder / put(full(), "bad")).write_text(content)
    good, bad = ReadCards().rows(files, "cards")
    assert (good.problem, bad.title, bad.path) == (None, "bad", "cards/bad/card.json")
    assert sentence in (bad.problem or "")


def test_links_are_not_followed(put, files: ProjectFiles, folder: Path, tmp_path_factory: pytest.TempPathFactory):
    path = put(full())
    outside = tmp_path_factory.mktemp("outside") / "card.json"
    outside.write_text(card_text(full(title="Secret")))
    (folder / path).unlink()
    (folder / path).symlink_to(outside)
    assert ReadCards().rows(files, "cards") == []
    if hasattr(os, "O_NOFOLLOW"):
        with pytest.raises(NotFound, match="cannot be read"):
            files.read_stamped(path, 10)
