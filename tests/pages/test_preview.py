"""What a link leads to, in a few lines."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cards_made_up import PNG, made
from jupyter_mlcollab.cards.text import card_text
from jupyter_mlcollab.core.errors import CollabError
from jupyter_mlcollab.pages import compose
from jupyter_mlcollab.pages.preview import link_target, slug


def shown(work, path: str, fragment: str = "") -> tuple[str, str, str, list[str]]:
    found = link_target(work, path, fragment)
    return found.kind, found.title, found.note, found.lines


def test_a_page_shows_its_first_lines_or_those_below_a_heading(work, write) -> None:
    write("pages/a.md", "---\ntype: charter\nstatus: draft\n---\n# Plan\n\nWhat **for**.\n\n## Why & how\n\nBecause.\n")
    assert shown(work, "pages/a.md") == ("page", "Plan", "charter, draft", ["What for.", "Because."])
    for fragment in ("why--how", "Why-&-how"):
        assert shown(work, "pages/a.md", fragment) == ("page", "Plan, Why & how", "charter, draft", ["Because."])


def test_a_cell_shows_its_lines_and_says_when_it_is_gone(work, write_notebook) -> None:
    write_notebook("train.ipynb", ["# Train", "a = 1\n\nb = 2\nc\nd\ne"])
    assert shown(work, "train.ipynb") == ("notebook", "train.ipynb", "2 cells", ["Train"])
    lines = ["a = 1", "b = 2", "c", "d"]
    assert shown(work, "train.ipynb", "cell-id=cell-1") == ("cell", "train.ipynb, cell 2", "", lines)
    assert shown(work, "train.ipynb", "cell-id=none")[2] == "This cell is not in the notebook any more."


def test_a_card_shows_its_state(work, write) -> None:
    metrics = [{"name": "auc", "value": 0.87}]
    write("cards/a/card.json", card_text(made(title="Trees", conclusion="Adopt.", metrics=metrics)))
    assert shown(work, "cards/a/card.json") == ("card", "Trees", "draft", ["Adopt.", "auc 0.87"])


def test_a_link_to_a_commit_shows_what_was_there(git, work, write, write_notebook, folder) -> None:
    write_notebook("train.ipynb", ["# Train", "a = 1"])
    write("pages/a.md", "# Plan\n\nThen.\n")
    write("pages/b.md", "[then](../train.ipynb?at=HEAD#cell-id=cell-1), [broken](../train.ipynb)\n")
    write("broken.ipynb", "{")
    git("add", "--all")
    git("commit", "--quiet", "--message", "First")
    first = git("rev-parse", "HEAD")
    (folder / "train.ipynb").unlink()
    write("pages/a.md", "# Plan\n\nNow.\n")

    def at(path: str, fragment: str = "", revision: str = first[:10]) -> tuple[str, str, list[str]]:
        found = compose.link_target(work, path, fragment, revision)
        return found.title, found.note, found.lines

    day = datetime.fromtimestamp(int(git("log", "-1", "--format=%at")), UTC).strftime("%Y-%m-%d")
    note = f"as of {first[:7]}, Ana, {day}"
    assert at("train.ipynb", "cell-id=cell-1", "HEAD") == ("train.ipynb, cell 2", note, ["a = 1"])
    assert at("train.ipynb") == ("train.ipynb", f"{note}, 2 cells", ["Train"])
    assert at("pages/a.md") == ("Plan", note, ["Then."])
    for path, revision in (
        ("train.ipynb", "nothing"), ("none.ipynb", first), ("broken.ipynb", first), ("../x.md", first),
        ("a.csv", first), ("pages", first), ("train.ipynb", "--output=x"),
    ):  # fmt: skip
        with pytest.raises(CollabError):
            at(path, "", revision)
    # What is gone today is no broken link where it is named as it was.
    (wrong,) = compose.check_pages(work).wrong
    assert [one.target for one in wrong.links] == ["../train.ipynb"]


def test_any_file_is_shown_as_a_commit_has_it_in_its_first_lines(git, work, write, folder) -> None:
    write("data/labels.csv", "id,label\n1,stays\n\n2,leaves\n3,stays\n4,stays\n")
    (folder / "figure.png").write_bytes(PNG)
    git("add", "--all")
    git("commit", "--quiet", "--message", "First")
    git("tag", "v1.2")
    write("data/labels.csv", "")
    found = compose.link_target(work, "data/labels.csv", "", "v1.2")
    assert (found.kind, found.title) == ("file", "data/labels.csv")
    assert found.lines == ["id,label", "1,stays", "2,leaves", "3,stays"]
    picture = compose.link_target(work, "figure.png", "", "v1.2")
    assert (picture.title, picture.lines) == ("figure.png", [])
    assert picture.note == found.note
    assert picture.note.startswith(f"as of {git('rev-parse', 'HEAD')[:7]}, Ana, 20")


def test_any_other_file_shows_its_first_lines(work, write, folder: Path) -> None:
    write("train.py", "import pandas\n\n" + "fit()\n" * 9)
    found = link_target(work, "train.py")
    assert (found.kind, found.title, found.note) == ("file", "train.py", "")
    assert found.lines == ["import pandas", *["fit()"] * 3]
    (folder / "model.bin").write_bytes(b"\0\1")
    (folder / "large.csv").write_text("1,2\n" * 1_000_000)
    assert [link_target(work, path).lines for path in ("model.bin", "large.csv")] == [[], []]


@pytest.mark.parametrize(
    "path",
    ["../x.md", "../x.py", "a.txt", "pages/none.md", "none.ipynb", "cards/no/card.json", ".git/a.md", ".env", "b"],
)
def test_nothing_else_is_shown(work, write, folder: Path, path: str) -> None:
    write(".env", "TOKEN=secret")
    (folder / "at").symlink_to("/etc/hostname")
    with pytest.raises(CollabError):
        link_target(work, path)


def test_a_heading_is_named_as_on_a_code_host() -> None:
    assert slug("What’s new in v2.0?") == "whats-new-in-v20"
    assert slug("Año_1 b") == "año_1-b"
