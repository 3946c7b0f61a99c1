"""A page as it was."""

from __future__ import annotations

import pytest

from jupyter_mlcollab.core.errors import Invalid, NotFound
from jupyter_mlcollab.pages.versions import page_version


def commit(git, message: str) -> str:
    git("add", "--all")
    git("commit", "--quiet", "--message", message)
    return git("rev-parse", "HEAD")


def test_a_commit_has_the_page_and_what_was_before(git, work, write):
    write("pages/a.md", "one\n")
    first = commit(git, "Begin")
    write("pages/a.md", "one\ntwo é\n")
    second = commit(git, "Go on")
    write("pages/a.md", "unsaved\n")
    assert page_version(work, "pages/a.md", first).before is None
    found = page_version(work, "pages/a.md", second)
    assert (found.text, found.before) == ("one\ntwo é\n", "one\n")


def test_what_was_before_a_new_name_is_found(git, work, write):
    text = "".join(f"line {number}\n" for number in range(20))
    write("pages/a.md", text)
    commit(git, "Begin")
    git("mv", "pages/a.md", "pages/b.md")
    write("pages/b.md", text + "end\n")
    found = page_version(work, "pages/b.md", commit(git, "Rename"))
    assert (found.text, found.before) == (text + "end\n", text)


def test_jupyter_s_checkpoint_is_a_version(work, write):
    write("pages/a.md", "now\n")
    with pytest.raises(NotFound):
        page_version(work, "pages/a.md")
    write("pages/.ipynb_checkpoints/a-checkpoint.md", "then\n")
    assert page_version(work, "pages/a.md").text == "then\n"


@pytest.mark.parametrize("path", ["pages/none.md", "train.ipynb", "pages/a.md/../../secret.md"])
def test_what_is_no_page_has_no_versions(git, work, write, path):
    write("train.ipynb", "{}")
    made = commit(git, "Begin")
    with pytest.raises((NotFound, Invalid)):
        page_version(work, path, made)


def test_only_commits_are_read(git, work, write):
    write("pages/a.md", "one\n")
    commit(git, "Begin")
    for revision in ("--output=x", "HEAD:pages/a.md", "nothing"):
        with pytest.raises((NotFound, Invalid)):
            page_version(work, "pages/a.md", revision)


def test_a_version_that_is_no_text_says_so(git, work, folder, write):
    write("pages/a.md", "")
    (folder / "pages/a.md").write_bytes(b"\xff\xfe")
    with pytest.raises(Invalid, match="not UTF-8"):
        page_version(work, "pages/a.md", commit(git, "Begin"))
