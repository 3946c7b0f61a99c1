"""Many files looked at at once are what each of them is alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyter_mlcollab.git.files import ProjectFiles
from jupyter_mlcollab.git.project import ProjectPlace

PATHS = [
    "top.md", "a/in.md", "a/deep/b.md", "a/none.md", "none/none.md", "a", "a/", "", "a/../top.md", "../out/secret.md",
    "/etc/passwd", "a/.hidden.md", ".git/config", "a/nul\0.md", "a\\in.md", "a/in.md/more.md",
    "link.md", "a/link.md", "linked/in.md", "a/outside.md", "away/secret.md", "loop/x.md", "a/loop.md",
]  # fmt: skip


@pytest.mark.parametrize("shown", [".", "..", "a", "out", "a/in.md"])
def test_stamps_of_many_files_are_those_of_each(tmp_path: Path, shown: str) -> None:
    folder = tmp_path / "project"
    for path in ("top.md", "a/in.md", "a/deep/b.md", "a/.hidden.md", ".git/config", "../out/secret.md"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(path)
    for link, to in {
        "link.md": "a/in.md", "a/link.md": "../top.md", "linked": "a", "a/outside.md": "../../out/secret.md",
        "away": "../out", "loop": "loop", "a/loop.md": "loop.md",
    }.items():  # fmt: skip
        (folder / link).symlink_to(to)
    files = ProjectFiles(
        ProjectPlace(folder.resolve(), folder, None), tmp_path / "out" if shown == "out" else folder / shown
    )
    expected = {path: files.stamp(path) for path in PATHS}
    assert files.stamps_of(PATHS) == expected
    if shown == ".":
        seen = {path for path, stamp in expected.items() if stamp}
        assert seen == {"top.md", "a/in.md", "a/deep/b.md", "link.md", "a/link.md", "linked/in.md"}
        assert expected["top.md"] == ((folder / "top.md").stat().st_mtime_ns, 6)
