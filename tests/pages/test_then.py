"""A file of any kind as a commit has it, and links that name one."""

from __future__ import annotations

import shutil
import subprocess
from base64 import b64encode

import pytest

from cards_made_up import PNG
from jupyter_mlcollab.cli import main
from jupyter_mlcollab.core.errors import Invalid, NotFound
from jupyter_mlcollab.git.project import ProjectPlace, find_project
from jupyter_mlcollab.git.repository import Repository
from jupyter_mlcollab.pages import compose
from jupyter_mlcollab.pages.committed import astray
from jupyter_mlcollab.pages.file_schema import FileAt
from jupyter_mlcollab.pages.then import MOST_LINES, PICTURE_BYTES, TEXT_BYTES

POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 12345\n"


def commit(git, message: str = "Begin") -> str:
    git("add", "--all")
    git("commit", "--quiet", "--message", message)
    return git("rev-parse", "HEAD")


def sides(found: FileAt) -> tuple[str | None, str | None]:
    """The texts then and now."""
    return found.then.text, found.now and found.now.text


def test_a_text_is_shown_then_and_now(git, work, write) -> None:
    write("data/labels.csv", "id,label\n1,stays\n")
    first = commit(git, "Label by hand")
    write("data/labels.csv", "id,label\n1,leaves\n")
    found = compose.file_at(work, "data/labels.csv", first[:8])
    assert (found.path, found.now_path, found.commit) == ("data/labels.csv", "data/labels.csv", first)
    assert (found.author, found.subject, found.same) == ("Ana", "Label by hand", False)
    assert int(found.at.timestamp()) == int(git("log", "-1", "--format=%at"))
    assert sides(found) == ("id,label\n1,stays\n", "id,label\n1,leaves\n")
    assert found.change is not None
    assert found.change.lines == [(1, 2, 1, 2)]


def test_ends_of_lines_and_marks_of_order_are_no_change(git, work, write, folder) -> None:
    write("a.csv", "1\n2\n")
    first = commit(git)
    (folder / "a.csv").write_bytes(b"\xef\xbb\xbf1\r\n2\r")
    found = compose.file_at(work, "a.csv", first)
    assert (found.same, sides(found), found.change) == (False, ("1\n2\n", "1\n2\n"), None)


def test_a_long_text_is_compared_line_by_line(git, work, write) -> None:
    rows = [f"{number},stays,0.123456,a long row of a table\n" for number in range(14_000)]
    write("a.csv", "".join(rows))
    first = commit(git)
    write("a.csv", "".join(row.replace("stays", "leaves") if n % 3 == 0 else row for n, row in enumerate(rows)))
    found = compose.file_at(work, "a.csv", first)
    assert found.change is not None
    assert found.change.lines[:2] == [(0, 1, 0, 1), (3, 4, 3, 4)]
    assert len(found.change.lines) == 4_667


@pytest.mark.parametrize("name", ["v1.2", "signed", "wip/labels", "HEAD", "HEAD~0", "main"])
def test_a_commit_goes_by_any_name_that_git_knows(git, work, write, name: str) -> None:
    write("train.py", "epochs = 3\n")
    first = commit(git)
    git("tag", "v1.2")
    git("tag", "--annotate", "--message", "As published", "signed")
    git("branch", "wip/labels")
    found = compose.file_at(work, "train.py", name)
    assert (found.commit, found.same, sides(found)) == (first, True, ("epochs = 3\n", None))


def test_a_file_that_went_or_was_renamed_is_shown_as_it_was(git, work, write, folder) -> None:
    text = "".join(f"step({number})\n" for number in range(20))
    write("gone.py", "1\n")
    write("train.py", text)
    first = commit(git)
    (folder / "gone.py").unlink()
    git("mv", "train.py", "fit.py")
    write("fit.py", f"{text}end()\n")
    gone = compose.file_at(work, "gone.py", first)
    assert (gone.now_path, sides(gone)) == (None, ("1\n", None))
    renamed = compose.file_at(work, "train.py", first)
    assert (renamed.path, renamed.now_path) == ("train.py", "fit.py")
    assert sides(renamed) == (text, f"{text}end()\n")


def test_a_text_that_was_written_anew_is_not_compared(git, work, write) -> None:
    write("a.csv", "".join(f"{number}\n" for number in range(MOST_LINES + 1)))
    first = commit(git)
    write("a.csv", "".join(f"{number}\n" for number in range(MOST_LINES + 1, 20_000)))
    found = compose.file_at(work, "a.csv", first)
    assert found.change is None
    assert found.then.text != (found.now and found.now.text)


def test_a_name_that_a_file_got_later_is_answered_with_the_one_it_had(git, work, write) -> None:
    write("train.py", "".join(f"step({number})\n" for number in range(20)))
    first = commit(git)
    git("mv", "train.py", "fit.py")
    with pytest.raises(NotFound, match=rf"“fit.py” is not in the commit {first[:7]}. There it was called “train.py”."):
        compose.file_at(work, "fit.py", first)


def test_pictures_are_shown_then_and_now(git, work, write, folder) -> None:
    (folder / "figure.png").write_bytes(PNG)
    write("plot.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    first = commit(git)
    same = compose.file_at(work, "figure.png", first)
    assert (same.same, same.then.picture) == (True, f"data:image/png;base64,{b64encode(PNG).decode()}")
    write("plot.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='2'/>")
    plot = compose.file_at(work, "plot.svg", first)
    assert plot.now is not None
    for side in (plot.then, plot.now):
        assert side.text is None
        assert (side.picture or "").startswith("data:image/svg+xml;base64,")
    assert plot.then != plot.now


def test_what_cannot_be_shown_says_why(git, work, write, folder) -> None:
    (folder / "model.bin").write_bytes(b"\x00\x01")
    (folder / "latin.csv").write_bytes("Café".encode("latin-1"))
    write("long.csv", "1\n" * (TEXT_BYTES // 2 + 1))
    write("huge.csv", "1\n" * (PICTURE_BYTES // 2 + 1))
    write("weights.pt", POINTER)
    write("bom.csv", "\ufeffa,b\r\n")
    first = commit(git)
    problems = {
        name: compose.file_at(work, name, first).then.problem
        for name in ("model.bin", "latin.csv", "long.csv", "huge.csv", "weights.pt", "bom.csv")
    }
    assert problems["model.bin"] == problems["latin.csv"]
    assert "neither text in UTF-8 nor a picture" in (problems["model.bin"] or "")
    assert "limit of 2 MB" in (problems["long.csv"] or "")
    assert "limit of 8 MB" in (problems["huge.csv"] or "")
    assert "Git LFS" in (problems["weights.pt"] or "")
    assert problems["bom.csv"] is None
    assert sides(compose.file_at(work, "bom.csv", first)) == ("a,b\n", None)
    # Two that are both too large are not the same for that.
    assert not compose.file_at(work, "huge.csv", first).same
    (folder / "model.bin").write_text("now a text")
    now = compose.file_at(work, "model.bin", first).now
    assert now is not None
    assert now.text == "now a text"


def test_what_leads_nowhere_is_told_in_a_sentence(git, work, write, folder) -> None:
    write("data/labels.csv", "")
    write(".env", "TOKEN=1")
    (folder / "link.csv").symlink_to("data/labels.csv")
    git("init", "--quiet", "modules")
    subprocess.run(
        ["git", "-c", "user.name=Ana", "-c", "user.email=a@x.org", "commit", "--allow-empty", "-qm", "1"],
        cwd=folder / "modules", check=True,
    )  # fmt: skip
    first = commit(git)
    for path, revision, error, sentence in (
        ("data/labels.csv", "v9", NotFound, "Git knows no commit “v9”"),
        ("data/labels.csv", "--output=x", Invalid, "does not start with a dash"),
        ("none.csv", first, NotFound, f"“none.csv” is not in the commit {first[:7]}"),
        ("data", first, Invalid, "this is a folder"),
        ("data/", first, Invalid, "this is a folder"),
        ("/", first, Invalid, "leads to a folder"),
        ("link.csv", first, Invalid, "this is a link"),
        ("modules", first, Invalid, "this is a submodule"),
        ("../secret.csv", first, Invalid, "may not leave"),
        (".env", first, Invalid, "Hidden files"),
        ("data/labels.csv", f"{first}:data", NotFound, "Git knows no commit"),
    ):
        with pytest.raises(error, match=sentence):
            compose.file_at(work, path, revision)


def test_a_project_without_git_says_so(work, write) -> None:
    write("train.py", "")
    with pytest.raises(NotFound, match="not in a git repository"):
        compose.file_at(work, "train.py", "v1")


def test_what_is_hidden_today_is_not_read(git, work, write, folder, tmp_path_factory) -> None:
    write("train.py", "then\n")
    first = commit(git)
    secret = tmp_path_factory.mktemp("outside") / "secret.py"
    secret.write_text("secret")
    (folder / "train.py").unlink()
    (folder / "train.py").symlink_to(secret)
    found = compose.file_at(work, "train.py", first)
    assert found.then.text == "then\n"
    assert found.now is None or found.now.text is None


def wrong(work) -> list[tuple[str, str | None]]:
    return [(link.target, link.reason) for page in compose.check_pages(work).wrong for link in page.links]


def test_the_check_names_links_to_commits_that_lead_nowhere(git, work, write, folder, capsys) -> None:
    write("data/year 1.csv", "")
    write("gone.py", "")
    first = commit(git)
    short = first[:8]
    (folder / "gone.py").unlink()
    good = f"[a](../data/year%201.csv?at={short}), [b](../gone.py?at=main), ![c](../gone.py?at={first})"
    links = "[d](../gone.py?at=v9), [e](../none.py?at=main), [f](../data?at=main), [g](../gone.py?at=-x)"
    write("pages/a.md", f"{good}\n\n{links}, [h](../gone.py?at=feature)\n")
    git("branch", "feature")
    assert wrong(work) == [
        ("../gone.py?at=v9", "Git knows no commit “v9” here."),
        ("../none.py?at=main", f"It is not in the commit {first[:7]}."),
        ("../data?at=main", f"It is a folder in the commit {first[:7]}."),
        ("../gone.py?at=-x", "Git knows no commit “-x” here."),
    ]
    # What is remembered of pages does not hold what git knew.
    for known in (4, 5):
        assert main(["pages", "check", "--project", str(folder)]) == 1
        printed = capsys.readouterr().out
        assert printed.count("broken link") == known
        git("branch", "--delete", "feature", "--quiet") if known == 4 else None
    assert "pages/a.md:3: broken link, ../gone.py?at=v9\n    Git knows no commit “v9” here." in printed


def test_a_project_in_a_folder_of_a_repository_has_its_own_paths(git, folder, write) -> None:
    write("churn/train.py", "")
    write("churn/[a]*.py", "")
    write("other.py", "")
    commit(git)
    place = ProjectPlace(folder / "churn", folder, find_project(folder, folder).git_common)
    asked = [("main", path) for path in ("train.py", "[a]*.py", "other.py", "churn/train.py", "../other.py")]
    found = astray(Repository(place), asked)
    assert sorted(path for _, path in found) == ["../other.py", "churn/train.py", "other.py"]


def test_the_check_of_a_clone_says_only_what_it_can_know(git, folder, write, tmp_path_factory, capsys) -> None:
    write("gone.py", "1\n")
    first = commit(git)
    (folder / "gone.py").unlink()
    write("pages/a.md", f"[a](../gone.py?at={first}), [b](../none.py?at=HEAD)\n")
    commit(git, "Go on")
    git("config", "uploadpack.allowFilter", "true")
    for name, *options in (("shallow", "--depth=1"), ("without files", "--filter=blob:none")):
        clone = tmp_path_factory.mktemp(name)
        shutil.rmtree(clone)
        subprocess.run(["git", "clone", "--quiet", *options, folder.as_uri(), str(clone)], check=True)
        assert main(["pages", "check", "--project", str(clone)]) == 1
        printed = capsys.readouterr().out
        assert "../none.py?at=HEAD" in printed
        assert "gone.py" not in printed


def test_without_git_every_link_to_a_commit_is_named(work, write) -> None:
    write("train.py", "")
    write("pages/a.md", "[a](../train.py?at=main), [b](../train.py)\n")
    assert wrong(work) == [("../train.py?at=main", "This project is not in a git repository.")]
